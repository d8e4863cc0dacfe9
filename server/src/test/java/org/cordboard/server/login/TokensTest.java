package org.cordboard.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.cordboard.cti.agent.AgentId;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final AgentId ANN = new AgentId("ann");

    private final SettableClock clock = new SettableClock();
    private final Tokens tokens = new Tokens(clock);

    @Test
    void tellsWhoseATokenIs() {
        String token = tokens.issue(ANN);

        assertThat(token).hasSize(43);
        assertThat(tokens.holder(token)).contains(ANN);
        assertThat(tokens.issue(ANN)).isNotEqualTo(token);
    }

    @Test
    void knowsNoTokenItDidNotIssue() {
        assertThat(tokens.holder("")).isEmpty();
        assertThat(tokens.holder("A".repeat(43))).isEmpty();
        assertThat(tokens.holder("A".repeat(100_000))).isEmpty();
    }

    @Test
    void expiresATokenAfterTwelveHours() {
        String token = tokens.issue(ANN);

        clock.advance(Tokens.LIFETIME.minusMillis(1));
        assertThat(tokens.holder(token)).contains(ANN);
        clock.advance(Duration.ofMillis(1));
        assertThat(tokens.holder(token)).isEmpty();
    }

    @Test
    void revokesOneTokenOrAllOfAUser() {
        String first = tokens.issue(ANN);
        String second = tokens.issue(ANN);
        String other = tokens.issue(new AgentId("bob"));

        tokens.revoke(first);
        assertThat(tokens.holder(first)).isEmpty();
        assertThat(tokens.holder(second)).contains(ANN);

        tokens.revokeAll(ANN);
        assertThat(tokens.holder(second)).isEmpty();
        assertThat(tokens.holder(other)).contains(new AgentId("bob"));
    }

    @Test
    void keepsTenThousandTokensAndForgetsTheOldest() {
        String oldest = tokens.issue(ANN);
        String second = tokens.issue(ANN);
        for (int i = 2; i <= Tokens.KEPT; i++) {
            tokens.issue(new AgentId("bob"));
        }

        assertThat(tokens.holder(oldest)).isEmpty();
        assertThat(tokens.holder(second)).contains(ANN);
    }
}
