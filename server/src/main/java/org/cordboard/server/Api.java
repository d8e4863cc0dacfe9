package org.cordboard.server;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.ToDoubleFunction;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.call.CallResult;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.Routes;

/** What the server answers over HTTP without asking who is there: health and metrics. */
final class Api {

    private Api() {}

    static Routes routes(CordboardServer server, Health health) {
        PrometheusMeterRegistry metrics = metrics(server);
        return new Routes()
                .onLater("GET", "/health", call -> health.reply())
                .on(
                        "GET",
                        "/metrics",
                        call -> HttpReply.text(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
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
        gauge(registry, server, "cordboard.records.behind", CordboardServer::recordsBehind);
        gauge(registry, server, "cordboard.desktops.connected", s -> s.desktops()
                .connected());
        gauge(registry, server, "cordboard.calls.arrived", s -> s.books()
                .ledger()
                .arrived());
        gauge(registry, server, "cordboard.calls.open", s -> s.books().ledger().open());
        gauge(registry, server, "cordboard.callers.waiting", s -> s.books().ledger().queues().stream()
                .mapToLong(QueueLedger::waiting)
                .sum());
        server.links().forEach(link -> Gauge.builder("cordboard.pbx.connected", link, l -> l.isConnected() ? 1 : 0)
                .tag("pbx", link.id().value())
                .register(registry));
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
