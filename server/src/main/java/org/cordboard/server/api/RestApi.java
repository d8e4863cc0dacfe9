package org.cordboard.server.api;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.site.Books;

/**
 * The routes of {@code /api/v1} that need a login, and the right that each needs at least. They are answered on two threads of
 * their own, because most ask the database; when a thousand requests wait, one more is refused as busy.
 */
public final class RestApi implements AutoCloseable {

    private static final int WAITING = 1_000;

    private final Gate gate;
    private final Sources sources;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            2, 2, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, "cti-api"));

    /** What the API reads and changes. */
    public record Sources(Books books) {}

    public RestApi(Gate gate, Sources sources) {
        this.gate = gate;
        this.sources = sources;
    }

    /** Adds the routes of the API. */
    public Routes addTo(Routes routes) {
        LedgerRoute ledger = new LedgerRoute(sources.books());
        add(routes, "GET", "/api/v1/ledger", Resource.REPORT, Action.VIEW, ledger::answer);
        return routes;
    }

    private void add(
            Routes routes,
            String method,
            String path,
            Resource resource,
            Action action,
            BiFunction<HttpCall, Asker, HttpReply> handler) {
        routes.onLater(method, path, call -> {
            Asker asker = gate.admit(call);
            asker.mustHave(resource, action);
            return later(() -> handler.apply(call, asker));
        });
    }

    /** Work that may wait for the database. */
    private interface Work {
        HttpReply run();
    }

    private CompletionStage<HttpReply> later(Work work) {
        try {
            return CompletableFuture.supplyAsync(() -> done(work), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    HttpReply.refused(503, "BUSY", "Too many requests are waiting.", "Try again in a moment."));
        }
    }

    private static HttpReply done(Work work) {
        try {
            return work.run();
        } catch (RefusedException e) {
            return e.reply();
        } catch (StoreUnavailableException e) {
            return HttpReply.refused(
                    503, "STORE_UNAVAILABLE", String.valueOf(e.getMessage()), "Try again in a moment.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
