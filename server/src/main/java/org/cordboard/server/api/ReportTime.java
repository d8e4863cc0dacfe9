package org.cordboard.server.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cordboard.crm.reports.Interval;
import org.cordboard.crm.reports.ReportQuery;
import org.cordboard.crm.reports.ReportSettings;
import org.cordboard.crm.reports.Span;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.site.Floor;

/**
 * The time a report is asked for, and how it is divided. Without being asked otherwise it is today, as one day, in the zone of the
 * queue's hours if one queue is asked for that has hours, else in the site's.
 */
final class ReportTime {

    static final List<String> NAMES = List.of("from", "to", "interval", "zone");
    private static final long QUARTER = Duration.ofMinutes(15).toMillis();

    /** What was asked for. */
    record Asked(ZoneId zone, Interval interval, ReportQuery query) {}

    private final Supplier<ReportSettings> settings;
    private final Floor floor;
    private final InstantSource clock;

    ReportTime(Supplier<ReportSettings> settings, Floor floor, InstantSource clock) {
        this.settings = settings;
        this.floor = floor;
        this.clock = clock;
    }

    Asked read(Parameters parameters, Optional<String> queue, Optional<String> agent) {
        ZoneId zone = parameters.text("zone").map(ReportTime::zone).orElseGet(() -> usual(queue));
        Interval interval = parameters.word("interval", Interval.class).orElse(Interval.DAY);
        long now = clock.millis();
        long from = round(parameters.time("from").orElseGet(() -> midnight(now, zone)), "from");
        long to = round(parameters.time("to").orElseGet(() -> (now / QUARTER + 1) * QUARTER), "to");
        if (to <= from) {
            throw RefusedException.badRequest("'to' is not after 'from'.", "Without them, they are midnight and now.");
        }
        if (to - from > ReportQuery.LONGEST.toMillis()) {
            throw RefusedException.badRequest(
                    "The report would be about more than " + ReportQuery.LONGEST.toDays() + " days.",
                    "Ask for a shorter time.");
        }
        try {
            List<Span> spans = interval.divide(new Span(from, to), zone);
            return new Asked(zone, interval, new ReportQuery(spans, queue.orElse(null), agent.orElse(null), now));
        } catch (IllegalArgumentException e) {
            throw RefusedException.badRequest(
                    "The report would have more than " + Interval.MOST + " intervals.",
                    "Ask for a shorter time or a longer interval.");
        }
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw RefusedException.badRequest(
                    "'zone' is no time zone.", "Write a name such as Asia/Shanghai or Europe/Berlin.");
        }
        return ZoneId.of(name);
    }

    private ZoneId usual(Optional<String> queue) {
        return queue.flatMap(id -> floor.config().queues().stream()
                        .filter(config -> config.id().value().equals(id))
                        .findFirst())
                .map(SiteConfig.QueueConfig::rules)
                .map(QueueRules::hours)
                .map(hours -> ZoneId.of(hours.zone()))
                .orElseGet(() -> settings.get().zone());
    }

    private static long midnight(long now, ZoneId zone) {
        return Instant.ofEpochMilli(now)
                .atZone(zone)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant()
                .toEpochMilli();
    }

    private static long round(long at, String name) {
        if (at % QUARTER != 0) {
            throw RefusedException.badRequest(
                    "'" + name + "' is not a full quarter of an hour.",
                    "Write such as 2026-11-22T08:00:00Z or 2026-11-22T08:15:00Z.");
        }
        return at;
    }
}
