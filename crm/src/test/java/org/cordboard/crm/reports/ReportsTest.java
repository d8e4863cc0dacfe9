package org.cordboard.crm.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.calls.Activity;
import org.cordboard.crm.calls.BookEntry;
import org.cordboard.crm.calls.CallRecordProjection;
import org.cordboard.crm.calls.ServiceTarget;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.OnEachDatabase;
import org.cordboard.crm.store.TestDatabases;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Facts go in as the journal has them, figures come out. Times are seconds after ten o'clock. */
@OnEachDatabase
class ReportsTest {

    private static final long TEN = 36_000_000;
    private static final QueueId VIP = new QueueId("vip");
    private static final AgentId ANN = new AgentId("ann");

    private final Database database = TestDatabases.fresh();
    private final CallRecordProjection projection = new CallRecordProjection(
            database, "north-1", queue -> new ServiceTarget(Duration.ofSeconds(10), Duration.ofSeconds(3)));
    private final Reports reports = new Reports(database);
    private long position;
    private long wallOffset;

    @AfterEach
    void close() {
        database.close();
    }

    private void at(long seconds, Event... events) {
        position++;
        JournalEntry entry = new JournalEntry(
                position, TEN + seconds * 1_000, new Input.WallClockMoved(0), List.of(events), 0, 0xB1);
        projection.applyEntries(position, BookEntry.of(entry, wallOffset));
    }

    private static Event arrives(String call) {
        return new CallEvent.CallArrived(
                new CallId(call),
                new LegId("customer-" + call),
                new PbxId("pbx"),
                new TrunkId("carrier"),
                CallerId.WITHHELD,
                "4000",
                0);
    }

    private static Event queued(String call, QueueId queue) {
        return new QueueEvent.CallQueued(new CallId(call), queue, 0, 0, 0, null, List.of(), null, null);
    }

    private static Event left(String call, QueueExit exit) {
        return new QueueEvent.CallLeftQueue(new CallId(call), VIP, exit, 0);
    }

    private static Event offered(String call) {
        Explanation why = new Explanation(
                0, 1, 1, List.of(), Explanation.Rule.BEST_LEVEL_THEN_LONGEST_IDLE, Explanation.Overtaking.NONE);
        return new QueueEvent.OfferMade(
                new OfferId("offer-" + call),
                new CallId(call),
                VIP,
                ANN,
                new StationId("1001"),
                new LegId("agent-" + call),
                CallerId.WITHHELD,
                null,
                null,
                0,
                0,
                why);
    }

    private static Event accepted(String call) {
        return new QueueEvent.OfferAccepted(new OfferId("offer-" + call), new CallId(call), ANN, 0);
    }

    private static Event busy(String call) {
        return new AgentEvent.AgentBecameBusy(ANN, new CallId(call), 0);
    }

    private static Event ready() {
        return new AgentEvent.AgentBecameReady(ANN, 0);
    }

    private static Event loggedIn() {
        return new AgentEvent.AgentLoggedIn(ANN, new SessionId("s"), new StationId("1001"), 0);
    }

    private ReportQuery query(Interval interval, long now) {
        Span day = new Span(TEN, TEN + 7_200_000);
        return new ReportQuery(interval.divide(day, ZoneOffset.UTC), null, null, TEN + now * 1_000);
    }

    private List<ContactFigures> vip(Interval interval) {
        return reports.queues(query(interval, 7_200), false).stream()
                .filter(row -> row.queue().equals("vip"))
                .map(Reports.QueueRow::contacts)
                .toList();
    }

    private AgentTime ann() {
        return reports.staff(query(Interval.WHOLE, 7_200), agent -> agent)
                .getFirst()
                .figures()
                .time();
    }

    @Test
    void accountsForEveryCallerByTheWayTheyLeft() {
        int number = 0;
        for (QueueExit exit : QueueExit.values()) {
            String call = "c" + ++number;
            at(10, arrives(call), queued(call, VIP));
            at(15, left(call, exit));
        }
        at(20, arrives("waits"), queued("waits", VIP));

        ContactFigures figures = vip(Interval.WHOLE).getFirst();
        assertThat(figures.offered()).isEqualTo(number + 1);
        assertThat(figures.exits()).hasSize(number).allSatisfy((exit, count) -> assertThat(count)
                .isEqualTo(1));
        assertThat(figures.waiting()).isEqualTo(1);
        assertThat(figures.longestWaitMillis()).isEqualTo(7_180_000);
        assertThat(figures.balances()).isTrue();
    }

