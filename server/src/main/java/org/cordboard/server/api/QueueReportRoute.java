package org.cordboard.server.api;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordboard.crm.reports.ContactFigures;
import org.cordboard.crm.reports.Reports;
import org.cordboard.crm.reports.ServiceLevel;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.site.Floor;
import org.jspecify.annotations.Nullable;

/** What became of the callers of queues, by intervals. */
final class QueueReportRoute {

    /** Into what a queue's figures are divided. */
    private enum Part {
        TIER
    }

    /**
     * One queue in one interval. {@code offered} is the sum of {@code answered} to {@code waiting}.
     *
     * @param abandoned those who did not do so after a short wait
     */
    record QueueReportRow(
            long from,
            long to,
            String queue,
            @Nullable String tier,
            long offered,
            long answered,
            long abandoned,
            long shortAbandoned,
            long timedOut,
            long overflowed,
            long closed,
            long noAgents,
            long moved,
            long callbackRequested,
            long withdrawn,
            long notReached,
            long waiting,
            long answeredInTime,
            long abandonedInTime,
            @Nullable Double serviceLevel,
            @Nullable Long meanAnswerMillis,
            long longestWaitMillis,
            long handled,
            @Nullable Long meanHandleMillis,
            long talkMillis,
            long wrapUpMillis) {

        static QueueReportRow of(Reports.QueueRow row, ServiceLevel formula) {
            ContactFigures figures = row.contacts();
            return new QueueReportRow(
                    row.span().from(),
                    row.span().to(),
                    row.queue(),
                    row.tier().isEmpty() ? null : row.tier(),
                    figures.offered(),
                    figures.count(QueueExit.ANSWERED),
                    figures.count(QueueExit.ABANDONED) - figures.shortAbandoned(),
                    figures.shortAbandoned(),
                    figures.count(QueueExit.TIMED_OUT),
                    figures.count(QueueExit.OVERFLOWED),
                    figures.count(QueueExit.CLOSED),
                    figures.count(QueueExit.NO_AGENTS),
                    figures.count(QueueExit.MOVED),
                    figures.count(QueueExit.CALLBACK_REQUESTED),
                    figures.count(QueueExit.WITHDRAWN),
                    figures.count(QueueExit.NOT_REACHED),
                    figures.waiting(),
                    figures.answeredInTime(),
                    figures.abandonedInTime(),
                    Reported.share(formula.of(figures)),
                    Reported.millis(figures.meanAnswerMillis()),
                    figures.longestWaitMillis(),
                    figures.handled(),
                    Reported.millis(figures.meanHandleMillis()),
                    figures.talkMillis(),
                    figures.wrapUpMillis());
        }

        List<@Nullable Object> cells() {
            return Arrays.asList(
                    Csv.time(from),
                    Csv.time(to),
                    queue,
                    tier,
                    offered,
                    answered,
                    abandoned,
                    shortAbandoned,
                    timedOut,
                    overflowed,
                    closed,
                    noAgents,
                    moved,
                    callbackRequested,
                    withdrawn,
                    notReached,
                    waiting,
                    answeredInTime,
                    abandonedInTime,
                    serviceLevel,
                    meanAnswerMillis,
                    longestWaitMillis,
                    handled,
                    meanHandleMillis,
                    talkMillis,
                    wrapUpMillis);
        }
    }

    record QueueReport(String zone, String interval, String formula, List<QueueReportRow> items) {}

    private static final List<String> TITLES = List.of(
            "from",
            "to",
            "queue",
            "tier",
            "offered",
            "answered",
            "abandoned",
            "short abandoned",
            "timed out",
            "overflowed",
            "closed",
            "no agents",
            "moved",
            "call-back requested",
            "withdrawn",
            "not reached",
            "waiting",
            "answered in time",
            "abandoned in time",
            "service level",
            "mean answer ms",
            "longest wait ms",
            "handled",
            "mean handle ms",
            "talk ms",
            "wrap-up ms");

    private final Reports reports;
    private final ReportTime time;
    private final Floor floor;
    private final Gate gate;

    QueueReportRoute(Reports reports, ReportTime time, Floor floor, Gate gate) {
        this.reports = reports;
        this.time = time;
        this.floor = floor;
        this.gate = gate;
    }

    HttpReply answer(HttpCall call, Asker asker) {
        Parameters parameters = Parameters.of(
                call,
                Stream.concat(ReportTime.NAMES.stream(), Stream.of("queue", "by", "formula"))
                        .toArray(String[]::new));
        Form form = Reported.form(call, asker);
        ServiceLevel formula = parameters.word("formula", ServiceLevel.class).orElse(ServiceLevel.OF_OFFERED);
        boolean byTier = parameters.word("by", Part.class).isPresent();
        ReportTime.Asked asked = time.read(parameters, parameters.text("queue"), Optional.empty());
        ReportScope scope = new ReportScope(gate, asker);
        SiteConfig config = floor.config();
        List<QueueReportRow> rows = Reported.read(() -> reports.queues(asked.query(), byTier)).stream()
                .filter(row -> scope.isShown(new QueueId(row.queue()), config))
                .map(row -> QueueReportRow.of(row, formula))
                .toList();
        return form == Form.JSON
                ? HttpReply.json(
                        200,
                        new QueueReport(asked.zone().getId(), asked.interval().name(), formula.name(), rows))
                : Csv.reply(TITLES, rows.stream().map(QueueReportRow::cells).toList());
    }
}
