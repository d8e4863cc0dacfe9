package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

class IvrSessionsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DIGIT_LIMIT = Duration.ofSeconds(5);
    private static final Duration MILLI = Duration.ofMillis(1);

    /** A target customer on hotline 4000 who hears the menu. */
    private static Scenario inTheMenu() {
        return Scenario.given()
                .knows("7", DemoSite.customer("k", Tier.GOLD))
                .readyAt("anna", "101")
                .calls("c1", "7", "4000")
                .promptsEnd("c1");
    }

    @Test
    void refusesUnknownCallersPolitely() {
        Scenario story = Scenario.given().calls("c1", "1", "4000").promptsEnd("c1");
        assertThat(story.prompts()).containsExactly("refuse");
        assertThat(story.promptsEnd("c1").cleared()).containsExactly("c1");
    }

    @Test
    void refusesCustomersWhoAreNoTargets() {
        Scenario story = Scenario.given()
                .knows("7", DemoSite.customer("k", Tier.DIAMOND, false))
                .calls("c1", "7", "4000")
                .promptsEnd("c1");
        assertThat(story.prompts()).containsExactly("refuse");
    }

    @Test
    void takesADigitWhileThePromptsPlay() {
        Scenario story = inTheMenu().presses("c1", '1');
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void doesNotTakeTheEndOfInterruptedPromptsForAnythingElse() {
        Scenario story = inTheMenu();
        var interrupted = story.promptsOn("c1");
        story.presses("c1", '2');
        assertThat(story.prompts()).containsExactly("information");
        story.answer(interrupted, new RequestOutcome.PromptsEnded(true));
        assertThat(story.events(IvrEvent.class)).isEmpty();
        assertThat(story.promptsEnd("c1").prompts()).containsExactly("menu");
    }

    @Test
    void takesADigitAfterThePrompts() {
        Scenario story = inTheMenu().promptsEnd("c1").advance(DIGIT_LIMIT.minus(MILLI));
        assertThat(story.presses("c1", '1').offeree("c1")).isEqualTo("anna");
    }

    @Test
    void playsTheMenuAgainWhenNoDigitComes() {
        Scenario story = inTheMenu().promptsEnd("c1").advance(DIGIT_LIMIT.minus(MILLI));
        assertThat(story.prompts()).isEmpty();
        assertThat(story.advance(MILLI).prompts()).containsExactly("menu");
    }

    @Test
    void playsTheMenuAgainWhenTheDigitIsNoChoice() {
        assertThat(inTheMenu().presses("c1", '9').prompts()).containsExactly("menu");
    }

    @Test
    void goesOnOtherwiseWhenTheTriesAreUsedUp() {
        Scenario story = inTheMenu().presses("c1", '9').promptsEnd("c1").advance(DIGIT_LIMIT);
        assertThat(story.prompts()).isEmpty();
        assertThat(story.cleared()).containsExactly("c1");
    }

    @Test
    void ignoresDigitsOutsideAMenu() {
        Scenario story = Scenario.given().calls("c1", "7", "4000").presses("c1", '1');
        assertThat(story.events()).isEmpty();
    }

    @Test
    void goesOnWhenPromptsCannotBePlayed() {
        Scenario story = Scenario.given().calls("c1", "1", "4000");
        story.answer(story.promptsOn("c1"), new RequestOutcome.Failed(Reason.REFUSED, "no such file"));
        assertThat(story.prompts()).containsExactly("refuse");
    }

    @Test
    void goesOnWhenThePromptsNeverEnd() {
        Scenario story = Scenario.given().calls("c1", "1", "4000");
        story.advance(SiteConfig.Limits.DEFAULT.prompt());
        assertThat(story.prompts()).containsExactly("refuse");
    }

    @Test
    void speaksToTheCallerWhenNobodyIsThere() {
        Scenario story = Scenario.given()
                .knows("7", DemoSite.customer("k", Tier.GOLD))
                .calls("c1", "7", "4000")
                .promptsEnd("c1")
                .presses("c1", '1');
        assertThat(story.prompts()).containsExactly("closed");
    }

    @Test
    void speaksToTheCallerWhoHasWaitedTooLong() {
        Scenario story = inTheMenu();
        story.commands("anna", new AgentCommand.MakeNotReady("lunch"));
        story.presses("c1", '1').advance(DemoSite.MAX_WAIT);
        assertThat(story.prompts()).containsExactly("busy");
    }

    @Test
    void asksTheCallerForAnOpinionWhenTheAgentHasHungUp() {
        Scenario story = inTheMenu().presses("c1", '1').talks("c1", "anna").phoneCleared("anna");
        assertThat(story.prompts()).isEmpty();
        story.returns("c1");
        assertThat(story.prompts()).containsExactly("survey");
        assertThat(story.promptsEnd("c1").cleared()).containsExactly("c1");
        story.hangsUp("c1").advance(DemoSite.WRAP_UP);
        assertThat(story.record().ivrPath())
                .containsExactly("welcome", "identify", "target", "menu", "queue", "survey", "bye");
    }

    @Test
    void asksForTheOpinionOnceThoughTheReturnIsReportedTwice() {
        Scenario story = inTheMenu().presses("c1", '1').talks("c1", "anna").phoneCleared("anna");
        story.returns("c1").returns("c1");
        assertThat(story.prompts()).isEmpty();
    }

    @Test
    void playsANodeAgainThatALostLinkHasCutOff() {
        Scenario story = inTheMenu().linkDown();
        story.answer(story.promptsOn("c1"), new RequestOutcome.Failed(Reason.LINK_DOWN, ""));
        assertThat(story.prompts()).isEmpty();
        assertThat(story.advance(SECOND).linkUpWithAllLegs().prompts()).containsExactly("menu");
    }

    @Test
    void keepsTheTreeACallerHasEnteredWhenTheSettingsChange() {
        Scenario story = inTheMenu();
        story.when(new Input.ConfigurationLoaded(DemoSite.config(
                List.of("vip", "general"), DemoSite.agents(), List.of(DemoSite.direct("again", null)))));
        assertThat(story.presses("c1", '2').prompts()).containsExactly("information");
    }

    @Test
    void clearsACallerWhoseHotlineIsNoLongerThereWhenTheyAreAnswered() {
        Scenario story = Scenario.given().pbxIsSilent().calls("c1", "1", "4000");
        story.when(new Input.ConfigurationLoaded(DemoSite.config(
                List.of("vip", "general"), DemoSite.agents(), List.of(DemoSite.direct("again", null)))));
        story.answer(story.open(PbxRequest.AnswerLeg.class).id(), new RequestOutcome.Done());
        assertThat(story.cleared()).containsExactly("c1");
    }

    private static IvrTree roundTree() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("a", new IvrNode.Branch(IvrNode.Subject.TIER, Map.of("GOLD", "end"), "b"));
        nodes.put("b", new IvrNode.Queue(DemoSite.VIP, "end", "c"));
        nodes.put("c", new IvrNode.Identify("end", "a"));
        nodes.put("end", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree("hotline", "a", null, nodes);
    }

    @Test
    void findsWaysThatLeadRoundWithoutTakingTime() {
        assertThat(roundTree().roundsWithoutTime()).containsExactly(List.of("a", "b", "c", "a"));
    }

    @Test
    void findsEveryWayRoundOnWhichNobodyIsAskedOrWaits() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("queue", new IvrNode.Queue(DemoSite.VIP, "ask", "sorry"));
        nodes.put("sorry", new IvrNode.Play(List.of("sorry"), "queue"));
        nodes.put("ask", new IvrNode.Menu(List.of(), Map.of("1", "queue"), Duration.ofSeconds(5), 3, "again"));
        nodes.put("again", new IvrNode.Play(List.of("again"), "again"));
        assertThat(new IvrTree("round", "queue", null, nodes).roundsWithoutTime())
                .containsExactly(List.of("queue", "sorry", "queue"), List.of("again", "again"));
    }

    @Test
    void clearsACallerWhoWouldGoRoundForEver() {
        Scenario story =
                Scenario.given(DemoSite.config(List.of("vip", "general"), DemoSite.agents(), List.of(roundTree())));
        story.calls("c1", "", "4000");
        assertThat(story.cleared()).containsExactly("c1");
        assertThat(story.hangsUp("c1").record().ivrPath()).hasSize(64);
    }
}
