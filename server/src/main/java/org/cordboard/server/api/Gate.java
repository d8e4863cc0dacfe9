package org.cordboard.server.api;

import java.util.Optional;
import java.util.function.Function;
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
    private final Organisation organisation;
    private final Permissions permissions = Permissions.standard();

    /**
     * @param tokens who a token belongs to, if it is good
     * @param users who a login is; empty when it is nobody's any more
     * @param organisation the units in which the users stand
     */
    public Gate(
            Function<String, Optional<AgentId>> tokens,
            Function<AgentId, Optional<User>> users,
            Organisation organisation) {
        this.tokens = tokens;
        this.users = users;
        this.organisation = organisation;
    }

    /** @throws RefusedException with 401 when nobody is known by the token, or there is none */
    Asker admit(HttpCall call) {
        User user = token(call)
                .flatMap(tokens)
                .flatMap(users)
                .filter(User::active)
                .orElseThrow(() -> new RefusedException(HttpReply.refused(
                                401,
                                "NOT_AUTHENTICATED",
                                "The request has no token that is good.",
                                "Log in at /api/v1/login and send the token as 'Authorization: Bearer TOKEN'.")
                        .with("WWW-Authenticate", "Bearer realm=\"cordboard\"")));
        return new Asker(user, new Access(permissions, organisation, user));
    }

    static Optional<String> token(HttpCall call) {
        return call.header("authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }
}
