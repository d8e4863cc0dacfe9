package org.cordboard.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.cordboard.cti.agent.AgentId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

    private static final AgentId ANN = new AgentId("ann");

    @TempDir
    Path folder;

    private Path file = Path.of("tokens");

    @BeforeEach
    void choose() {
        file = folder.resolve("tokens");
    }

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
    void knowsItsTokensAgainAfterARestartButNotThoseRevokedOrExpired() {
        Tokens before = fromFile();
        String kept = before.issue(ANN);
        String revoked = before.issue(ANN);
        before.revoke(revoked);

        Tokens after = fromFile();
        assertThat(after.holder(kept)).contains(ANN);
        assertThat(after.holder(revoked)).isEmpty();

        clock.advance(Tokens.LIFETIME);
        assertThat(fromFile().holder(kept)).isEmpty();
    }

    @Test
    void writesNoTokenToTheFileAndLetsOnlyItsOwnerRead() throws IOException {
        String token = fromFile().issue(ANN);

        assertThat(Files.readString(file)).contains("ann").doesNotContain(token);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void passesOverALineThatWasNotFinished() throws IOException {
        String token = fromFile().issue(ANN);
        Files.writeString(file, "+ 12ab", StandardOpenOption.APPEND);

        assertThat(fromFile().holder(token)).contains(ANN);
    }

    private Tokens fromFile() {
        return new Tokens(clock, new TokenFile(file));
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
