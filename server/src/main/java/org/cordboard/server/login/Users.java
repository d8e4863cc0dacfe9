package org.cordboard.server.login;

import java.time.InstantSource;
import java.util.Optional;
import org.cordboard.crm.organisation.PasswordRules;
import org.cordboard.crm.organisation.User;

/**
 * The check of passwords. Safe for use by many threads; a check takes some 60 ms and 19 MiB, so call it off the network threads
 * and on a bounded number of threads. It may throw {@code StoreUnavailableException} for logins the settings do not have.
 *
 * <p>An unknown user costs as much time as a known one, so that nobody learns which names exist. After five failures within a
 * minute a name is refused for half a minute, known or not.
 */
public final class Users {

    /** Of a password drawn at random that nobody has ever seen. Whatever it matched, an unknown user is refused. */
    static final String DUMMY_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$vormCkt8l" + "sXeykka8w5erg$ULLSQtSekXVrgcdxp2e7i4aR5e3fDAbsgYPLM+98yts";

    private final Staff staff;
    private final PasswordRules rules;
    private final InstantSource clock;
    private final FailureCount failures;

    public Users(Staff staff, PasswordRules rules, InstantSource clock) {
        this.staff = staff;
        this.rules = rules;
        this.clock = clock;
        this.failures = new FailureCount(clock);
    }

    /** @param password left as it is; the caller wipes it */
    public LoginResult logIn(String login, char[] password) {
        Optional<User> known = staff.find(login);
        Optional<LoginResult.Throttled> throttled = failures.attempt(login);
        if (throttled.isPresent()) {
            return throttled.get();
        }
        boolean matches =
                PasswordHash.matches(password, known.map(User::passwordHash).orElse(DUMMY_HASH));
        if (known.isEmpty() || !matches || !known.get().active()) {
            return new LoginResult.Refused();
        }
        failures.clear(login);
        User user = known.get();
        return !staff.isOfSettings(user.login()) && rules.mustChange(user, clock.millis())
                ? new LoginResult.Expired()
                : new LoginResult.Accepted(user);
    }
}
