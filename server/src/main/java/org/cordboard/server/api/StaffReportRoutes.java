package org.cordboard.server.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordboard.crm.calls.Activity;
import org.cordboard.crm.reports.AgentTime;
import org.cordboard.crm.reports.ContactFigures;
import org.cordboard.crm.reports.Reports;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/** What agents did, by intervals: one by one, or added up by the units in which they stand. */
final class StaffReportRoutes {

    /**
     * One agent or team in one interval. {@code staffedMillis} is the sum of {@code readyMillis} to {@code wrapUpMillis}.
     *
     * @param name an agent's login, or a unit's id
     * @param offers calls offered to them
     * @param notReady the time not ready by its reasons, milliseconds
     */
    record StaffReportRow(
            long from,
            long to,
            String name,
            long offers,
            long answered,
            long answeredInTime,
            @Nullable Long meanAnswerMillis,
            long longestWaitMillis,
            long handled,
            @Nullable Long meanHandleMillis,
            long staffedMillis,
            long readyMillis,
            long notReadyMillis,
            long ringingMillis,
            long busyMillis,
            long talkingMillis,
            long holdingMillis,
            long wrapUpMillis,
            @Nullable Double occupancy,
            Map<String, Long> notReady) {

        static StaffReportRow of(Reports.StaffRow row) {
            ContactFigures contacts = row.figures().contacts();
            AgentTime time = row.figures().time();
            return new StaffReportRow(
                    row.span().from(),
                    row.span().to(),
                    row.name(),
                    time.offers(),
                    contacts.count(QueueExit.ANSWERED),
                    contacts.answeredInTime(),
                    Reported.millis(contacts.meanAnswerMillis()),
                    contacts.longestWaitMillis(),
                    contacts.handled(),
                    Reported.millis(contacts.meanHandleMillis()),
                    time.staffedMillis(),
                    time.millis(Activity.READY),
                    time.millis(Activity.NOT_READY),
                    time.millis(Activity.RINGING),
                    time.millis(Activity.BUSY),
                    time.millis(Activity.TALKING),
                    time.millis(Activity.HOLDING),
                    time.millis(Activity.WRAP_UP),
                    Reported.share(time.occupancy()),
                    time.notReadyMillis());
        }

        List<@Nullable Object> cells() {
            return Arrays.asList(
                    Csv.time(from),
                    Csv.time(to),
                    name,
                    offers,
                    answered,
                    answeredInTime,
                    meanAnswerMillis,
                    longestWaitMillis,
                    handled,
                    meanHandleMillis,
                    staffedMillis,
                    readyMillis,
                    notReadyMillis,
                    ringingMillis,
                    busyMillis,
                    talkingMillis,
                    holdingMillis,
                    wrapUpMillis,
                    occupancy,
                    notReady.entrySet().stream()
                            .map(reason -> reason.getKey() + "=" + reason.getValue())
                            .collect(Collectors.joining(" ")));
        }
    }

    record StaffReport(String zone, String interval, List<StaffReportRow> items) {}

    private static final List<String> FIGURES = List.of(
            "offers",
            "answered",
            "answered in time",
            "mean answer ms",
            "longest wait ms",
            "handled",
            "mean handle ms",
            "staffed ms",
            "ready ms",
            "not ready ms",
            "ringing ms",
            "busy ms",
            "talking ms",
            "holding ms",
            "wrap-up ms",
            "occupancy",
            "not ready by reason ms");

    private final Reports reports;
    private final ReportTime time;
    private final Gate gate;

    StaffReportRoutes(Reports reports, ReportTime time, Gate gate) {
        this.reports = reports;
        this.time = time;
        this.gate = gate;
    }

    HttpReply agents(HttpCall call, Asker asker) {
        Parameters parameters = parameters(call, "agent", "unit");
        ReportScope scope = new ReportScope(gate, asker);
        Optional<String> unit = parameters.text("unit");
        return answer(call, asker, parameters, "agent", agent -> {
            AgentId id = new AgentId(agent);
            return unit.isEmpty()
                    ? scope.isShown(id) ? agent : ""
                    : scope.unit(id, unit).map(u -> agent).orElse("");
        });
    }

    HttpReply teams(HttpCall call, Asker asker) {
        Parameters parameters = parameters(call, "unit");
        ReportScope scope = new ReportScope(gate, asker);
        Optional<String> unit = parameters.text("unit");
        return answer(call, asker, parameters, "unit", agent -> scope.unit(new AgentId(agent), unit)
                .orElse(""));
    }

    private static Parameters parameters(HttpCall call, String... others) {
        return Parameters.of(
                call,
                Stream.concat(ReportTime.NAMES.stream(), Arrays.stream(others)).toArray(String[]::new));
    }

    /** @param nameOf the row in which an agent counts; empty for none */
    private HttpReply answer(
            HttpCall call, Asker asker, Parameters parameters, String title, Function<String, String> nameOf) {
        Form form = Reported.form(call, asker);
        ReportTime.Asked asked = time.read(parameters, Optional.empty(), parameters.text("agent"));
        List<StaffReportRow> rows = Reported.read(() -> reports.staff(asked.query(), nameOf)).stream()
                .map(StaffReportRow::of)
                .toList();
        if (form == Form.JSON) {
            return HttpReply.json(
                    200, new StaffReport(asked.zone().getId(), asked.interval().name(), rows));
        }
        List<String> titles =
                Stream.concat(Stream.of("from", "to", title), FIGURES.stream()).toList();
        return Csv.reply(titles, rows.stream().map(StaffReportRow::cells).toList());
    }
}
