package org.cordboard.server.listen;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is answered over HTTP: by path, then by method. A name in braces stands for any one segment of a path. */
public final class Routes {

    private record Route(List<String> segments, Map<String, Function<HttpCall, CompletionStage<HttpReply>>> methods) {

        /** What stands at the names of this route, or null when the path is another. */
        @Nullable
        Map<String, String> places(List<String> path) {
            if (path.size() != segments.size()) {
                return null;
            }
            Map<String, String> places = new LinkedHashMap<>();
            for (int i = 0; i < path.size(); i++) {
                String wanted = segments.get(i);
                if (wanted.startsWith("{")) {
                    places.put(wanted.substring(1, wanted.length() - 1), path.get(i));
                } else if (!wanted.equals(path.get(i))) {
                    return null;
                }
            }
            return places;
        }
    }

    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, Upload> uploads = new LinkedHashMap<>();

    /** Adds what is answered at once, without waiting for anything. */
    public Routes on(String method, String path, Function<HttpCall, HttpReply> handler) {
        return onLater(method, path, call -> done(handler.apply(call)));
    }

    /** Adds what is answered when the stage completes; the handler itself must not wait. */
    public Routes onLater(String method, String path, Function<HttpCall, CompletionStage<HttpReply>> handler) {
        routes.computeIfAbsent(path, p -> new Route(segments(p), new LinkedHashMap<>()))
                .methods()
                .put(method, handler);
        return this;
    }

    /** Adds a route whose body is streamed into a file. */
    public Routes onUpload(String method, String path, Upload upload) {
        uploads.put(method + " " + path, upload);
        return onLater(
                method,
                path,
                call -> done(HttpReply.refused(503, "NO_UPLOADS", "No files are taken here.", "Ask another server.")));
    }

    /** The upload a request is for. */
    Optional<Upload> upload(HttpCall head) {
        return route(head).map(found -> uploads.get(head.method() + " " + String.join("/", found.segments())));
    }

    /**
     * A request with what stands at the places of its route.
     *
     * @throws RefusedException when that is not in percent code
     */
    HttpCall placed(HttpCall head) {
        Map<String, String> decoded = new LinkedHashMap<>();
        route(head)
                .map(found -> found.places(segments(head.path())))
                .ifPresent(
                        places -> places.forEach((name, text) -> decoded.put(name, PercentCode.decode(text, false))));
        return head.withPlaces(decoded);
    }

    private Optional<Route> route(HttpCall head) {
        List<String> path = segments(head.path());
        return routes.values().stream()
                .filter(found -> found.places(path) != null)
                .findFirst();
    }

    /** Every route as its method and path, such as {@code GET /api/v1/calls/{id}}. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        routes.forEach((path, route) -> route.methods().keySet().forEach(method -> names.add(method + " " + path)));
        return names;
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    CompletionStage<HttpReply> answer(HttpCall call) {
        List<String> path = segments(call.path());
        for (Route route : routes.values()) {
            Map<String, String> places = route.places(path);
            if (places != null) {
                return answer(route, call, places);
            }
        }
        return done(HttpReply.refused(
                404,
                "NOT_FOUND",
                "There is nothing at " + call.path() + ".",
                "Look the path up in docs/openapi.yaml."));
    }

    private static CompletionStage<HttpReply> answer(Route route, HttpCall call, Map<String, String> places) {
        Function<HttpCall, CompletionStage<HttpReply>> handler = route.methods().get(call.method());
        if (handler == null) {
            String taken = String.join(", ", route.methods().keySet());
            return done(HttpReply.refused(
                            405,
                            "METHOD_NOT_ALLOWED",
                            call.path() + " does not take this method.",
                            "It takes " + taken + ".")
                    .with("Allow", taken));
        }
        try {
            Map<String, String> decoded = new LinkedHashMap<>();
            places.forEach((name, text) -> decoded.put(name, PercentCode.decode(text, false)));
            return handler.apply(call.withPlaces(decoded));
        } catch (RefusedException e) {
            return done(e.reply());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static CompletionStage<HttpReply> done(HttpReply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
