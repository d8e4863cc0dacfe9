package org.cordboard.server.api;

import java.util.function.BiFunction;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.Routes;

/** Routes that need a login, each with the right it needs at least. They are answered on threads that may wait for the database. */
final class GuardedRoutes {

    private final Routes routes;
    private final Gate gate;
    private final ReplyThreads threads;

    GuardedRoutes(Routes routes, Gate gate, ReplyThreads threads) {
        this.routes = routes;
        this.gate = gate;
        this.threads = threads;
    }

    /** Adds a route. Whether the right reaches as far as what is asked for, the handler has to find out. */
    GuardedRoutes add(
            String method,
            String path,
            Resource resource,
            Action action,
            BiFunction<HttpCall, Asker, HttpReply> handler) {
        routes.onLater(method, path, call -> {
            AgentId login = gate.holder(call);
            return threads.answer(() -> {
                Asker asker = gate.admit(login);
                asker.mustHave(resource, action);
                return handler.apply(call, asker);
            });
        });
        return this;
    }
}
