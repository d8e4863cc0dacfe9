package org.cordboard.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.settings.Role;
import org.cordboard.server.settings.Settings;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static final Settings.User ANN = new Settings.User(
            new AgentId("ann"), "Ann", PasswordHash.of("correct horse".toCharArray()), Role.AGENT, List.of());

    private final SettableClock clock = new SettableClock();
    private final Users users = new Users(List.of(ANN), clock);

    @Test
    void acceptsTheRightPasswordOnly() {
        assertThat(logIn("ann", "correct horse")).isEqualTo(new LoginResult.Accepted(ANN));
        assertThat(logIn("ann", "correct horsf")).isEqualTo(new LoginResult.Refused());
        assertThat(logIn("ann", "")).isEqualTo(new LoginResult.Refused());
        assertThat(logIn("ann", "x".repeat(300))).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void answersUnknownUsersLikeWrongPasswords() {
        assertThat(logIn("eve", "correct horse")).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void spendsAsMuchOnUnknownUsersAsOnKnownOnes() {
        assertThat(costs(Users.DUMMY_HASH)).isEqualTo(costs(ANN.passwordHash()));
        assertThat(PasswordHash.matches("correct horse".toCharArray(), Users.DUMMY_HASH))
                .isFalse();
    }

    private static String costs(String hash) {
        return hash.substring(0, hash.indexOf('$', "$argon2id$v=19$".length()));
    }

    @Test
    void throttlesAUserAfterFiveFailuresWithinAMinuteForHalfAMinute() {
        for (int i = 0; i < 5; i++) {
            assertThat(logIn("ann", "wrong")).isEqualTo(new LoginResult.Refused());
        }

        assertThat(logIn("ann", "correct horse")).isEqualTo(new LoginResult.Throttled(Duration.ofSeconds(30)));
        clock.advance(Duration.ofMillis(29_999));
        assertThat(logIn("ann", "correct horse")).isEqualTo(new LoginResult.Throttled(Duration.ofSeconds(1)));
        clock.advance(Duration.ofMillis(1));
        assertThat(logIn("ann", "correct horse")).isEqualTo(new LoginResult.Accepted(ANN));
    }

    @Test
    void throttlesNobodyElse() {
        for (int i = 0; i < 6; i++) {
            logIn("eve", "wrong");
        }

        assertThat(logIn("eve", "wrong")).isInstanceOf(LoginResult.Throttled.class);
        assertThat(logIn("ann", "correct horse")).isEqualTo(new LoginResult.Accepted(ANN));
    }

    @Test
    void findsUsersByLogin() {
        assertThat(users.find(new AgentId("ann"))).contains(ANN);
        assertThat(users.find(new AgentId("eve"))).isEmpty();
    }

    @Test
    void hashesAPasswordDifferentlyEachTimeInTheFormOfTheSettings() {
        String first = PasswordHash.of("secret".toCharArray());

        assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(PasswordHash.of("secret".toCharArray())).isNotEqualTo(first);
        assertThat(PasswordHash.matches("secret".toCharArray(), first)).isTrue();
    }

    @Test
    void hashesPasswordsThatAreThrownAwayAtHardlyAnyCost() {
        String hash = PasswordHash.ofThrowAway("drawn-at-random".toCharArray());

        assertThat(hash).startsWith("$argon2id$v=19$m=8,t=1,p=1$");
        assertThat(PasswordHash.matches("drawn-at-random".toCharArray(), hash)).isTrue();
        assertThat(PasswordHash.matches("drawn-at-chance".toCharArray(), hash)).isFalse();
    }

    @Test
    void hashesPasswordsInAnyScript() {
        assertThat(PasswordHash.matches("密码🔑".toCharArray(), PasswordHash.of("密码🔑".toCharArray())))
                .isTrue();
    }

    @Test
    void refusesToHashAnEmptyPassword() {
        assertThatThrownBy(() -> PasswordHash.of(new char[0])).hasMessage("a password has 1 to 256 characters");
    }

    private LoginResult logIn(String login, String password) {
        return users.logIn(login, password.toCharArray());
    }
}
