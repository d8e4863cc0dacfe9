package org.cordboard.server.api;

import java.util.Optional;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.login.Staff;
import org.cordboard.server.site.Floor;

/** Who can own customers and stand in for others: everybody who can log in, and the site's agents. */
final class Managers {

    private final Staff staff;
    private final Floor floor;

    Managers(Staff staff, Floor floor) {
        this.staff = staff;
        this.floor = floor;
    }

    /** Where a manager stands; agents of whom only the settings know stand in the site's city. Empty when it is nobody. */
    Optional<String> unit(AgentId login) {
        return staff.find(login.value()).filter(User::active).map(User::unit).or(() -> floor.config().agents().stream()
                .filter(agent -> agent.id().equals(login))
                .findFirst()
                .map(agent -> staff.city()));
    }

    /** Whether somebody may decide about what is a manager's. */
    boolean mayBeGivenBy(Asker asker, Resource resource, Action action, AgentId login) {
        return unit(login)
                .filter(unit -> asker.access().mayIn(resource, action, unit))
                .isPresent();
    }
}
