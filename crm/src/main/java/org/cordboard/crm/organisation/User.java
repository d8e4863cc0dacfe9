package org.cordboard.crm.organisation;

import org.cordboard.cti.agent.AgentId;

/**
 * Somebody who may log in.
 *
 * @param login the agent's id, too
 * @param unit where they stand in the organisation
 * @param active false for those who have left; they are never deleted
 * @param passwordHash as the login module makes it
 * @param passwordChangedAt milliseconds since 1970
 * @param mustChange whether a new password must be set before anything else, as after a reset
 */
public record User(
        AgentId login,
        String name,
        Role role,
        String unit,
        boolean active,
        String passwordHash,
        long passwordChangedAt,
        boolean mustChange) {

    public User {
        if (!login.value().matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("a login has 1 to 64 letters, digits and . _ -");
        }
        if (name.isBlank() || name.length() > 200 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("user '" + login + "': a name has 1 to 200 characters on one line");
        }
    }

    /** Without the password's hash. */
    @Override
    public String toString() {
        return "User[" + login + ", " + role + " in " + unit + (active ? "]" : ", inactive]");
    }
}
