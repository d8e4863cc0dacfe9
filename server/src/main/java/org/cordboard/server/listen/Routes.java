package org.cordboard.server.listen;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What is answered over HTTP: by path, then by method. */
public final class Routes {

    private final Map<String, Map<String, Function<HttpCall, CompletionStage<HttpReply>>>> routes =
            new LinkedHashMap<>();

    /** Adds what is answered at once, without waiting for anything. */
    public Routes on(String method, String path, Function<HttpCall, HttpReply> handler) {
        return onLater(method, path, call -> done(handler.apply(call)));
    }

    /** Adds what is answered when the stage completes; the handler itself must not wait. */
    public Routes onLater(String method, String path, Function<HttpCall, CompletionStage<HttpReply>> handler) {
        routes.computeIfAbsent(path, p -> new LinkedHashMap<>()).put(method, handler);
        return this;
    }

    CompletionStage<HttpReply> answer(HttpCall call) {
        Map<String, Function<HttpCall, CompletionStage<HttpReply>>> methods = routes.get(call.path());
        if (methods == null) {
            return done(HttpReply.refused(404, "NOT_FOUND", "There is nothing at " + call.path() + "."));
        }
        Function<HttpCall, CompletionStage<HttpReply>> handler = methods.get(call.method());
        if (handler == null) {
            return done(HttpReply.refused(
                    405, "METHOD_NOT_ALLOWED", call.path() + " takes " + String.join(", ", methods.keySet()) + "."));
        }
        try {
            return handler.apply(call);
        } catch (HttpCall.BadRequestException e) {
            return done(HttpReply.refused(400, "BAD_REQUEST", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletionStage<HttpReply> done(HttpReply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
