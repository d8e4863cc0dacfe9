package org.cordboard.server.api;

import org.cordboard.crm.organisation.User;

/** A user as the API gives them. One of the settings cannot be changed through it. */
record UserView(
        String login,
        String name,
        String role,
        String unit,
        boolean active,
        boolean mustChange,
        boolean ofSettings,
        long passwordChangedAt) {

    static UserView of(User user, boolean ofSettings) {
        return new UserView(
                user.login().value(),
                user.name(),
                user.role().name(),
                user.unit(),
                user.active(),
                user.mustChange(),
                ofSettings,
                user.passwordChangedAt());
    }
}
