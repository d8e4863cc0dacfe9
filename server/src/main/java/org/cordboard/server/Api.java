package org.cordboard.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.cordboard.asterisk.AsteriskLink;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.call.CallResult;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.Routes;

/** What the server answers over HTTP without asking who is there: health and metrics. */
final class Api {

    /** @param status {@code UP}; or {@code DOWN} when callers are not served by us */
    record Health(String status, Map<String, String> parts) {}

    private Api() {}

    static Routes routes(CordboardServer server) {
        PrometheusMeterRegistry metrics = metrics(server);
        return new Routes()
                .on("GET", "/health", call -> health(server))
                .on(
                        "GET",
                        "/metrics",
                        call -> HttpReply.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
    }

    private static HttpReply health(CordboardServer server) {
        Map<String, String> parts = new LinkedHashMap<>();
        Throwable failure = server.site().failure();
        parts.put("site", failure == null ? "up" : "stopped: " + failure.getMessage());
        parts.put("database", server.database().isUp() ? "up" : "down; calls go on, records wait in the journal");
        parts.put("records", records(server));
        parts.put("load", server.site().load().describe());
        for (AsteriskLink link : server.links()) {
            parts.put("pbx " + link.id(), link.status());
        }
        boolean up = failure == null;
        return HttpReply.json(up ? 200 : 503, new Health(up ? "UP" : "DOWN", parts));
    }

    private static String records(CordboardServer server) {
        String late = ", " + behind(server) + " journal entries behind";
        Throwable failure = server.projector().failure();
        return failure == null ? "up" + late : "stopped" + late + ": " + failure.getMessage();
    }

    /** Journal entries whose call records, if they have any, are not in the database yet. */
    private static long behind(CordboardServer server) {
        return Math.max(0, server.site().position() - server.projector().caughtUpTo());
    }

    private static PrometheusMeterRegistry metrics(CordboardServer server) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        gauge(registry, server, "cordboard.inputs.waiting", s -> s.site().backlog());
        gauge(registry, server, "cordboard.load.delay.millis", s -> s.site()
                .load()
                .delay());
        gauge(registry, server, "cordboard.load.calls.per.second.limit", s -> s.site()
                .load()
                .limit());
        gauge(registry, server, "cordboard.calls.shed", s -> s.books()
                .ledger()
                .results()
                .getOrDefault(CallResult.SHED, 0L));
        gauge(registry, server, "cordboard.requests.put.off", s -> s.site()
                .load()
                .requestsPutOff());
        gauge(registry, server, "cordboard.journal.position", s -> s.site().position());
        gauge(registry, server, "cordboard.snapshot.position", CordboardServer::snapshotPosition);
        gauge(registry, server, "cordboard.records.position", s -> s.projector().position());
        gauge(registry, server, "cordboard.records.behind", Api::behind);
        gauge(registry, server, "cordboard.desktops.connected", s -> s.desktops()
                .connected());
        gauge(registry, server, "cordboard.calls.arrived", s -> s.books()
                .ledger()
                .arrived());
        gauge(registry, server, "cordboard.calls.open", s -> s.books().ledger().open());
        gauge(registry, server, "cordboard.callers.waiting", s -> s.books().ledger().queues().stream()
                .mapToLong(QueueLedger::waiting)
                .sum());
        return registry;
    }

    private static void gauge(
            PrometheusMeterRegistry registry,
            CordboardServer server,
            String name,
            ToDoubleFunction<CordboardServer> value) {
        Gauge.builder(name, server, value).register(registry);
    }
}
