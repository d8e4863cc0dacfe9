package org.cordboard.server.api;

import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.permission.Access;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.permission.Scope;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;

/** A user who asks for something, logged in, with their rights. */
record Asker(User user, Access access) {

    AgentId login() {
        return user.login();
    }

    Scope scope(Resource resource, Action action) {
        return access.scope(resource, action);
    }

    /** Whether the right ends at what is the user's own. */
    boolean isLimitedToOwn(Resource resource, Action action) {
        return scope(resource, action) == Scope.OWN;
    }

    /** @throws RefusedException when the user may not do it to anything */
    void mustHave(Resource resource, Action action) {
        if (scope(resource, action) == Scope.NONE) {
            throw forbidden(resource, action);
        }
    }

    /** @throws RefusedException when the user may not do it to what is of all units */
    void mustHaveEverywhere(Resource resource, Action action) {
        if (!access.mayEverywhere(resource, action)) {
            throw forbidden(resource, action);
        }
    }

    boolean may(Resource resource, Action action, CustomerRecord customer) {
        return access.mayTo(resource, action, customer);
    }

    RefusedException forbidden(Resource resource, Action action) {
        String what =
                (action + " " + resource).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return new RefusedException(HttpReply.refused(
                403,
                "FORBIDDEN",
                "Your role, "
                        + user.role().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                        + ", does not have the right where it is needed: " + what + ".",
                "Ask somebody who has it, or have an administrator change your role or unit."));
    }

    /** A calling number as the user may see it who has no customer at hand to whom it belongs. */
    String shown(String number) {
        return scope(Resource.CUSTOMER_NUMBER, Action.VIEW).compareTo(Scope.UNIT) >= 0
                ? number
                : CallerId.masked(number);
    }
}
