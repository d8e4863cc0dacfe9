package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.cordboard.crm.calls.BookEntry;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reports over HTTP, of two callers and an agent on one day of 1970. */
@Timeout(120)
class ReportRoutesTest {

    private static final long NOON = 43_200_000;
    private static final String DAY = "from=1970-01-01T00:00:00Z&to=1970-01-02T00:00:00Z";

    private final ApiSite site = new ApiSite();

    @BeforeEach
    void fill() {
        CallRecordProjection projection = new CallRecordProjection(site.database, "reports-1");
        projection.applyEntries(
                1,
                List.of(
                        happened(
                                NOON,
                                new AgentEvent.AgentLoggedIn(ApiSite.AGENT, new SessionId("s"), new StationId("1"), 0)),
                        happened(NOON, queued("a")),
                        happened(NOON + 2_000, left("a")),
                        happened(NOON + 1_000, queued("b")),
                        happened(NOON + 31_000, left("b")),
                        happened(NOON + 60_000, new AgentEvent.AgentLoggedOut(ApiSite.AGENT, 0))));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static BookEntry happened(long at, Event event) {
        return new BookEntry.Happened(event, at, 0);
    }

    private static Event queued(String call) {
        return new QueueEvent.CallQueued(new CallId(call), ApiSite.VIP, 0, 0, 0, null, List.of(), null, null);
    }

    private static Event left(String call) {
        return new QueueEvent.CallLeftQueue(new CallId(call), ApiSite.VIP, QueueExit.ABANDONED, 0);
    }

    private JsonNode rows(String path) throws Exception {
        HttpResponse<String> reply = site.get("supervisor", path);
        assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
        return new ObjectMapper().readTree(reply.body()).get("items");
    }

    private void refuses(String path, String cause) throws Exception {
        HttpResponse<String> reply = site.get("supervisor", path);
        assertThat(reply.statusCode()).as(path).isEqualTo(400);
        assertThat(reply.body()).contains(cause);
    }

    @Test
    void accountsForTheCallersOfAQueueByInterval() throws Exception {
        JsonNode rows = rows("/api/v1/reports/queues?" + DAY + "&zone=UTC&interval=HOUR");

        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).get("from").asLong()).isEqualTo(NOON);
        assertThat(rows.get(0).get("to").asLong()).isEqualTo(NOON + 3_600_000);
        assertThat(rows.get(0).get("offered").asInt()).isEqualTo(2);
        assertThat(rows.get(0).get("abandoned").asInt()).isEqualTo(1);
        assertThat(rows.get(0).get("shortAbandoned").asInt()).isEqualTo(1);
        assertThat(rows.get(0).get("tier").isNull()).isTrue();
        assertThat(rows.get(0).get("serviceLevel").asDouble()).isZero();
    }

    @Test
    void answersByTierAndByAnotherFormula() throws Exception {
        JsonNode row = rows("/api/v1/reports/queues?" + DAY + "&by=tier&formula=with_abandoned_in_time&queue=vip")
                .get(0);

        assertThat(row.get("tier").asText()).isEqualTo("ORDINARY");
        assertThat(row.get("serviceLevel").asDouble()).isEqualTo(0.5);
        assertThat(rows("/api/v1/reports/queues?" + DAY + "&queue=general")).isEmpty();
    }

    @Test
    void daysBeginInTheZoneAskedFor() throws Exception {
        JsonNode rows =
                rows("/api/v1/reports/queues?from=1969-12-31T16:00:00Z&to=1970-01-02T00:00:00Z&zone=Asia/Shanghai");

        assertThat(rows.get(0).get("from").asLong()).isEqualTo(-28_800_000);
        assertThat(rows.get(0).get("to").asLong()).isEqualTo(57_600_000);
    }

    @Test
    void tellsHowAgentsAndTeamsSpentTheirTime() throws Exception {
        JsonNode agent = rows("/api/v1/reports/agents?" + DAY + "&agent=agent").get(0);
        assertThat(agent.get("name").asText()).isEqualTo("agent");
        assertThat(agent.get("staffedMillis").asInt()).isEqualTo(60_000);
        assertThat(agent.get("notReady").get("LOGGED_IN").asInt()).isEqualTo(60_000);
        assertThat(agent.get("occupancy").isNull()).isTrue();

        assertThat(rows("/api/v1/reports/teams?" + DAY).get(0).get("name").asText())
                .isEqualTo("site");
        assertThat(rows("/api/v1/reports/agents?" + DAY + "&unit=elsewhere")).isEmpty();
    }

    @Test
    void putsReportsOffWhileCallsKeepTheServerBusy() throws Exception {
        site.late.set(60);
        site.load.look(1_000);
        site.load.look(2_000);
        for (String path : List.of("reports/queues?" + DAY, "calls", "queues/vip/waiting")) {
            HttpResponse<String> reply = site.get("supervisor", "/api/v1/" + path);
            assertThat(reply.statusCode()).as(path).isEqualTo(503);
            assertThat(reply.headers().firstValue("Retry-After")).as(path).isPresent();
            assertThat(reply.body()).contains("BUSY", "hands full");
        }
        assertThat(site.load.requestsPutOff()).isEqualTo(3);
        assertThat(site.get("supervisor", "/api/v1/queues").statusCode()).isEqualTo(200);
    }

    @Test
    void givesCsvToThoseWhoMayExport() throws Exception {
        for (String path : List.of("queues", "agents", "teams")) {
            String address = "/api/v1/reports/" + path + "?" + DAY + "&zone=UTC";
            HttpResponse<String> csv = site.get("supervisor", address, "Accept", "text/csv");
            assertThat(csv.statusCode()).isEqualTo(200);
            List<String> lines = csv.body().lines().toList();
            assertThat(lines).hasSize(2);
            assertThat(lines.get(1)).startsWith("1970-01-01T00:00:00Z,1970-01-02T00:00:00Z,");
            assertThat(lines.get(0).split(",", -1)).hasSameSizeAs(lines.get(1).split(",", -1));
            assertThat(site.get("district_lead", address, "Accept", "text/csv").statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void saysWhatIsWrongWithAQuestion() throws Exception {
        String queues = "/api/v1/reports/queues";
        refuses(queues + "?from=1970-01-01T00:00:01Z", "'from' is not a full quarter of an hour");
        refuses(queues + "?from=1970-01-02T00:00:00Z&to=1970-01-02T00:00:00Z", "'to' is not after 'from'");
        refuses(queues + "?from=0&interval=whole", "more than 400 days");
        refuses(
                queues + "?from=1970-01-01T00:00:00Z&to=1970-02-02T00:00:00Z&interval=quarter_hour",
                "more than 3000 intervals");
        refuses(queues + "?interval=week", "'interval' is none of the words");
        refuses(queues + "?zone=Mars/Olympus", "'zone' is no time zone");
        refuses(queues + "?from=999999999999999&to=0", "quarter of an hour");
        refuses("/api/v1/reports/agents?queue=vip", "not known here");
    }

    @Test
    void isAboutTodayWithoutBeingAskedForAnotherTime() throws Exception {
        assertThat(rows("/api/v1/reports/queues")).isEmpty();
    }
}
