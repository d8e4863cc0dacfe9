package org.cordboard.server.api;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.cordboard.crm.organisation.Organisation;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.permission.Access;
import org.cordboard.crm.permission.Permissions;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;

/** Lets those in who show the token of their login ({@code Authorization: Bearer …}, RFC 6750). */
public final class Gate {

    private static final String SCHEME = "Bearer ";

    private final Function<String, Optional<AgentId>> tokens;
    private final Function<AgentId, Optional<User>> users;
    private final Supplier<Organisation> organisation;
    private final Permissions permissions = Permissions.standard();

    /**
     * @param tokens who a token belongs to, if it is good
     * @param users who a login is; empty when it is nobody's any more; may ask the database
     * @param organisation the units in which the users stand
     */
    public Gate(
            Function<String, Optional<AgentId>> tokens,
            Function<AgentId, Optional<User>> users,
            Supplier<Organisation> organisation) {
        this.tokens = tokens;
        this.users = users;
        this.organisation = organisation;
    }

    /**
     * Whose token a request shows, without asking the database.
     *
     * @throws RefusedException with 401 when nobody is known by the token, or there is none
     */
    AgentId holder(HttpCall call) {
        return token(call).flatMap(tokens).orElseThrow(Gate::unknown);
    }

    /**
     * The holder of a token with their rights.
     *
     * @throws RefusedException with 401 when it is nobody's any more
     */
    Asker admit(AgentId login) {
        User user = users.apply(login).filter(User::active).orElseThrow(Gate::unknown);
        return new Asker(user, new Access(permissions, organisation.get(), user));
    }

    static RefusedException unknown() {
        return new RefusedException(HttpReply.refused(
                        401,
                        "NOT_AUTHENTICATED",
                        "The request has no token that is good.",
                        "Log in at /api/v1/login and send the token as 'Authorization: Bearer TOKEN'.")
                .with("WWW-Authenticate", "Bearer realm=\"cordboard\""));
    }

    /** Who a login is; empty when it is nobody's any more. */
    Optional<User> user(AgentId login) {
        return users.apply(login);
    }

    /** The units in which the users stand. */
    Organisation organisation() {
        return organisation.get();
    }

    static Optional<String> token(HttpCall call) {
        return call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
