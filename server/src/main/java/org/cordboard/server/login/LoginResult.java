package org.cordboard.server.login;

import java.time.Duration;
import org.cordboard.crm.organisation.User;

/** What came of an attempt to log in. */
public sealed interface LoginResult {

    record Accepted(User user) implements LoginResult {}

    /** The password is right, and has to be changed before anything else. */
    record Expired() implements LoginResult {}

    /** Unknown user, one who has left, or wrong password; which of them is not told. */
    record Refused() implements LoginResult {}

    /**
     * Too many failures; the password was not looked at.
     *
     * @param retryAfter how long until the next attempt is looked at, in whole seconds, at least one
     */
    record Throttled(Duration retryAfter) implements LoginResult {}
}
