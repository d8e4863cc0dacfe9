package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.Digits;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** What agents do with one leg of a call they talk in. */
class LegServicesTest {

    private static final LegId CALLER = new LegId("c1");

    // ---- digits

    @Test
    void sendsDigitsToTheCustomersSide() {
        Scenario story = talking().pbxIsSilent();
        assertThat(digits(story, "09*#AD")).isEqualTo("OK");
        assertThat(story.requests(PbxRequest.SendDigits.class))
                .extracting(PbxRequest.SendDigits::leg, PbxRequest.SendDigits::digits)
                .containsExactly(tuple(CALLER, "09*#AD"));
        story.answer(story.open(PbxRequest.SendDigits.class).id(), new RequestOutcome.Done());
        assertThat(story.events(CallEvent.DigitsSent.class))
                .extracting(CallEvent.DigitsSent::leg, CallEvent.DigitsSent::count, CallEvent.DigitsSent::complete)
                .containsExactly(tuple(CALLER, 6, true));
    }

    @Test
    void refusesDigitsThatNoTelephoneHas() {
        Scenario story = talking();
        for (String wrong : List.of("", "12a", "1 2", "E", "1".repeat(33), "１")) {
            assertThat(digits(story, wrong)).as(wrong).isEqualTo("INVALID_DIGITS");
        }
        assertThat(digits(story, "1".repeat(32))).isEqualTo("OK");
    }

    @Test
    void sendsNoMoreDigitsUntilTheLastHaveBeenSent() {
        Scenario story = talking().pbxIsSilent();
        digits(story, "1");
        assertThat(digits(story, "2")).isEqualTo("WRONG_STATE");
        story.answer(story.open(PbxRequest.SendDigits.class).id(), new RequestOutcome.Done());
        assertThat(digits(story, "2")).isEqualTo("OK");
    }

    @Test
    void refusesDigitsWhereNobodyHearsThem() {
        Scenario story = talking().readyAt("bert", "102");
        assertThat(story.commands("bert", new AgentCommand.SendDigits(story.id("c1"), "1"))
                        .replied())
                .isEqualTo("NO_SUCH_CALL");
        assertThat(story.commands("anna", new AgentCommand.SendDigits(new CallId("none"), "1"))
                        .replied())
                .isEqualTo("NO_SUCH_CALL");
        story.pbxIsSilent().commands("anna", new AgentCommand.Hold(story.id("c1")));
        assertThat(digits(story, "1")).isEqualTo("WRONG_STATE");
        assertThat(digits(talking().linkDown(), "1")).isEqualTo("LINK_DOWN");
    }

    @Test
    void saysWhenThePbxDidNotSendThemAllAndTakesNewOnes() {
        Scenario story = talking().pbxIsSilent();
        digits(story, "12");
        story.fails(PbxRequest.SendDigits.class, Reason.REFUSED);
        assertThat(story.events(CallEvent.DigitsSent.class))
                .extracting(CallEvent.DigitsSent::complete)
                .containsExactly(false);
        assertThat(digits(story, "12")).isEqualTo("OK");
        story.advance(DemoSite.config().limits().answer().plusMillis(499));
        assertThat(story.events(CallEvent.DigitsSent.class)).isEmpty();
        story.advance(Duration.ofMillis(1));
        assertThat(story.events(CallEvent.DigitsSent.class)).hasSize(1);
    }

