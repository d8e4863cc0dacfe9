package org.cordboard.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.cordboard.crm.organisation.OrganisationStore;
import org.cordboard.crm.organisation.PasswordRules;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.server.settings.Settings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UsersTest {

    private static final Settings.User ANN = new Settings.User(
            new AgentId("ann"), "Ann", PasswordHash.of("correct horse".toCharArray()), Role.AGENT, List.of());

    private static final String FIRST = "First-Horse-1";
    private static final String HASH = PasswordHash.ofThrowAway(FIRST.toCharArray());

    private final SettableClock clock = new SettableClock();
    private final Database database = Database.inMemory("users");
    private final UserStore store = new UserStore(database, clock);
    private final Staff staff =
            new Staff(new SiteId("north-1"), List.of(ANN), store, new OrganisationStore(database, clock));
    private final Users users = new Users(staff, PasswordRules.USUAL, clock);
    private final PasswordChange passwords = new PasswordChange(staff, users, store, PasswordRules.USUAL, clock);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void acceptsTheRightPasswordOnly() {
        assertThat(logIn("ann", "correct horse"))
                .isEqualTo(new LoginResult.Accepted(staff.find(ANN.login()).orElseThrow()));
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
        assertThat(costs(Users.DUMMY_HASH)).isEqualTo(costs(Objects.requireNonNull(ANN.passwordHash())));
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
        assertThat(logIn("ann", "correct horse"))
                .isEqualTo(new LoginResult.Accepted(staff.find(ANN.login()).orElseThrow()));
    }

    @Test
    void throttlesNobodyElse() {
        for (int i = 0; i < 6; i++) {
            logIn("eve", "wrong");
        }

        assertThat(logIn("eve", "wrong")).isInstanceOf(LoginResult.Throttled.class);
        assertThat(logIn("ann", "correct horse"))
                .isEqualTo(new LoginResult.Accepted(staff.find(ANN.login()).orElseThrow()));
    }

    @Test
    void findsUsersByLogin() {
        add("bea");

        assertThat(staff.find("ann").orElseThrow().unit()).isEqualTo("north-1");
        assertThat(staff.find("bea").orElseThrow().role()).isEqualTo(Role.DISTRICT_LEAD);
        assertThat(staff.find("eve")).isEmpty();
        assertThat(staff.find("no login at all")).isEmpty();
    }

    private void add(String login) {
        store.add(new AgentId(login), "Bea", Role.DISTRICT_LEAD, "north-1", HASH, "ann");
    }

    @Test
    void givesNobodyOfTheDatabaseThePlaceOfAUserOfTheSettings() {
        store.add(new AgentId("ann"), "Another", Role.AGENT, "north-1", HASH, "ann");

        assertThat(staff.find("ann").orElseThrow().name()).isEqualTo("Ann");
        assertThat(logIn("ann", FIRST)).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void letsAUserOfTheDatabaseDoNothingBeforeThePasswordTheyWereToldIsChanged() {
        add("bea");

        assertThat(logIn("bea", FIRST)).isEqualTo(new LoginResult.Expired());
        assertThat(change("bea", FIRST, "Better-Horse-8")).isEqualTo(new PasswordChange.Result.Changed());
        assertThat(logIn("bea", FIRST)).isEqualTo(new LoginResult.Refused());
        assertThat(logIn("bea", "Better-Horse-8")).isInstanceOf(LoginResult.Accepted.class);
    }

    @Test
    void hasAPasswordChangedAfterNinetyDays() {
        add("bea");
        change("bea", FIRST, "Better-Horse-8");

        clock.advance(Duration.ofDays(90).minusMillis(1));
        assertThat(logIn("bea", "Better-Horse-8")).isInstanceOf(LoginResult.Accepted.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(logIn("bea", "Better-Horse-8")).isEqualTo(new LoginResult.Expired());
    }

    @Test
    void turnsAwayThoseWhoHaveLeft() {
        add("bea");
        change("bea", FIRST, "Better-Horse-8");
        store.change(new AgentId("bea"), "Bea", Role.AGENT, "north-1", false, "ann");

        assertThat(logIn("bea", "Better-Horse-8")).isEqualTo(new LoginResult.Refused());
    }

    @Test
    void takesNoPasswordThatIsWeakOrWasUsedBefore() {
        add("bea");

        assertThat(change("bea", FIRST, "short"))
                .isEqualTo(new PasswordChange.Result.Unfit(
                        List.of(PasswordRules.Fault.TOO_SHORT, PasswordRules.Fault.TOO_FEW_KINDS), false));
        assertThat(change("bea", FIRST, FIRST)).isEqualTo(new PasswordChange.Result.Unfit(List.of(), true));
        assertThat(change("ann", "correct horse", "Better-Horse-8")).isEqualTo(new PasswordChange.Result.OfSettings());
    }

    @Test
    void throttlesGuessingByPasswordChangesAndChangesThemselves() {
        add("bea");
        for (int i = 0; i < 5; i++) {
            assertThat(change("bea", "wrong", "Better-Horse-8")).isEqualTo(new PasswordChange.Result.Refused());
        }
        assertThat(change("bea", FIRST, "Better-Horse-8")).isInstanceOf(PasswordChange.Result.Throttled.class);
        clock.advance(Duration.ofMinutes(2));
        for (int i = 0; i < 5; i++) {
            String now = i == 0 ? FIRST : "Better-Horse-" + i;
            assertThat(change("bea", now, "Better-Horse-" + (i + 1))).isEqualTo(new PasswordChange.Result.Changed());
        }
        assertThat(change("bea", "Better-Horse-5", "Better-Horse-6"))
                .isInstanceOf(PasswordChange.Result.Throttled.class);
    }

    @Test
    void letsUsersOfTheSettingsInWhileTheDatabaseIsAway() {
        add("bea");
        database.close();

        assertThat(logIn("ann", "correct horse")).isInstanceOf(LoginResult.Accepted.class);
        assertThatThrownBy(() -> logIn("bea", FIRST)).isInstanceOf(StoreUnavailableException.class);
    }

    private PasswordChange.Result change(String login, String password, String next) {
        return passwords.change(login, password.toCharArray(), next.toCharArray());
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
