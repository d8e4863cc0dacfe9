package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination.ToStation;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.EndNoted;
import org.cordboard.cti.port.PbxEvent.LegAlerting;
import org.cordboard.cti.port.PbxEvent.LegAnswered;
import org.cordboard.cti.port.PbxEvent.LegCleared;
import org.cordboard.cti.port.PbxEvent.LegFailed;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.LegReturned;
import org.cordboard.cti.port.PbxEvent.LegSeen;
import org.cordboard.cti.port.PbxEvent.LegsBridged;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.BridgeLegs;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.PbxRequest.DialLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Done;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The machine in dialogues recorded with the dialplan that is shipped. */
class ShippedDialplanTest {

    private final MachineBench bench = new MachineBench().connectedQuietly();

    private TranscriptPlayer player(String name) {
        return new TranscriptPlayer(Transcript.readLines(name), bench);
    }

    private List<PbxEvent> take() {
        return bench.take().stream()
                .filter(event -> !(event instanceof StationChanged))
                .toList();
    }

    private LegId offered() {
        List<PbxEvent> events = take();
        assertThat(events).singleElement().isInstanceOf(LegOffered.class);
        return ((LegOffered) events.getFirst()).leg();
    }

    private RequestId dial(AmiAction theirs) {
        RequestId id = bench.nextId();
        bench.request(new DialLeg(
                id,
                new LegId(theirs.text("ChannelId")),
                new ToStation(new StationId(theirs.text("Channel").substring("PJSIP/".length()))),
                new CallerId("13900001234", "Li Wei"),
                Duration.ofMillis(Long.parseLong(theirs.text("Timeout"))),
                Map.of("call", "42")));
        return id;
    }

