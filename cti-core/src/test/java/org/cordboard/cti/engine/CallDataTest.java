package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.port.Cause;
import org.junit.jupiter.api.Test;

/** Named values that agents set on a call. */
class CallDataTest {

    private static final String NUMBER = "13800001234";

    @Test
    void keepsWhatAnAgentSetsInTheOrderOfTheFirstTime() {
        Scenario story = talking();
        set(story, "order.no", "B-20417");
        set(story, "topic", "delivery");
        assertThat(set(story, "order.no", "B-20418")).isEqualTo("OK");
        assertThat(story.call("c1").data()).hasToString("{order.no=B-20418, topic=delivery}");
        assertThat(story.events(CallEvent.CallDataSet.class)).singleElement().satisfies(event -> assertThat(event.by())
                .hasToString("anna"));
    }

    @Test
    void removesAValueThatIsSetEmptyAndSaysNothingTwice() {
        Scenario story = talking();
        set(story, "topic", "delivery");
        set(story, "topic", "");
        assertThat(story.call("c1").data()).isEmpty();
        assertThat(set(story, "topic", "")).isEqualTo("OK");
        assertThat(story.events(CallEvent.CallDataSet.class)).isEmpty();
    }

    @Test
    void takesTheDataToTheNextAgentAndIntoTheRecord() {
        Scenario story = talking();
        set(story, "topic", "delivery");
        CallId call = story.id("c1");
        story.commands("anna", new AgentCommand.Transfer(call, new TransferTarget.ToQueue(DemoSite.GENERAL)))
                .returns("c1")
                .phoneCleared("anna")
                .readyAt("dora", "104");
        assertThat(story.call("c1").data()).isEqualTo(Map.of("topic", "delivery"));
        story.talks("c1", "dora");
        set(story, "dora", "answer", "tomorrow");
        story.hangsUp("c1").phoneCleared("dora").advance(DemoSite.WRAP_UP);
        assertThat(story.record().data()).isEqualTo(Map.of("topic", "delivery", "answer", "tomorrow"));
        assertThat(story.record().collected()).isEmpty();
    }

