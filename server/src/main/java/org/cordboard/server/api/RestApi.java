package org.cordboard.server.api;

import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.calls.OfferStore;
import org.cordboard.crm.customer.CustomerEdits;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.customer.ViewLog;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.listen.Routes;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.Floor;

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

    /**
     * What the API reads and changes.
     *
     * @param customers the one store through which customers are changed
     */
    public record Sources(Books books, Floor floor, Database database, CustomerStore customers, PhoneNumbers numbers) {}

    public RestApi(Gate gate, Sources sources) {
        this.gate = gate;
        this.sources = sources;
    }

    /** Adds the routes of the API. */
    public Routes addTo(Routes routes) {
        InstantSource clock = InstantSource.system();
        CallRecordStore records = new CallRecordStore(sources.database());
        addCustomers(routes, records, clock);
        CallRoutes calls = new CallRoutes(records, new OfferStore(sources.database()));
        add(routes, "GET", "/api/v1/calls", Resource.CALL, Action.VIEW, calls::search);
        add(routes, "GET", "/api/v1/calls/{id}", Resource.CALL, Action.VIEW, calls::view);
        add(routes, "GET", "/api/v1/calls/{id}/explanation", Resource.EXPLANATION, Action.VIEW, calls::explain);
        FloorRoutes floor = new FloorRoutes(sources.floor(), sources.books(), clock);
        add(routes, "GET", "/api/v1/queues", Resource.QUEUE, Action.VIEW, floor::queues);
        add(routes, "GET", "/api/v1/queues/{id}/waiting", Resource.QUEUE, Action.VIEW, floor::waiting);
        add(routes, "GET", "/api/v1/agents", Resource.AGENT, Action.VIEW, floor::agents);
        LedgerRoute ledger = new LedgerRoute(sources.books());
        add(routes, "GET", "/api/v1/ledger", Resource.REPORT, Action.VIEW, ledger::answer);
        return routes;
    }

    private void addCustomers(Routes routes, CallRecordStore records, InstantSource clock) {
        CustomerRoutes customers = new CustomerRoutes(
                sources.customers(),
                new CustomerEdits(sources.customers(), sources.numbers()),
                new ViewLog(sources.database(), clock),
                records,
                sources.numbers());
        add(routes, "GET", "/api/v1/customers", Resource.CUSTOMER, Action.VIEW, customers::search);
        add(routes, "GET", "/api/v1/customers/{id}", Resource.CUSTOMER, Action.VIEW, customers::view);
        add(routes, "PATCH", "/api/v1/customers/{id}", Resource.CUSTOMER, Action.CHANGE, customers::change);
        add(routes, "GET", "/api/v1/customers/{id}/history", Resource.CUSTOMER, Action.VIEW, customers::history);
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
