package org.cordboard.server.login;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.cordboard.crm.organisation.PasswordRules;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.cti.agent.AgentId;

/**
 * New passwords, set by their owners or by somebody who may. Owners show the one they have, which is throttled like a login; and
 * no more than five changes a minute are taken, so that nobody runs through the remembered ones to come back to an old one.
 * Hashing takes long; call it off the network threads.
 */
public final class PasswordChange {

    /** What came of it. */
    public sealed interface Result {

        record Changed() implements Result {}

        /** Unknown user, one who has left, or wrong password. */
        record Refused() implements Result {}

        record Throttled(Duration retryAfter) implements Result {}

        /** The password stands in the settings and is changed there. */
        record OfSettings() implements Result {}

        /** @param usedBefore whether it is one of the last ones */
        record Unfit(List<PasswordRules.Fault> faults, boolean usedBefore) implements Result {}
    }

    private final Staff staff;
    private final Users users;
    private final UserStore store;
    private final PasswordRules rules;
    private final FailureCount changes;

    public PasswordChange(Staff staff, Users users, UserStore store, PasswordRules rules, InstantSource clock) {
        this.staff = staff;
        this.users = users;
        this.store = store;
        this.rules = rules;
        this.changes = new FailureCount(clock);
    }

    /** Changes a password by its owner's wish. Both are left as they are; the caller wipes them. */
    public Result change(String login, char[] password, char[] next) {
        switch (users.logIn(login, password)) {
            case LoginResult.Refused refused -> {
                return new Result.Refused();
            }
            case LoginResult.Throttled throttled -> {
                return new Result.Throttled(throttled.retryAfter());
            }
            case LoginResult.Accepted accepted -> {}
            case LoginResult.Expired expired -> {}
        }
        AgentId user = new AgentId(login);
        if (staff.isOfSettings(user)) {
            return new Result.OfSettings();
        }
        Optional<LoginResult.Throttled> throttled = changes.attempt(login);
        return throttled.isPresent()
                ? new Result.Throttled(throttled.get().retryAfter())
                : set(user, next, false, login);
    }

    /**
     * Sets a password in place of one that was forgotten; its owner has to change it at the next login.
     *
     * @param by the login of who sets it
     */
    public Result reset(User user, char[] next, String by) {
        return staff.isOfSettings(user.login()) ? new Result.OfSettings() : set(user.login(), next, true, by);
    }

    /** All that is wrong with a password for a user who has none yet. */
    public List<PasswordRules.Fault> check(String login, char[] password) {
        return rules.check(login, password);
    }

    private Result set(AgentId login, char[] next, boolean mustChange, String by) {
        List<PasswordRules.Fault> faults = rules.check(login.value(), next);
        boolean usedBefore = faults.isEmpty()
                && store.newestHashes(login, rules.remembered()).stream()
                        .anyMatch(hash -> PasswordHash.matches(next, hash));
        if (!faults.isEmpty() || usedBefore) {
            return new Result.Unfit(faults, usedBefore);
        }
        store.setPassword(login, PasswordHash.of(next), mustChange, by);
        return new Result.Changed();
    }
}
