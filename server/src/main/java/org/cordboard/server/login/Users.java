package org.cordboard.server.login;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.settings.Settings;

/**
 * The users of the settings and the check of their passwords. Safe for use by many threads; a check takes some 60 ms and
 * 19 MiB, so call it off the network threads and on a bounded number of threads.
 *
 * <p>An unknown user costs as much time as a known one, so that nobody learns which names exist. After five failures within a
 * minute a name is refused for half a minute, known or not.
 */
public final class Users {

    /** Of a password drawn at random that nobody has ever seen. Whatever it matched, an unknown user is refused. */
    static final String DUMMY_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$vormCkt8l" + "sXeykka8w5erg$ULLSQtSekXVrgcdxp2e7i4aR5e3fDAbsgYPLM+98yts";

    private final Map<String, Settings.User> byLogin = new LinkedHashMap<>();
    private final FailureCount failures;

    public Users(List<Settings.User> users, InstantSource clock) {
        users.forEach(user -> byLogin.put(user.login().value(), user));
        this.failures = new FailureCount(clock);
    }

    /** @param password left as it is; the caller wipes it */
    public LoginResult logIn(String login, char[] password) {
        Optional<LoginResult.Throttled> throttled = failures.attempt(login);
        if (throttled.isPresent()) {
            return throttled.get();
        }
        Settings.User user = byLogin.get(login);
        boolean matches = PasswordHash.matches(password, user == null ? DUMMY_HASH : user.passwordHash());
        if (user == null || !matches) {
            return new LoginResult.Refused();
        }
        failures.clear(login);
        return new LoginResult.Accepted(user);
    }

    public Optional<Settings.User> find(AgentId login) {
        return Optional.ofNullable(byLogin.get(login.value()));
    }
}