    @Test
    void endsWithTheLeg() {
        Scenario story = talking().pbxIsSilent();
        digits(story, "12");
        story.hangsUp("c1").fails(PbxRequest.SendDigits.class, Reason.NO_SUCH_LEG);
        story.pbxAnswers().phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.record().result()).hasToString("ANSWERED");
    }

    @Test
    void keepsTheDigitsOutOfTheJournalAndOutOfWords() {
        Scenario story = talking().pbxIsSilent();
        AgentCommand command = new AgentCommand.SendDigits(story.id("c1"), "4711");
        story.commands("anna", command);
        assertThat(command.toString()).doesNotContain("4711");
        assertThat(story.effects().toString()).doesNotContain("4711");
        Scenario.Step step = story.steps.getLast();
        assertThat(written(step)).contains("????").doesNotContain("4711");
        assertThat(Engine.isBlotted(step.input())).isTrue();
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void decidesACommandThatWasWrittenDownAsItWasDecided() {
        for (String digits : List.of("4711", "12x", "")) {
            AgentCommand.SendDigits command = new AgentCommand.SendDigits(new CallId("c"), digits);
            String live = talking().commands("anna", on(command)).replied();
            assertThat(talking().commands("anna", on(command.written())).replied())
                    .as(digits)
                    .isEqualTo(live);
        }
        assertThat(Digits.canBeSent(Digits.fromOutside("12?"))).isFalse();
    }

    private static AgentCommand on(AgentCommand.SendDigits command) {
        return new AgentCommand.SendDigits(talking().id("c1"), command.digits());
    }

    /** The bytes of a journal's entry. */
    private static String written(Scenario.Step step) {
        JournalEntry entry =
                new JournalEntry(1, step.at(), step.input(), step.decision().events(), 0, 0);
        return new String(JournalCodec.standard().records().encode(entry), StandardCharsets.ISO_8859_1);
    }

    @Test
    void writesNoKeyDownThatACustomerPressesWhileTheyTalk() {
        Scenario story = talking();
        story.presses("c1", '4');
        assertThat(Engine.isBlotted(story.steps.getLast().input())).isTrue();
        assertThat(story.events()).isEmpty();
    }

    // ---- mute

    @Test
    void mutesTheAgentsOwnLegAndLetsThemBeHeardAgain() {
        Scenario story = talking().pbxIsSilent();
        assertThat(mute(story)).isEqualTo("OK");
        assertThat(mutes(story)).containsExactly(true);
        assertThat(story.requests(PbxRequest.MuteLeg.class).getFirst().leg()).isEqualTo(story.phone("anna"));
        assertThat(muted(story)).isTrue();
        assertThat(unmute(story)).isEqualTo("OK");
        assertThat(mutes(story)).containsExactly(false);
        assertThat(muted(story)).isFalse();
    }

    @Test
    void refusesToMuteWhoIsMutedOrNotConnected() {
        Scenario story = talking();
        assertThat(unmute(story)).isEqualTo("WRONG_STATE");
        mute(story);
        assertThat(mute(story)).isEqualTo("WRONG_STATE");
        Scenario ringing =
                Scenario.given().readyAt("anna", "101").calls("c1", "1").phoneRings("anna");
        assertThat(mute(ringing)).isEqualTo("WRONG_STATE");
        assertThat(mute(talking().linkDown())).isEqualTo("LINK_DOWN");
        assertThat(story.commands("anna", new AgentCommand.Mute(new CallId("none")))
                        .replied())
                .isEqualTo("NO_SUCH_CALL");
    }

    @Test
    void staysMutedOnHoldAndInTheNextConversation() {
        Scenario story = talking().pbxIsSilent();
        mute(story);
        story.commands("anna", new AgentCommand.Hold(story.id("c1")));
        story.report(new PbxEvent.LegReturned(story.phone("anna"))).returns("c1");
        assertThat(muted(story)).isTrue();
        story.commands("anna", new AgentCommand.Retrieve(story.id("c1"))).joined("c1", "anna");
        assertThat(muted(story)).isTrue();
        assertThat(unmute(story)).isEqualTo("OK");
    }

    @Test
    void asksAgainForWhatTheAgentWantedWhenTheLinkIsBack() {
        Scenario story = talking();
        mute(story);
        assertThat(mutes(story.linkDown().linkUpWithAllLegs())).containsExactly(true);
        story.pbxIsSilent();
        unmute(story);
        story.linkDown().fails(PbxRequest.MuteLeg.class, Reason.LINK_DOWN);
        assertThat(muted(story)).isFalse();
        assertThat(mutes(story.linkUpWithAllLegs())).containsExactly(false);
        assertThat(mutes(talking().linkDown().linkUpWithAllLegs())).isEmpty();
    }

    @Test
    void tellsTheTruthWhenThePbxDidNotObey() {
        Scenario story = talking().pbxIsSilent();
        mute(story);
        story.fails(PbxRequest.MuteLeg.class, Reason.REFUSED);
        assertThat(story.events(CallEvent.LegMuted.class))
                .extracting(CallEvent.LegMuted::muted, CallEvent.LegMuted::asked)
                .containsExactly(tuple(false, false));
        assertThat(muted(story)).isFalse();
        assertThat(story.requests(PbxRequest.MuteLeg.class)).isEmpty();
    }

    @Test
    void believesTheLastOfSeveralRequests() {
        Scenario story = talking().pbxIsSilent();
        mute(story);
        PbxRequest first = story.open(PbxRequest.MuteLeg.class);
        unmute(story);
        mute(story);
        story.answer(first.id(), new RequestOutcome.Failed(Reason.REFUSED, "test"));
        assertThat(muted(story)).isTrue();
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void endsTheMuteWithTheLeg() {
        Scenario story = talking();
        mute(story);
        story.hangsUp("c1").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        story.ready("anna").calls("c2", "2").talks("c2", "anna");
        assertThat(story.call("c2").legs()).noneMatch(Leg::muted);
    }

    private static boolean muted(Scenario story) {
        return story.call("c1").legs().stream().anyMatch(Leg::muted);
    }

    private static List<Boolean> mutes(Scenario story) {
        return story.requests(PbxRequest.MuteLeg.class).stream()
                .map(PbxRequest.MuteLeg::muted)
                .toList();
    }

    private static String mute(Scenario story) {
        return story.commands("anna", new AgentCommand.Mute(story.id("c1"))).replied();
    }

    private static String unmute(Scenario story) {
        return story.commands("anna", new AgentCommand.Unmute(story.id("c1"))).replied();
    }

    private static Scenario talking() {
        return Scenario.given().readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
    }

    private static String digits(Scenario story, String digits) {
        return story.commands("anna", new AgentCommand.SendDigits(story.id("c1"), digits))
                .replied();
    }
}
