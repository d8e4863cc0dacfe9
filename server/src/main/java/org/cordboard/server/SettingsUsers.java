package org.cordboard.server;

import java.util.List;
import java.util.Optional;
import org.cordboard.crm.organisation.Organisation;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.organisation.User;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.server.login.Users;
import org.cordboard.server.settings.Settings;

/** The users of the settings as the table of permissions takes them: the site is one city, in which all of them stand. */
final class SettingsUsers {

    private final String unit;
    private final Users users;

    SettingsUsers(SiteId site, Users users) {
        this.unit = site.value();
        this.users = users;
    }

    Organisation organisation() {
        return new Organisation(List.of(new Unit(unit, unit, UnitTier.CITY, null)));
    }

    Optional<User> find(AgentId login) {
        return users.find(login).map(this::user);
    }

    private User user(Settings.User user) {
        Role role =
                switch (user.role()) {
                    case AGENT -> Role.AGENT;
                    case SUPERVISOR -> Role.SUPERVISOR;
                };
        return new User(user.login(), user.name(), role, unit, true, user.passwordHash(), 0, false);
    }
}
