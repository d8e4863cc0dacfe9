package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.Recording;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** Recordings: what agents want, what a queue's share chooses, and what becomes of both whatever the PBX does meanwhile. */
class RecordingsTest {

    private static final LegId CALLER = new LegId("c1");

    // ---- by agents

    @Test
    void recordsTheCustomersLegUnderTheCallsIdAndANumber() {
        Scenario story = talking();
        assertThat(step(story, RecordingStep.START)).isEqualTo("OK");
        assertThat(story.requests(PbxRequest.RecordLeg.class))
                .extracting(PbxRequest.RecordLeg::leg, PbxRequest.RecordLeg::name, PbxRequest.RecordLeg::step)
                .containsExactly(tuple(CALLER, name(story, 1), RecordingStep.START));
        assertThat(now(story)).isEqualTo(Recording.RUNNING);
        step(story, RecordingStep.STOP);
        assertThat(now(story)).isEqualTo(Recording.NONE);
        step(story, RecordingStep.START);
        List<String> names = List.of(name(story, 1), name(story, 2));
        story.hangsUp("c1").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.record().recordings()).isEqualTo(names);
    }

    @Test
    void countsAsPausedWhenThePbxHasPausedItAndNotBefore() {
        Scenario story = recorded().pbxIsSilent();
        assertThat(step(story, RecordingStep.PAUSE)).isEqualTo("OK");
        assertThat(now(story)).isEqualTo(Recording.RUNNING);
        answer(story, new RequestOutcome.Done());
        assertThat(story.events(CallEvent.RecordingPaused.class)).hasSize(1);
        assertThat(now(story)).isEqualTo(Recording.PAUSED);
        story.pbxAnswers();
        step(story, RecordingStep.RESUME);
        assertThat(story.events(CallEvent.RecordingResumed.class)).hasSize(1);
        assertThat(now(story)).isEqualTo(Recording.RUNNING);
    }

    @Test
    void takesOneStepAtATimeAndEachOnlyWhereItLeadsSomewhere() {
        Scenario story = talking();
        for (RecordingStep step : List.of(RecordingStep.PAUSE, RecordingStep.RESUME, RecordingStep.STOP)) {
            assertThat(step(story, step)).isEqualTo("WRONG_STATE");
        }
        step(story, RecordingStep.START);
        assertThat(step(story, RecordingStep.START)).isEqualTo("WRONG_STATE");
        assertThat(step(story, RecordingStep.RESUME)).isEqualTo("WRONG_STATE");
        story.pbxIsSilent();
        step(story, RecordingStep.PAUSE);
        assertThat(step(story, RecordingStep.STOP)).isEqualTo("WRONG_STATE");
        answer(story, new RequestOutcome.Done());
        assertThat(step(story, RecordingStep.STOP)).isEqualTo("OK");
    }

    @Test
    void refusesWhereNobodyTalksAndWhileThePbxIsOutOfReach() {
        Scenario ringing =
                Scenario.given().readyAt("anna", "101").calls("c1", "1").phoneRings("anna");
        assertThat(step(ringing, RecordingStep.START)).isEqualTo("WRONG_STATE");
        Scenario story = talking().readyAt("bert", "102");
        assertThat(story.commands("bert", new AgentCommand.RecordCall(story.id("c1"), RecordingStep.START))
                        .replied())
                .isEqualTo("NO_SUCH_CALL");
        assertThat(step(story.linkDown(), RecordingStep.START)).isEqualTo("LINK_DOWN");
    }

    @Test
    void recordsNoCallOfAHotlineThatForbidsIt() {
        Scenario story = talking(new RecordingRules(Map.of(DemoSite.VIP, 100, DemoSite.GENERAL, 100), List.of("5000")));
        assertThat(now(story)).isEqualTo(Recording.NONE);
        assertThat(step(story, RecordingStep.START)).isEqualTo("RECORDING_FORBIDDEN");
    }

    @Test
    void recordsNoCallWhoseCallerHasRefusedConsentInTheTree() {
        Scenario story = Scenario.given(DemoSite.config().with(shareOfAll(100)));
        story.readyAt("anna", "101").calls("c1", "1");
        CallId call = story.id("c1");
        story.engine.replay(story.now(), List.of(new IvrEvent.IvrNoted(call, "consent", "refused")));
        story.talks("c1", "anna");
        assertThat(now(story)).isEqualTo(Recording.NONE);
        assertThat(step(story, RecordingStep.START)).isEqualTo("RECORDING_FORBIDDEN");
    }

    // ---- the way of a call

    @Test
    void goesOnOverHoldAndWithTheNextAgent() {
        Scenario story = recorded().pbxIsSilent();
        story.commands("anna", new AgentCommand.Hold(story.id("c1")));
        story.report(new PbxEvent.LegReturned(story.phone("anna"))).returns("c1");
        assertThat(now(story)).isEqualTo(Recording.RUNNING);
        story.pbxAnswers()
                .commands("anna", new AgentCommand.Retrieve(story.id("c1")))
                .joined("c1", "anna");
        story.phoneCleared("anna").returns("c1");
        assertThat(now(story)).isEqualTo(Recording.RUNNING);
        assertThat(story.requests(PbxRequest.RecordLeg.class)).isEmpty();
    }

    @Test
    void endsWithTheCustomersLeg() {
        Scenario story = recorded();
        story.hangsUp("c1");
        assertThat(story.events(CallEvent.RecordingStopped.class)).hasSize(1);
        assertThat(now(story)).isEqualTo(Recording.NONE);
        assertThat(story.requests(PbxRequest.RecordLeg.class)).isEmpty();
    }

    // ---- what was not done

    @Test
    void saysWhatThePbxRefused() {
        Scenario story = talking().pbxIsSilent();
        step(story, RecordingStep.START);
        story.fails(PbxRequest.RecordLeg.class, Reason.REFUSED);
        assertThat(story.events(CallEvent.RecordingKept.class))
                .extracting(CallEvent.RecordingKept::step, CallEvent.RecordingKept::doubtful)
                .containsExactly(tuple(RecordingStep.START, false));
        assertThat(story.requests(PbxRequest.RecordLeg.class)).isEmpty();
        step(story, RecordingStep.START);
        assertThat(story.requests(PbxRequest.RecordLeg.class).getFirst().name()).isEqualTo(name(story, 2));
    }

    @Test
    void stopsARecordingThatPerhapsBeganWhenTheLinkIsBack() {
        Scenario story = talking().pbxIsSilent();
        step(story, RecordingStep.START);
        story.linkDown().fails(PbxRequest.RecordLeg.class, Reason.LINK_DOWN);
        assertThat(steps(story)).isEmpty();
        assertThat(steps(story.linkUpWithAllLegs())).containsExactly(RecordingStep.STOP);
        answer(story, new RequestOutcome.Done());
        assertThat(now(story)).isEqualTo(Recording.NONE);
        assertThat(steps(story.linkDown().linkUpWithAllLegs())).isEmpty();
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void pausesARecordingThatPerhapsGoesOnWhenTheLinkIsBack() {
        Scenario story = recorded();
        step(story, RecordingStep.PAUSE);
        story.pbxIsSilent();
        step(story, RecordingStep.RESUME);
        story.linkDown().fails(PbxRequest.RecordLeg.class, Reason.LINK_DOWN);
        assertThat(steps(story.linkUpWithAllLegs())).containsExactly(RecordingStep.PAUSE);
        answer(story, new RequestOutcome.Done());
        assertThat(now(story)).isEqualTo(Recording.PAUSED);
    }

    @Test
    void pausesWhatWasToBePausedInTheGap() {
        Scenario story = recorded().pbxIsSilent();
        step(story, RecordingStep.PAUSE);
        story.linkDown().fails(PbxRequest.RecordLeg.class, Reason.LINK_DOWN);
        assertThat(steps(story.linkUpWithAllLegs())).containsExactly(RecordingStep.PAUSE);
        answer(story, new RequestOutcome.Done());
        assertThat(now(story)).isEqualTo(Recording.PAUSED);
    }

    @Test
    void stopsARecordingThatPerhapsBeganWithoutAnAnswerOnce() {
        Scenario story = talking().pbxIsSilent();
        step(story, RecordingStep.START);
        Duration limit = DemoSite.config().limits().answer();
        assertThat(steps(story.advance(limit))).containsExactly(RecordingStep.STOP);
        assertThat(steps(story.advance(limit.multipliedBy(3)))).isEmpty();
    }

    @Test
    void knowsAfterAGapWhatIsRecorded() {
        Scenario story = recorded();
        assertThat(steps(story.linkDown().linkUpWithAllLegs())).isEmpty();
        assertThat(now(story)).isEqualTo(Recording.RUNNING);
        assertThat(step(story, RecordingStep.STOP)).isEqualTo("OK");
    }

    // ---- by a queue's share

    @Test
    void recordsAllCallsOfAQueueOrNone() {
        assertThat(now(talking(shareOfAll(100)))).isEqualTo(Recording.RUNNING);
        assertThat(now(talking(shareOfAll(0)))).isEqualTo(Recording.NONE);
    }

    @Test
    void leavesItToTheAgentOnceItHasBegun() {
        Scenario story = talking(shareOfAll(100)).pbxIsSilent();
        step(story, RecordingStep.STOP);
        answer(story, new RequestOutcome.Done());
        story.commands("anna", new AgentCommand.Hold(story.id("c1")));
        story.report(new PbxEvent.LegReturned(story.phone("anna"))).returns("c1");
        story.commands("anna", new AgentCommand.Retrieve(story.id("c1"))).joined("c1", "anna");
        assertThat(steps(story)).isEmpty();
    }

    private static RecordingRules shareOfAll(int percent) {
        return new RecordingRules(Map.of(DemoSite.VIP, percent, DemoSite.GENERAL, percent), List.of());
    }

    private static Scenario talking(RecordingRules rules) {
        return Scenario.given(DemoSite.config().with(rules))
                .readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna");
    }

    private static Scenario talking() {
        return talking(RecordingRules.USUAL);
    }

    private static Scenario recorded() {
        Scenario story = talking();
        step(story, RecordingStep.START);
        return story;
    }

    private static String step(Scenario story, RecordingStep step) {
        return story.commands("anna", new AgentCommand.RecordCall(story.id("c1"), step))
                .replied();
    }

    private static void answer(Scenario story, RequestOutcome outcome) {
        story.answer(story.open(PbxRequest.RecordLeg.class).id(), outcome);
    }

    private static Recording now(Scenario story) {
        return story.call("c1").recording();
    }

    private static String name(Scenario story, int number) {
        return story.id("c1") + "-" + number;
    }

    private static List<RecordingStep> steps(Scenario story) {
        return story.requests(PbxRequest.RecordLeg.class).stream()
                .map(PbxRequest.RecordLeg::step)
                .toList();
    }
}
