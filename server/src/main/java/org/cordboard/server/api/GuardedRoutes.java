package org.cordboard.server.api;

import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.listen.Upload;
import org.cordboard.server.site.LoadMeter;
import org.jspecify.annotations.Nullable;

/** Routes that need a login, each with the right it needs at least. They are answered on threads that may wait for the database. */
final class GuardedRoutes {

    private final Routes routes;
    private final Gate gate;
    private final ReplyThreads threads;
    /** What puts a request off; null for those that are always answered. */
    private final @Nullable LoadMeter load;

    GuardedRoutes(Routes routes, Gate gate, ReplyThreads threads) {
        this(routes, gate, threads, null);
    }

    private GuardedRoutes(Routes routes, Gate gate, ReplyThreads threads, @Nullable LoadMeter load) {
        this.routes = routes;
        this.gate = gate;
        this.threads = threads;
        this.load = load;
    }

    /** These routes, for what can wait while calls keep the server busy. */
    GuardedRoutes whenCalm(LoadMeter meter) {
        return new GuardedRoutes(routes, gate, threads, meter);
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
            if (load != null && load.isBusy()) {
                load.requestPutOff();
                throw busy();
            }
            return threads.run(() -> {
                Asker asker = gate.admit(login);
                asker.mustHave(resource, action);
                return handler.apply(call, asker);
            });
        });
        return this;
    }

    private static RefusedException busy() {
        return new RefusedException(HttpReply.refused(
                        503,
                        "BUSY",
                        "The server has its hands full with calls.",
                        "Ask again in some seconds. /health says how late the server is.")
                .with("Retry-After", "10"));
    }

    /** What is done with a file that came in. */
    interface FileHandler {
        HttpReply handle(HttpCall call, Asker asker, Path file);
    }

    /** Adds a route that takes a file of CSV, which is read only when the right is there. */
    GuardedRoutes addFile(String path, Resource resource, Action action, long mostBytes, FileHandler handler) {
        routes.onUpload("POST", path, new Upload() {
            @Override
            public CompletionStage<Receiver> admit(HttpCall head) {
                AgentId login = gate.holder(head);
                return threads.run(() -> {
                    Asker asker = gate.admit(login);
                    asker.mustHave(resource, action);
                    mustBeCsv(head);
                    return file -> threads.run(() -> handler.handle(head, asker, file));
                });
            }

            @Override
            public long mostBytes() {
                return mostBytes;
            }
        });
        return this;
    }

    private static void mustBeCsv(HttpCall head) {
        String type = head.header("content-type").orElse("").split(";", -1)[0].strip();
        if (!type.equalsIgnoreCase("text/csv")) {
            throw new RefusedException(HttpReply.refused(
                    415,
                    "UNSUPPORTED_MEDIA_TYPE",
                    "The body is not said to be CSV.",
                    "Send 'Content-Type: text/csv' and a CSV file in UTF-8 or GBK."));
        }
    }
}
