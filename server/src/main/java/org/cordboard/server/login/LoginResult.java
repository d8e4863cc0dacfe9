package org.cordboard.server.login;

import java.time.Duration;
import org.cordboard.server.settings.Settings;

/** What came of an attempt to log in. */
public sealed interface LoginResult {

    record Accepted(Settings.User user) implements LoginResult {}

    /** Unknown user or wrong password; which of the two is not told. */
    record Refused() implements LoginResult {}

    /**
     * Too many failures; the password was not looked at.
     *
     * @param retryAfter how long until the next attempt is looked at, in whole seconds, at least one
     */
    record Throttled(Duration retryAfter) implements LoginResult {}
}