    @Test
    void countsACallerWhereTheyArrivedNotWhereTheyLeft() {
        at(899, arrives("c"), queued("c", VIP));
        at(1_000, left("c", QueueExit.TIMED_OUT));

        List<Reports.QueueRow> rows = reports.queues(query(Interval.QUARTER_HOUR, 1_000), false);
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().span()).isEqualTo(new Span(TEN, TEN + 900_000));
    }

    @Test
    void judgesWaitsByTheTargetOnItsEdges() {
        long[] waits = {2_999, 3_000, 10_000, 10_001};
        for (int i = 0; i < waits.length; i++) {
            for (QueueExit exit : List.of(QueueExit.ANSWERED, QueueExit.ABANDONED)) {
                String call = exit + "-" + i;
                at(0, arrives(call), queued(call, VIP));
                position++;
                projection.applyEntries(position, List.of(new BookEntry.Happened(left(call, exit), TEN + waits[i], 0)));
            }
        }

        ContactFigures figures = vip(Interval.WHOLE).getFirst();
        assertThat(figures.answeredInTime()).isEqualTo(3);
        assertThat(figures.abandonedInTime()).isEqualTo(3);
        assertThat(figures.shortAbandoned()).isEqualTo(1);
        assertThat(ServiceLevel.OF_OFFERED.of(figures).orElseThrow()).isEqualTo(3 / 8.0);
        assertThat(ServiceLevel.WITHOUT_SHORT_ABANDONS.of(figures).orElseThrow())
                .isCloseTo(3 / 7.0, within(1e-9));
        assertThat(ServiceLevel.WITH_ABANDONED_IN_TIME.of(figures).orElseThrow())
                .isEqualTo(6 / 8.0);
        assertThat(ServiceLevel.OF_OFFERED.of(ContactFigures.NONE)).isEmpty();
    }

    @Test
    void tellsTiersApartAndCountsACallOnceInEachQueueItEntered() {
        Customer customer = new Customer(new CustomerId("C1"), "Wei", Tier.GOLD, true, null, Map.of());
        at(1, arrives("c"), new CustomerEvent.CustomerIdentified(new CallId("c"), customer), queued("c", VIP));
        at(2, left("c", QueueExit.OVERFLOWED), queued("c", new QueueId("general")));
        at(3, arrives("d"), queued("d", VIP));

        assertThat(reports.queues(query(Interval.DAY, 3), true))
                .extracting(row ->
                        row.queue() + " " + row.tier() + " " + row.contacts().offered())
                .containsExactly("general GOLD 1", "vip GOLD 1", "vip ORDINARY 1");
    }

    @Test
    void followsAnAgentThroughACall() {
        at(0, loggedIn());
        at(60, ready());
        at(100, arrives("c"), queued("c", VIP), offered("c"));
        at(107, accepted("c"), busy("c"));
        at(108, left("c", QueueExit.ANSWERED));
        LegId phone = new LegId("agent-c");
        at(168, new CallEvent.LegReturned(new CallId("c"), phone));
        at(
                170,
                new CallEvent.LegEnded(
                        new CallId("c"), phone, LegRole.AGENT, ANN, Cause.NORMAL_CLEARING, 0, false, 0, 0),
                new AgentEvent.AgentEnteredWrapUp(ANN, new CallId("c"), 0, 0));
        at(190, new AgentEvent.AgentBecameNotReady(ANN, "BREAK", 0));
        at(490, new AgentEvent.AgentLoggedOut(ANN, 0));

        AgentTime time = ann();
        assertThat(time.millis())
                .isEqualTo(Map.of(
                        Activity.READY, 40_000L,
                        Activity.NOT_READY, 360_000L,
                        Activity.RINGING, 7_000L,
                        Activity.BUSY, 3_000L,
                        Activity.TALKING, 60_000L,
                        Activity.HOLDING, 0L,
                        Activity.WRAP_UP, 20_000L));
        assertThat(time.notReadyMillis()).isEqualTo(Map.of("LOGGED_IN", 60_000L, "BREAK", 300_000L));
        assertThat(time.offers()).isEqualTo(1);
        assertThat(time.staffedMillis()).isEqualTo(490_000);
        assertThat(time.occupancy().orElseThrow()).isCloseTo(90 / 130.0, within(1e-9));
        ContactFigures vip = vip(Interval.WHOLE).getFirst();
        assertThat(vip.handled()).isEqualTo(1);
        assertThat(vip.talkMillis()).isEqualTo(60_000);
        assertThat(vip.wrapUpMillis()).isEqualTo(20_000);
        assertThat(vip.meanAnswerMillis().orElseThrow()).isEqualTo(8_000);
        assertThat(vip.meanHandleMillis().orElseThrow()).isEqualTo(80_000);
    }

    @Test
    void countsTheTimeOnHoldApartAndAsPartOfTheTalk() {
        CallId call = new CallId("c");
        LegId phone = new LegId("agent-c");
        LegId customer = new LegId("customer-c");
        at(0, loggedIn(), ready(), arrives("c"), queued("c", VIP), offered("c"));
        at(5, accepted("c"), busy("c"), new CallEvent.LegsJoined(call, customer, phone, 0));
        at(5, left("c", QueueExit.ANSWERED));
        at(15, new CallEvent.LegHeld(call, phone, 0), new CallEvent.LegHeld(call, customer, 0));
        at(45, new CallEvent.LegsJoined(call, customer, phone, 0));
        at(65, new CallEvent.LegReturned(call, phone));
        at(66, new AgentEvent.AgentEnteredWrapUp(ANN, call, 0, 0));
        at(76, new AgentEvent.AgentBecameNotReady(ANN, "BREAK", 0));

        AgentTime time = ann();
        assertThat(time.millis(Activity.HOLDING)).isEqualTo(30_000);
        assertThat(time.millis(Activity.TALKING)).isEqualTo(30_000);
        assertThat(vip(Interval.WHOLE).getFirst().talkMillis()).isEqualTo(60_000);
    }

    @Test
    void lateNewsOfAnotherLegEndsNoConversation() {
        at(0, loggedIn(), ready(), arrives("c"), queued("c", VIP), offered("c"));
        at(5, accepted("c"), busy("c"), left("c", QueueExit.ANSWERED));
        at(10, new CallEvent.LegReturned(new CallId("c"), new LegId("agent-of-an-earlier-offer")));
        at(30, new CallEvent.LegReturned(new CallId("c"), new LegId("customer-c")));

        assertThat(ann().millis(Activity.TALKING)).isEqualTo(25_000);
    }

    @Test
    void splitsAnAgentsTimeWhereIntervalsMeetAndCountsWhatGoesOn() {
        at(600, loggedIn());
        at(800, ready());

        List<Long> staffed = reports.staff(query(Interval.QUARTER_HOUR, 2_000), agent -> agent).stream()
                .map(row -> row.figures().time().staffedMillis())
                .toList();
        assertThat(staffed).containsExactly(300_000L, 900_000L, 200_000L);
    }

    @Test
    void addsAgentsUpUnderTheNamesTheyAreGiven() {
        AgentId bob = new AgentId("bob");
        at(0, loggedIn(), new AgentEvent.AgentLoggedIn(bob, new SessionId("t"), new StationId("1002"), 0));

        assertThat(reports.staff(query(Interval.WHOLE, 60), agent -> "team"))
                .extracting(row -> row.name() + " " + row.figures().time().staffedMillis())
                .containsExactly("team 120000");
        assertThat(reports.staff(query(Interval.WHOLE, 60), agent -> agent.equals("bob") ? "bob" : ""))
                .extracting(Reports.StaffRow::name)
                .containsExactly("bob");
    }

    @Test
    void measuresWaitsAndTalkByAClockThatIsNeverSet() {
        at(1_000, loggedIn(), ready(), arrives("c"), queued("c", VIP), offered("c"));
        wallOffset = -600_000;
        at(1_008, accepted("c"), busy("c"), left("c", QueueExit.ANSWERED));
        wallOffset = 3_600_000;
        at(1_068, new CallEvent.LegReturned(new CallId("c"), new LegId("agent-c")));
        at(1_070, ready());

        ContactFigures vip = vip(Interval.WHOLE).getFirst();
        assertThat(vip.answeredWaitMillis()).isEqualTo(8_000);
        assertThat(vip.talkMillis()).isEqualTo(60_000);
        List<long[]> line = new ArrayList<>(database.call("asked", handle -> handle.createQuery(
                        "select began_at, ended_at from agent_intervals order by began_at")
                .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                .list()));
        for (int i = 1; i < line.size(); i++) {
            assertThat(line.get(i)[0]).isEqualTo(line.get(i - 1)[1]);
        }
        assertThat(line).hasSizeGreaterThan(1);
    }

    @Test
    void refusesIntervalsThatDoNotBeginWithAQuarterOfAnHour() {
        assertThatThrownBy(() -> new ReportQuery(List.of(new Span(TEN + 1, TEN + 900_000)), null, null, 0))
                .hasMessage("an interval does not begin and end with a quarter of an hour");
    }
}