    @Test
    void letsAnAgentSetDataInWrapUpAndNobodyAfterIt() {
        Scenario story = talking().hangsUp("c1").phoneCleared("anna");
        CallId call = atHand(story);
        assertThat(set(story, call, "topic", "delivery")).isEqualTo("OK");
        story.commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.record().data()).isEqualTo(Map.of("topic", "delivery"));
        assertThat(set(story, call, "topic", "delivery")).isEqualTo("NO_SUCH_CALL");
    }

    @Test
    void refusesWhoIsNotAtWorkOnTheCall() {
        Scenario story = talking().readyAt("bert", "102");
        assertThat(set(story, "bert", "topic", "delivery")).isEqualTo("NO_SUCH_CALL");
        Scenario ringing =
                Scenario.given().readyAt("anna", "101").calls("c1", "1").phoneRings("anna");
        assertThat(set(ringing, "topic", "delivery")).isEqualTo("NO_SUCH_CALL");
    }

    @Test
    void refusesNamesAndValuesThatCannotBe() {
        Scenario story = talking();
        for (String name : new String[] {"", "two words", "a/b", "名", "n".repeat(65), "a\n"}) {
            assertThat(set(story, name, "x")).as(name).isEqualTo("BAD_CALL_DATA");
        }
        for (String value : new String[] {"v".repeat(1025), "a\u0000b", "line\nline", "\ud800"}) {
            assertThat(set(story, "name", value)).isEqualTo("BAD_CALL_DATA");
        }
        assertThat(set(story, "n".repeat(64), "值".repeat(1024))).isEqualTo("OK");
        assertThat(set(story, "A-z_0.9", "<b>\"😀\"</b>")).isEqualTo("OK");
    }

    @Test
    void refusesTheSixtyFifthValueUntilOneIsRemoved() {
        Scenario story = talking();
        for (int i = 0; i < 64; i++) {
            assertThat(set(story, "name" + i, "value")).isEqualTo("OK");
        }
        assertThat(set(story, "one-more", "value")).isEqualTo("TOO_MUCH_CALL_DATA");
        assertThat(set(story, "name7", "changed")).isEqualTo("OK");
        set(story, "name7", "");
        assertThat(set(story, "one-more", "value")).isEqualTo("OK");
    }

    @Test
    void neverPutsAValueWhereTheTreeHasBlottedOneOut() {
        Scenario story = Scenario.given();
        story.when(new Input.WallClockMoved(
                Instant.parse("2026-09-22T10:00:00+08:00").toEpochMilli() - story.now()));
        Customer mei = new Customer(
                new CustomerId("mei"), "Mei", Tier.GOLD, true, null, Map.of("market", "city", "points", "1"));
        story.knows("55501", mei).knowsSecret("pin", "4711").logsIn("anna", "101");
        story.calls("c1", "1", "7000").types("c1", "1").promptsEnd("c1").types("c1", "55501#");
        story.types("c1", "1").types("c1", "4711");
        while (!story.waits("c1")) {
            story.promptsEnd("c1");
        }
        story.ready("anna").talks("c1", "anna");
        assertThat(set(story, "pin", "4711")).isEqualTo("SENSITIVE_NAME");
        assertThat(story.call("c1").collected()).containsEntry("pin", "****");
        assertThat(story.call("c1").data()).isEmpty();
        AgentCommand written = ((Input.AgentCommanded) story.steps.getLast().input()).what();
        assertThat(((AgentCommand.SetCallData) written).value()).isEqualTo("****");
        assertThat(set(story, "account", "of the sister")).isEqualTo("OK");
        assertThat(story.call("c1").collected()).containsEntry("account", "55501");
    }

    @Test
    void takesTheDataOfTheCallToEachAttemptToCallBack() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("c1", NUMBER, "3000")
                .talks("c1", "anna");
        set(story, "topic", "delivery");
        story.commands("anna", new AgentCommand.Transfer(story.id("c1"), new TransferTarget.ToNode("queue")))
                .returns("c1")
                .phoneCleared("anna")
                .presses("c1", '2')
                .promptsEnd("c1");
        CallId origin = story.id("c1");
        assertThat(set(story, origin, "late", "in wrap-up")).isEqualTo("OK");
        story.hangsUp("c1");
        assertThat(begun(story).data()).isEqualTo(Map.of("topic", "delivery", "late", "in wrap-up"));

        story.commands("anna", new AgentCommand.EndWrapUp()).phoneRings("anna").phoneAnswers("anna");
        assertThat(set(story, atHand(story), "answer", "not there")).isEqualTo("OK");
        story.customerFails(Cause.NO_ANSWER).phoneCleared("anna").advance(DemoSite.CALL_BACK.spacing());
        assertThat(begun(story).data())
                .isEqualTo(Map.of("topic", "delivery", "late", "in wrap-up", "answer", "not there"));
    }

    @Test
    void replaysToTheSameState() {
        Scenario story = talking();
        set(story, "topic", "delivery");
        story.advance(Duration.ofSeconds(1));
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
        Engine restored = Engine.restored(story.now(), story.engine.state());
        assertThat(restored.stateHash()).isEqualTo(story.engine.stateHash());
    }

    private static Call begun(Scenario story) {
        CallBackEvent.CallBackBegun begun = story.steps.stream()
                .flatMap(step -> step.decision().events().stream())
                .filter(CallBackEvent.CallBackBegun.class::isInstance)
                .map(CallBackEvent.CallBackBegun.class::cast)
                .reduce((first, last) -> last)
                .orElseThrow();
        return Objects.requireNonNull(story.engine.calls().call(begun.call()));
    }

    private static CallId atHand(Scenario story) {
        return Objects.requireNonNull(story.agent("anna").call());
    }

    private static Scenario talking() {
        return Scenario.given()
                .logsIn("emil", "105")
                .readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna");
    }

    private static String set(Scenario story, String name, String value) {
        return set(story, "anna", name, value);
    }

    private static String set(Scenario story, String agent, String name, String value) {
        return story.commands(agent, new AgentCommand.SetCallData(story.id("c1"), name, value))
                .replied();
    }

    private static String set(Scenario story, CallId call, String name, String value) {
        return story.commands("anna", new AgentCommand.SetCallData(call, name, value))
                .replied();
    }
}