    @ParameterizedTest
    @CsvSource({"real-talk", "real-16-talk"})
    void takesACallerToAnAgentAndBack(String recording) {
        TranscriptPlayer player = player(recording);
        player.playToAction("AGI");
        LegId caller = offered();
        RequestId answer = bench.nextId();
        bench.request(new AnswerLeg(answer, caller));
        player.sameAction("Channel", "Command");
        player.playToAction("AGI");
        RequestId music = bench.nextId();
        bench.request(new StartMusic(music, caller, "default"));
        player.sameAction("Channel", "Command");
        player.playToAction("Originate");
        assertThat(take()).containsExactly(new RequestEnded(answer, new Done()), new RequestEnded(music, new Done()));

        AmiAction theirs = player.next();
        LegId agent = new LegId(theirs.text("ChannelId"));
        RequestId dial = dial(theirs);
        player.sameAction("Channel", "Context", "Exten", "Priority", "Async", "Timeout", "CallerID", "Variable");
        player.playToAction("Bridge");
        assertThat(take())
                .containsExactly(new RequestEnded(dial, new Done()), new LegAlerting(agent), new LegAnswered(agent));

        RequestId bridge = bench.nextId();
        bench.request(new BridgeLegs(bridge, caller, agent));
        player.sameAction("Channel1", "Channel2", "Tone");
        player.playToAction("Hangup");
        assertThat(take())
                .containsExactlyInAnyOrder(
                        new RequestEnded(bridge, new Done()),
                        new LegsBridged(caller, agent),
                        new LegReturned(caller),
                        new LegCleared(agent, Cause.NORMAL_CLEARING));

        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, caller, Cause.NORMAL_CLEARING));
        player.sameAction("Channel", "Cause");
        player.playToEnd();
        assertThat(take())
                .containsExactly(new RequestEnded(clear, new Done()), new LegCleared(caller, Cause.NORMAL_CLEARING));
    }

    @Test
    void failsThePromptDuringWhichTheCallerHangsUp() {
        TranscriptPlayer player = player("real-prompt-then-caller-hangs-up");
        player.playToAction("AGI");
        LegId caller = offered();
        RequestId answer = bench.nextId();
        RequestId prompts = bench.nextId();
        bench.request(new AnswerLeg(answer, caller));
        bench.request(new PlayPrompts(prompts, caller, List.of("beep", "demo-congrats"), "12"));
        player.sameAction("Command");
        player.playToAction("AGI");
        player.sameAction("Command");
        player.playToAction("AGI");
        player.sameAction("Command");
        player.playToEnd();
        assertThat(take())
                .containsExactly(
                        new RequestEnded(answer, new Done()),
                        new LegCleared(caller, Cause.UNSPECIFIED),
                        new RequestEnded(prompts, new Failed(Reason.NO_SUCH_LEG, "the leg has ended")));
    }

    @ParameterizedTest
    @CsvSource({
        "real-phone-busy, 17",
        "real-phone-declines, 21",
        "real-phone-rings-out, 19",
        "real-16-phone-busy, 17",
        "real-16-phone-rings-out, 19"
    })
    void tellsWhyAPhoneWasNotReached(String recording, int cause) {
        TranscriptPlayer player = player(recording);
        player.playToAction("Originate");
        AmiAction theirs = player.next();
        RequestId dial = dial(theirs);
        player.sameAction("Channel", "ChannelId");
        player.playToEnd();
        LegId leg = new LegId(theirs.text("ChannelId"));
        List<PbxEvent> events = take().stream()
                .filter(event -> !event.equals(new LegAlerting(leg)))
                .toList();
        assertThat(events).containsExactly(new RequestEnded(dial, new Done()), new LegFailed(leg, new Cause(cause)));
    }

    @Test
    void refusesAStationThatDoesNotExist() {
        TranscriptPlayer player = player("real-station-unknown");
        player.playToAction("Originate");
        RequestId dial = dial(player.next());
        player.sameAction("Channel", "ChannelId");
        player.playToEnd();
        assertThat(bench.failure(dial)).isEqualTo(Reason.REFUSED);
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void reportsAPhoneThatCannotBeReached() {
        TranscriptPlayer player = player("real-phone-unreachable");
        player.playToAction("Originate");
        LegId leg = new LegId(player.next().text("ChannelId"));
        RequestId dial = dial(player.next());
        player.sameAction("Channel", "ChannelId");
        player.playToEnd();
        assertThat(take()).containsExactly(new RequestEnded(dial, new Done()), new LegFailed(leg, new Cause(19)));
    }

    @Test
    void withdrawsAnOfferToAPhoneThatRings() {
        TranscriptPlayer player = player("real-offer-withdrawn");
        player.playToAction("Originate");
        LegId leg = new LegId(player.next().text("ChannelId"));
        RequestId dial = dial(player.next());
        player.sameAction("Channel", "ChannelId");
        player.playToAction("Hangup");
        assertThat(take()).containsExactly(new RequestEnded(dial, new Done()), new LegAlerting(leg));
        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, leg, Cause.NORMAL_CLEARING));
        player.sameAction("Channel", "Cause");
        player.playToEnd();
        assertThat(take())
                .containsExactly(new RequestEnded(clear, new Done()), new LegFailed(leg, Cause.NORMAL_CLEARING));
    }

    @ParameterizedTest
    @CsvSource({"real-caller-cancels-unanswered", "real-16-caller-cancels-unanswered"})
    void tellsThatACallerGaveUpBeforeTheAnswerAndRemovesTheNote(String recording) {
        player(recording).playToEnd();
        List<PbxEvent> events = take();
        assertThat(events).hasSize(2);
        LegId caller = ((LegOffered) events.getFirst()).leg();
        assertThat(events.getLast()).isEqualTo(new LegCleared(caller, new Cause(127)));
        assertThat(bench.actions)
                .extracting(action -> action.text("Variable"))
                .contains("DB_DELETE(cordboard-ended/" + caller + ")");
    }

    @Test
    void tellsThatACallerWhoseLeaseRanOutIsLostAndNothingMore() {
        player("real-lease-runs-out").playToEnd();
        bench.pass(10_000);
        List<PbxEvent> events = take();
        assertThat(events).hasSize(2);
        LegId caller = ((LegOffered) events.getFirst()).leg();
        assertThat(events.getLast()).isInstanceOf(LegCleared.class);
        assertThat(((LegCleared) events.getLast()).leg()).isEqualTo(caller);
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void reportsAnAnsweredPhoneWhoseLeaseRanOutAsCleared() {
        TranscriptPlayer player = player("real-dialled-leg-lease-runs-out");
        player.playToAction("Originate");
        LegId leg = new LegId(player.next().text("ChannelId"));
        RequestId dial = dial(player.next());
        player.sameAction("Channel", "ChannelId");
        player.playToEnd();
        assertThat(take())
                .containsExactly(
                        new RequestEnded(dial, new Done()),
                        new LegAlerting(leg),
                        new LegAnswered(leg),
                        new LegCleared(leg, Cause.TEMPORARY_FAILURE));
    }

    @Test
    void hearsNothingOfACallerWhomTheDialplanDidNotLetIn() {
        player("real-beat-stale").playToEnd();
        assertThat(take()).isEmpty();
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void takesWhatAHostileCallerSendsAsTextAndSendsNoneOfItBack() {
        player("real-hostile-caller").playToEnd();
        List<LegOffered> offers = take().stream()
                .filter(LegOffered.class::isInstance)
                .map(LegOffered.class::cast)
                .toList();
        assertThat(offers).hasSize(4);
        assertThat(offers.getFirst().caller().number()).isEqualTo("${SHELL(touch+/hostile)}");
        assertThat(offers.get(2).dialled()).isEqualTo("10086${SHELL(touch+/hostile)}");
        assertThat(bench.actions)
                .allSatisfy(action -> assertThat(AmiText.print(action)).doesNotContain("hostile", "$["));
        assertThat(bench.machine.legs()).isZero();
    }

    @Test
    void findsAfterAReconnectionWhoStayedAndDrivesHim() {
        TranscriptPlayer before = player("real-before-link-loss");
        before.playToAction("AGI");
        LegId stays = offered();
        bench.request(new AnswerLeg(bench.nextId(), stays));
        before.sameAction("Channel", "Command");
        before.playToAction("AGI");
        take();
        bench.machine.linkDown("cut", bench.now());
        take();

        TranscriptPlayer after = player("real-resync");
        after.playToAction("CoreShowChannels");
        bench.machine.linkUp(bench.now());
        after.sameAction();
        after.playToAction("DBGetTree");
        after.sameAction("Family");
        after.playToAction("AGI");
        // The second caller hung up meanwhile: he is missing from the list, and there is a note.
        List<PbxEvent> events = take();
        assertThat(events).hasSize(1);
        LinkUp up = (LinkUp) events.getFirst();
        assertThat(up.legs()).containsExactly(new LegSeen(stays, true, stays));
        assertThat(up.ended())
                .hasSize(10)
                .extracting(EndNoted::leg, EndNoted::cause)
                .contains(tuple(new LegId("1795305874.20"), Cause.UNSPECIFIED));

        RequestId music = bench.nextId();
        bench.request(new StartMusic(music, stays, "default"));
        after.sameAction("Channel", "Command");
        after.playToAction("Hangup");
        RequestId clear = bench.nextId();
        bench.request(new ClearLeg(clear, stays, Cause.NORMAL_CLEARING));
        after.sameAction("Channel", "Cause");
        after.playToEnd();
        assertThat(take())
                .containsExactly(
                        new RequestEnded(music, new Done()),
                        new RequestEnded(clear, new Done()),
                        new LegCleared(stays, Cause.NORMAL_CLEARING));
        assertThat(bench.machine.legs()).isZero();
    }
}
