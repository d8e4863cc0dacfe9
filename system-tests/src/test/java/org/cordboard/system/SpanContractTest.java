package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.TrunkAlarm;
import org.cordboard.cti.port.PbxEvent.TrunkAlarmCleared;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.sim.ami.AlarmReports;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.Span;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Spans as the port tells of them, through the Asterisk adapter and the simulated PBX's AMI, joined in memory. */
class SpanContractTest {

    private static final TrunkId PRI = new TrunkId("span1");
    private static final TrunkId SS7 = new TrunkId("span2");

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(time);
    private final List<PbxEvent> events = new ArrayList<>();
    private final AmiInMemoryLink link = new AmiInMemoryLink(world, events::add);

    @BeforeEach
    void connect() {
        world.addTrunk("carrier", 10);
        world.addSpan(Span.pri(1, Span.Line.E1));
        world.addSpan(Span.ss7(2, Span.Line.T1));
        world.addPhone("1001", new PhoneBehaviour.Answers(0));
        link.connect();
        time.advance(2_000);
    }

    private List<PbxEvent> alarms() {
        List<PbxEvent> alarms = events.stream()
                .filter(event -> event instanceof TrunkAlarm || event instanceof TrunkAlarmCleared)
                .toList();
        events.clear();
        return alarms;
    }

    private String callIn(String trunk) {
        String leg = world.callIn(new InboundCall(trunk, "13900001234", "", "10086"), Party.SILENT)
                .orElseThrow();
        time.advance(20);
        return leg;
    }

    private TrunkId offeredOver(String leg) {
        return events.stream()
                .filter(LegOffered.class::isInstance)
                .map(LegOffered.class::cast)
                .filter(offered -> offered.leg().value().equals(leg))
                .findFirst()
                .orElseThrow()
                .trunk();
    }

    @Test
    void tellsTheStateOfEverySpanWhenTheLinkIsUp() {
        assertThat(alarms()).containsExactly(new TrunkAlarmCleared(PRI), new TrunkAlarmCleared(SS7));
    }

    @Test
    void tellsWhatHappenedToSpansWhileTheLinkWasDown() {
        world.raiseAlarm("span2", "Yellow Alarm");
        time.advance(100);
        link.disconnect("cut by the test");
        events.clear();
        world.raiseAlarm("span1", "Red Alarm");
        world.clearAlarm("span2");
        world.register("1001", false);
        link.connect();
        time.advance(1_000);
        assertThat(events)
                .filteredOn(PbxEvent.StationChanged.class::isInstance)
                .extracting(event -> ((PbxEvent.StationChanged) event).state())
                .containsExactly(PbxEvent.StationState.UNREACHABLE);
        assertThat(alarms()).containsExactly(new TrunkAlarm(PRI, "Red Alarm"), new TrunkAlarmCleared(SS7));
    }

    @Test
    void tellsASpansAlarmOnceWhicheverWayAsteriskReportsIt() {
        for (AlarmReports reports : AlarmReports.values()) {
            link.report(reports);
            alarms();
            world.raiseAlarm("span1", "Red Alarm");
            time.advance(1_000);
            world.clearAlarm("span1");
            time.advance(1_000);
            assertThat(alarms())
                    .as(reports.toString())
                    .containsExactly(new TrunkAlarm(PRI, "Red Alarm"), new TrunkAlarmCleared(PRI));
        }
    }

    @Test
    void tellsTheAlarmOfASipTrunkThatIsQualified() {
        alarms();
        world.raiseAlarm("carrier", "Unreachable", 1_000);
        time.advance(2_000);
        TrunkId carrier = new TrunkId("carrier");
        assertThat(alarms()).containsExactly(new TrunkAlarm(carrier, "Unreachable"), new TrunkAlarmCleared(carrier));
    }

    @Test
    void callersComeOverTheirSpanAndAreClearedWithTheCauseOfTheAlarm() {
        String overPri = callIn("span1");
        String overSs7 = callIn("span2");
        assertThat(offeredOver(overPri)).isEqualTo(PRI);
        assertThat(offeredOver(overSs7)).isEqualTo(SS7);
        world.raiseAlarm("span1", "Red Alarm");
        world.raiseAlarm("span2", "Red Alarm");
        time.advance(100);
        assertThat(events)
                .filteredOn(LegCleared.class::isInstance)
                .extracting(event -> ((LegCleared) event).cause().code())
                .containsExactly(27, 41);
    }
}
