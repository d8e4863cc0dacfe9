package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.EndNoted;
import org.cordboard.cti.port.PbxEvent.LegAlerting;
import org.cordboard.cti.port.PbxEvent.LegAnswered;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxEvent.LegSeen;
import org.cordboard.cti.port.PbxEvent.LinkDown;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxEvent.StationState;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

/** The machine and the link to Asterisk: heartbeat, loss and return, stations and alarms, bounds and privileges. */
class AsteriskPbxLinkTest extends AsteriskPbxFixture {

    private void device(String device, String state) {
        bench.feed("Event", "DeviceStateChange", "Device", device, "State", state);
    }

    private static LegOffered offer(LegId leg, String trunk) {
        return new LegOffered(
                MachineBench.PBX, leg, new TrunkId(trunk), new CallerId("13900001234", "Li Wei"), "10086");
    }

    private static AmiMessage waiting(String id, String state, String application) {
        return AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                "PJSIP/carrier-9",
                "ChannelState",
                state,
                "CallerIDNum",
                "13900001234",
                "CallerIDName",
                "Li Wei",
                "Context",
                "cordboard-inbound",
                "Exten",
                "10086",
                "Uniqueid",
                id,
                "Application",
                application,
                "BridgeId",
                "");
    }

    private static void row(
            MachineBench to, String list, String channel, String id, String context, String application) {
        to.feed(
                "Event",
                "CoreShowChannel",
                "ActionID",
                list,
                "Channel",
                channel,
                "ChannelState",
                "4",
                "CallerIDNum",
                "13900001234",
                "CallerIDName",
                "Li Wei",
                "Context",
                context,
                "Exten",
                "10086",
                "Uniqueid",
                id,
                "Application",
                application,
                "BridgeId",
                "");
    }

    @Test
    void beatsEachSecondWithTheUnixTime() {
        long start = bench.now() / 1000;
        bench.pass(3_000);
        assertThat(bench.sent("Setvar"))
                .extracting(action -> action.text("Variable") + "=" + action.text("Value"))
                .containsExactly(
                        "CORDBOARD_BEAT=" + (start + 1),
                        "CORDBOARD_BEAT=" + (start + 2),
                        "CORDBOARD_BEAT=" + (start + 3));
        assertThat(bench.sent("Setvar")).allMatch(action -> action.find("Channel") == null);
    }

    @Test
    void beatsWithThePbxsOwnTimeWhateverTheServersClockSays() {
        pong(-3_600);
        assertThat(beatFromOwnClock()).isEqualTo(-3_600);
        bench.pass(5_000);
        assertThat(beatFromOwnClock()).isEqualTo(-3_600);
    }

    @Test
    void doesNotTakeALateAnswerForAClockThatWasSet() {
        pong(100);
        lateByFourSeconds(100);
        assertThat(beatFromOwnClock()).isEqualTo(100);
        bench.pass(1_000);
        assertThat(beatFromOwnClock()).isEqualTo(100);
    }

    @Test
    void beatsRightAlsoWhenTheFirstAnswerIsLate() {
        lateByFourSeconds(100);
        assertThat(beatFromOwnClock()).isEqualTo(100);
    }

    @Test
    void followsAClockThatIsSteppedBackByAFewSecondsAtOnce() {
        pong(0);
        pong(-4);
        assertThat(beatFromOwnClock()).isEqualTo(-4);
        pong(-13);
        assertThat(beatFromOwnClock()).isEqualTo(-13);
        pong(-9);
        assertThat(beatFromOwnClock()).isEqualTo(-9);
    }

    @Test
    void followsThePbxsClockWhenItIsSetAndIgnoresWhatIsNoTime() {
        pong(0);
        pong(-1_800);
        assertThat(beatFromOwnClock()).isEqualTo(-1_800);
        pong("tomorrow");
        pong("1E99999999");
        assertThat(beatFromOwnClock()).isEqualTo(-1_800);
    }

    /** How many seconds the last beat is from the machine's own clock. */
    private long beatFromOwnClock() {
        return Long.parseLong(bench.last("Setvar").text("Value")) - bench.now() / 1000;
    }

    /** Answers the next Ping with a clock that is so many seconds from the machine's. */
    private void pong(long secondsAhead) {
        awaitPing();
        pongWith(bench.now() / 1000 + secondsAhead + ".500000");
    }

    /** The same, but the answer takes four seconds. */
    private void lateByFourSeconds(long secondsAhead) {
        awaitPing();
        String stamp = bench.now() / 1000 + secondsAhead + ".500000";
        String id = bench.last("Ping").text("ActionID");
        bench.pass(4_000);
        bench.feed("Response", "Success", "ActionID", id, "Ping", "Pong", "Timestamp", stamp);
    }

    private void pong(String timestamp) {
        awaitPing();
        pongWith(timestamp);
    }

    private void awaitPing() {
        bench.actions.clear();
        while (bench.sent("Ping").isEmpty()) {
            bench.pass(1_000);
        }
    }

    private void pongWith(String timestamp) {
        String id = bench.last("Ping").text("ActionID");
        bench.feed("Response", "Success", "ActionID", id, "Ping", "Pong", "Timestamp", timestamp);
    }

    @Test
    void reportsStationsWhenTheyChangeAndNotTrunks() {
        device("PJSIP/1001", "NOT_INUSE");
        device("PJSIP/1001", "NOT_INUSE");
        device("PJSIP/1001", "RINGING");
        device("PJSIP/1001", "INUSE");
        device("PJSIP/1001", "UNAVAILABLE");
        device("PJSIP/carrier", "INUSE");
        device("Queue:sales", "INUSE");
        StationId station = new StationId("1001");
        assertThat(bench.take())
                .containsExactly(
                        new StationChanged(station, StationState.IDLE),
                        new StationChanged(station, StationState.RINGING),
                        new StationChanged(station, StationState.IN_USE),
                        new StationChanged(station, StationState.UNREACHABLE));
    }

    @Test
    void failsEverythingOutstandingWhenTheLinkGoesDown() {
        LegId caller = callerUnderControl();
        RequestId dial = dial(new LegId("s-1-8"));
        RequestId prompt = bench.nextId();
        bench.request(new PlayPrompts(prompt, caller, List.of("welcome"), ""));
        bench.machine.linkDown("gone", bench.now());
        assertThat(bench.take())
                .containsExactly(
                        new LinkDown(MachineBench.PBX, "gone"),
                        new RequestEnded(dial, new Failed(Reason.LINK_DOWN, "gone")),
                        new RequestEnded(prompt, new Failed(Reason.LINK_DOWN, "gone")));
        RequestId late = bench.nextId();
        bench.request(new AnswerLeg(late, caller));
        assertThat(bench.failure(late)).isEqualTo(Reason.LINK_DOWN);
        assertThat(bench.machine.nextDueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void reportsTheLinkUpOnlyWithTheWholeListAndWhatHappenedMeanwhileAfterIt() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        String list = fresh.last("CoreShowChannels").text("ActionID");
        RequestId early = fresh.nextId();
        fresh.request(new AnswerLeg(early, new LegId("1.1")));
        assertThat(fresh.failure(early)).isEqualTo(Reason.LINK_DOWN);
        fresh.take();
        row(fresh, list, "PJSIP/1-1", "1.1", "cordboard-inbound", "AGI");
        fresh.feed(MachineBench.agiStart("PJSIP/2-2", "2.2", "cordboard-inbound", "10086", "4"));
        row(fresh, list, "PJSIP/2-2", "2.2", "cordboard-inbound", "AGI");
        row(fresh, list, "PJSIP/other-3", "3.3", "elsewhere", "Dial");
        fresh.channelEvent("Hangup", "PJSIP/1-1", new LegId("1.1"), "Cause", "16");
        assertThat(fresh.take()).isEmpty();
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        fresh.notes();
        LegId first = new LegId("1.1");
        List<PbxEvent> events = fresh.take();
        LegId second = new LegId("2.2");
        assertThat(events)
                .containsExactly(
                        new LinkUp(
                                MachineBench.PBX,
                                List.of(new LegSeen(first, false, first), new LegSeen(second, false, second))),
                        offer(first, "1"),
                        offer(second, "2"),
                        new LegCleared(first, Cause.NORMAL_CLEARING));
    }

    @Test
    void offersACallerWhoCameWhileTheLinkWasDownAfterTheLinkUpAndHoldsHim() {
        MachineBench fresh = new MachineBench();
        fresh.connect(waiting("9.9", "4", "AGI"));
        LegId caller = new LegId("9.9");
        assertThat(fresh.take())
                .containsExactly(
                        new LinkUp(MachineBench.PBX, List.of(new LegSeen(caller, false, caller))),
                        offer(caller, "carrier"));
        assertThat(fresh.sent("Setvar"))
                .filteredOn(action -> action.text("Channel").equals("PJSIP/carrier-9"))
                .extracting(action -> action.text("Value"))
                .containsExactly("150");
        fresh.request(new AnswerLeg(fresh.nextId(), caller));
        assertThat(fresh.last("AGI").text("Command")).isEqualTo("ANSWER");
        fresh.channelEvent("Hangup", "PJSIP/carrier-9", caller, "Cause", "127");
        assertThat(fresh.take()).contains(new LegCleared(caller, new Cause(127)));
    }

    @Test
    void offersACallerOnTheWayIntoTheLoopWhenHeIsThere() {
        MachineBench fresh = new MachineBench();
        fresh.connect(waiting("9.9", "4", "Set"));
        assertThat(fresh.take()).containsExactly(new LinkUp(MachineBench.PBX, List.of()));
        fresh.feed(MachineBench.agiStart("PJSIP/carrier-9", "9.9", "cordboard-inbound", "10086", "4"));
        assertThat(fresh.take()).containsExactly(offer(new LegId("9.9"), "carrier"));
    }

    @Test
    void doesNotOfferAnAnsweredCallerWhenTheLinkComesUp() {
        MachineBench fresh = new MachineBench();
        fresh.connect(waiting("9.9", "6", "AGI"));
        LegId caller = new LegId("9.9");
        assertThat(fresh.take())
                .containsExactly(new LinkUp(MachineBench.PBX, List.of(new LegSeen(caller, true, caller))));
    }

    @Test
    void reportsAReturnHeardWhileTheListWasMadeAsAReturn() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        String list = fresh.last("CoreShowChannels").text("ActionID");
        fresh.feed(
                "Event",
                "CoreShowChannel",
                "ActionID",
                list,
                "Channel",
                "PJSIP/carrier-9",
                "ChannelState",
                "6",
                "Context",
                "cordboard-inbound",
                "Uniqueid",
                "9.9",
                "BridgeId",
                "b1");
        fresh.feed(MachineBench.agiStart("PJSIP/carrier-9", "9.9", "cordboard-inbound", "10086", "6"));
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        fresh.notes();
        LegId caller = new LegId("9.9");
        assertThat(fresh.take())
                .containsExactly(
                        new LinkUp(MachineBench.PBX, List.of(new LegSeen(caller, true, caller))),
                        new LegReturned(caller));
    }

    @Test
    void leavesALegThatTheFallbackHasTakenItsOwnTimeLimit() {
        LegId caller = callerUnderControl();
        bench.machine.linkDown("gone", bench.now());
        bench.actions.clear();
        bench.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                CALLER_CHANNEL,
                "ChannelState",
                "4",
                "Context",
                "cordboard-fallback",
                "Exten",
                "s",
                "Uniqueid",
                caller.value(),
                "Application",
                "Playback",
                "BridgeId",
                ""));
        assertThat(leasesOfCaller()).isEmpty();
        assertThat(bench.take()).noneMatch(LegOffered.class::isInstance);
    }

    @Test
    void tellsWhatThePbxNotedOfLegsThatEndedByThePbxsOwnClock() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        long pbxSeconds = 1_700_000_000L;
        fresh.feed(
                "Response",
                "Success",
                "ActionID",
                fresh.last("Ping").text("ActionID"),
                "Timestamp",
                pbxSeconds + ".250000");
        fresh.notes("7.1", (pbxSeconds - 30) + ":17", "7.2", pbxSeconds + ":", "9.9", pbxSeconds + ":16", "7.3", "yes");
        String list = fresh.last("CoreShowChannels").text("ActionID");
        row(fresh, list, "PJSIP/9-9", "9.9", "cordboard-inbound", "AGI");
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        assertThat(((LinkUp) fresh.take().getFirst()).ended())
                .containsExactly(
                        new EndNoted(new LegId("7.1"), new Cause(17), 29_750),
                        new EndNoted(new LegId("7.2"), Cause.UNSPECIFIED, 0));
    }

    @Test
    void removesNotesWhenTheyHaveBeenReadForAWhileAndNotThoseOfLegsThatAreThere() {
        MachineBench fresh = new MachineBench();
        List<String> notes = new ArrayList<>(List.of("9.9", "1:16", "7.1", "soon", "a)b", "1:16"));
        for (int i = 0; i < EndNotes.REMOVED_AT_ONCE; i++) {
            notes.addAll(List.of("5." + i, "1:16"));
        }
        fresh.machine.linkUp(fresh.now());
        String list = fresh.last("CoreShowChannels").text("ActionID");
        row(fresh, list, "PJSIP/9-9", "9.9", "cordboard-inbound", "AGI");
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        fresh.notes(notes.toArray(String[]::new));
        fresh.pass(EndNotes.KEPT_MILLIS - 1);
        assertThat(removed(fresh)).isEmpty();
        fresh.pass(1);
        assertThat(removed(fresh)).hasSize(EndNotes.REMOVED_AT_ONCE - 1).contains("7.1", "5.0");
        fresh.pass(1_000);
        assertThat(removed(fresh)).hasSize(EndNotes.REMOVED_AT_ONCE + 1).doesNotContain("9.9", "a)b");
        fresh.pass(60_000);
        assertThat(removed(fresh)).hasSize(EndNotes.REMOVED_AT_ONCE + 1);
    }

    private static List<String> removed(MachineBench of) {
        return of.sent("Setvar").stream()
                .map(action -> action.text("Variable"))
                .filter(name -> name.startsWith("DB_DELETE(cordboard-ended/"))
                .map(name -> name.substring(name.indexOf('/') + 1, name.length() - 1))
                .toList();
    }

    @Test
    void takesNoMoreNotesThanItsBound() {
        MachineBench fresh = new MachineBench();
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < EndNotes.MAX + 5; i++) {
            notes.addAll(List.of("5." + i, "1:16"));
        }
        fresh.machine.linkUp(fresh.now());
        fresh.feed(
                "Event",
                "CoreShowChannelsComplete",
                "ActionID",
                fresh.last("CoreShowChannels").text("ActionID"));
        fresh.notes(notes.toArray(String[]::new));
        assertThat(((LinkUp) fresh.take().getFirst()).ended()).hasSize(EndNotes.MAX);
        assertThat(fresh.machine.counts()).containsEntry("(note left in AstDB)", 5L);
    }

    @Test
    void doesNotWaitForNotesThatDoNotComeOrCannotBeHad() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        String list = fresh.last("CoreShowChannels").text("ActionID");
        fresh.feed("Event", "CoreShowChannelsComplete", "ActionID", list);
        fresh.pass(LinkSync.NOTES_MILLIS - 1);
        assertThat(fresh.take()).isEmpty();
        fresh.pass(1);
        assertThat(fresh.take()).containsExactly(new LinkUp(MachineBench.PBX, List.of()));

        MachineBench old = new MachineBench();
        old.machine.linkUp(old.now());
        old.feed(
                "Event",
                "CoreShowChannelsComplete",
                "ActionID",
                old.last("CoreShowChannels").text("ActionID"));
        old.refuse(old.last("DBGetTree"), "Invalid/unknown command");
        assertThat(old.take()).containsExactly(new LinkUp(MachineBench.PBX, List.of()));
    }

    @Test
    void tellsSinceWhenThePbxWasSilent() {
        bench.pass(700);
        bench.feed("Event", "Nonsense");
        bench.take();
        bench.pass(2_500);
        bench.machine.linkDown("gone", bench.now());
        assertThat(bench.take()).containsExactly(new LinkDown(MachineBench.PBX, "gone", 2_500));
    }

    @Test
    void asksForTheListAgainWhenItDoesNotCome() {
        MachineBench fresh = new MachineBench();
        fresh.machine.linkUp(fresh.now());
        fresh.pass(5_000);
        assertThat(fresh.sent("CoreShowChannels")).hasSize(2);
        assertThat(fresh.sent("DBGetTree")).hasSize(2);
        assertThat(fresh.take()).isEmpty();
    }

    @Test
    void followsALegThatRangWhileTheLinkWasDown() {
        LegId agent = new LegId("s-1-7");
        dial(agent);
        bench.channelEvent("Newchannel", AGENT_CHANNEL, agent, "ChannelState", "0");
        bench.machine.linkDown("gone", bench.now());
        bench.take();
        bench.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                AGENT_CHANNEL,
                "ChannelState",
                "5",
                "Context",
                "from-agent",
                "Exten",
                "s",
                "Uniqueid",
                agent.value(),
                "Application",
                "AppDial2",
                "BridgeId",
                ""));
        assertThat(bench.take())
                .containsExactly(
                        new LinkUp(MachineBench.PBX, List.of(new LegSeen(agent, false, agent))),
                        new LegAlerting(agent));
        bench.agiStarts(agent, AGENT_CHANNEL, "cordboard-leg");
        assertThat(bench.take()).containsExactly(new LegAnswered(agent));
    }

    @Test
    void followsALegThatRingsAfterARestart() {
        MachineBench fresh = new MachineBench();
        LegId agent = new LegId("s-1790000000-7");
        fresh.connect(ringing(agent.value()), ringing("1790000000.8"));
        assertThat(fresh.take())
                .containsExactly(
                        new LinkUp(MachineBench.PBX, List.of(new LegSeen(agent, false, agent))),
                        new LegAlerting(agent));
        fresh.pass(30_000);
        assertThat(fresh.sent("Hangup")).isEmpty();
        fresh.agiStarts(agent, AGENT_CHANNEL, "cordboard-leg");
        assertThat(fresh.take()).containsExactly(new LegAnswered(agent));
    }

    private static AmiMessage ringing(String id) {
        return AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                AGENT_CHANNEL,
                "ChannelState",
                "5",
                "Context",
                "",
                "Exten",
                "",
                "Uniqueid",
                id,
                "Application",
                "AppDial2",
                "BridgeId",
                "");
    }

    @Test
    void drivesALegFoundWaitingAfterARestart() {
        MachineBench fresh = new MachineBench();
        fresh.connect(AmiMessage.of(
                "Event",
                "CoreShowChannel",
                "Channel",
                "PJSIP/carrier-9",
                "ChannelState",
                "6",
                "Context",
                "cordboard-inbound",
                "Exten",
                "10086",
                "Uniqueid",
                "9.9",
                "Application",
                "AGI",
                "BridgeId",
                ""));
        fresh.request(new StartMusic(fresh.nextId(), new LegId("9.9"), "default"));
        assertThat(fresh.last("AGI").text("Channel")).isEqualTo("PJSIP/carrier-9");
        assertThat(fresh.sent("Setvar")).anyMatch(a -> a.text("Value").equals("150"));
    }

    @Test
    void refusesRequestsBeyondTheLimit() {
        MachineBench small =
                new MachineBench(MachineSettings.of(MachineBench.PBX).withLimits(10, 1)).connectedQuietly();
        LegId caller = small.callerArrives("1.1");
        small.request(new AnswerLeg(small.nextId(), caller));
        RequestId second = small.nextId();
        small.request(new AnswerLeg(second, caller));
        assertThat(small.failure(second)).isEqualTo(Reason.REFUSED);
    }

    @Test
    void countsEventsItHasNoUseForByName() {
        bench.feed("Event", "VarSet", "Uniqueid", "1.1");
        bench.feed("Event", "VarSet");
        bench.feed("Event", "Nonsense");
        assertThat(bench.machine.counts()).containsEntry("VarSet", 2L).containsEntry("Nonsense", 1L);
    }

    @Test
    void usesOnlyActionsOfThePrivilegesAgreed() {
        LegId caller = callerUnderControl();
        LegId agent = agentUnderControl();
        bench.request(new AnswerLeg(bench.nextId(), caller));
        bench.agiEnds(caller, OK);
        bench.request(new BridgeLegs(bench.nextId(), caller, agent));
        bench.request(new ClearLeg(bench.nextId(), agent, Cause.NORMAL_CLEARING));
        bench.pass(2_000);
        assertThat(bench.actions)
                .extracting(AmiAction::name)
                .allMatch(
                        List.of("Originate", "Bridge", "Hangup", "Setvar", "AGI", "CoreShowChannels", "DBGetTree")
                                ::contains);
    }
}
