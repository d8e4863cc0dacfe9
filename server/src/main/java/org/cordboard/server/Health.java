package org.cordboard.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cordboard.asterisk.AsteriskLink;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * Whether callers are served by us, part by part. Only what a start would cure is a failure by its HTTP status: who watches over the
 * server must not kill it because a PBX or the database is away.
 *
 * <p>The database is asked on the thread {@code cti-health}, once at a time: whoever asks meanwhile shares the answer. Nobody waits
 * for it longer than a second.
 */
final class Health implements AutoCloseable {

    private static final long DATABASE_MILLIS = 1_000;

    /** In the order of how bad it is. */
    enum Status {
        UP,
        /** A part is away, and comes back by itself or by an operator's hand; all else works. */
        DEGRADED,
        /** Callers are not served by us until the server is started again. */
        DOWN
    }

    /** What is answered. */
    record Report(Status status, Map<String, String> parts) {}

    private final CordboardServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "cti-health"));
    private @Nullable CompletableFuture<Boolean> databaseAsked;

    Health(CordboardServer server) {
        this.server = server;
    }

    CompletionStage<HttpReply> reply() {
        return databaseUp()
                .copy()
                .completeOnTimeout(false, DATABASE_MILLIS, TimeUnit.MILLISECONDS)
                .thenApply(this::reply);
    }

    private synchronized CompletableFuture<Boolean> databaseUp() {
        if (databaseAsked == null || databaseAsked.isDone()) {
            databaseAsked = CompletableFuture.supplyAsync(server.database()::isUp, thread);
        }
        return databaseAsked;
    }

    private HttpReply reply(boolean databaseUp) {
        Map<String, String> parts = new LinkedHashMap<>();
        Throwable failure = server.site().failure();
        Throwable recordsFailure = server.projector().failure();
        boolean whole = databaseUp && recordsFailure == null;
        parts.put("site", failure == null ? "up" : "stopped: " + failure.getMessage());
        parts.put("database", databaseUp ? "up" : "down; calls go on, records wait in the journal");
        parts.put("records", records(recordsFailure));
        parts.put("load", server.site().load().describe());
        for (AsteriskLink link : server.links()) {
            parts.put("pbx " + link.id(), link.status());
            whole &= link.isConnected();
        }
        if (failure != null) {
            return HttpReply.json(503, new Report(Status.DOWN, parts));
        }
        return HttpReply.json(200, new Report(whole ? Status.UP : Status.DEGRADED, parts));
    }

    private String records(@Nullable Throwable failure) {
        String late = ", " + server.recordsBehind() + " journal entries behind";
        return failure == null ? "up" + late : "stopped" + late + ": " + failure.getMessage();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
