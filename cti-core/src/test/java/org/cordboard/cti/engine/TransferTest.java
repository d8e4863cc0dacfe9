package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.junit.jupiter.api.Test;

/** Agents who leave a call and send its customer to a queue or into the tree. */
class TransferTest {

    private static final TransferTarget TO_GENERAL = new TransferTarget.ToQueue(DemoSite.GENERAL);

    @Test
    void letsTheCustomerWaitInTheOtherQueueWithTheirAgeWhileTheAgentWrapsUp() {
        Scenario story = talking();
        long arrived = story.call("c1").arrivedAt();
        story.advance(Duration.ofSeconds(90));
        transfer(story, TO_GENERAL);
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.cleared()).containsExactly(story.phone("anna").value());
        story.returns("c1");
        assertThat(story.waits("c1")).isFalse();
        story.phoneCleared("anna");
        assertThat(story.state("anna")).isEqualTo("WRAP_UP");
        assertThat(story.events(QueueEvent.CallQueued.class))
                .extracting(QueueEvent.CallQueued::queue, QueueEvent.CallQueued::key)
                .containsExactly(tuple(DemoSite.GENERAL, arrived));
        assertThat(story.waits("c1")).isTrue();
        assertThat(story.call("c1").transfer()).isNull();
    }

    @Test
    void hasTheNextAgentTalkWithTheCustomer() {
        Scenario story = transferred(TO_GENERAL).readyAt("dora", "104");
        assertThat(story.offeree("c1")).isEqualTo("dora");
        story.talks("c1", "dora").hangsUp("c1").phoneCleared("dora").advance(DemoSite.WRAP_UP);
        assertThat(story.record().result()).isEqualTo(CallResult.ANSWERED);
        assertThat(story.record().agent()).hasToString("dora");
        assertThat(story.record().queue()).isEqualTo(DemoSite.GENERAL);
    }

    @Test
    void keepsTheCustomerInLineWhenTheNextOfferComesToNothing() {
        Scenario story = transferred(TO_GENERAL).readyAt("dora", "104");
        story.phoneRings("dora").phoneFails("dora", Cause.CALL_REJECTED);
        assertThat(story.waits("c1")).isTrue();
        assertThat(story.cleared()).isEmpty();
    }

    @Test
    void sendsACustomerOnHoldAsWell() {
        Scenario story = talking().pbxIsSilent();
        story.commands("anna", new AgentCommand.Hold(story.id("c1")));
        story.report(new PbxEvent.LegReturned(story.phone("anna"))).returns("c1");
        transfer(story, TO_GENERAL);
        assertThat(story.replied()).isEqualTo("OK");
        story.phoneCleared("anna");
        assertThat(story.waits("c1")).isTrue();
        assertThat(story.requests(PbxRequest.StartMusic.class)).hasSize(1);
    }

    @Test
    void letsTheCustomerGoOnAtANodeOfTheirTree() {
        Scenario story = Scenario.given()
                .knows("1", DemoSite.customer("1", Tier.GOLD))
                .readyAt("anna", "101")
                .calls("c1", "1", "4000")
                .promptsEnd("c1")
                .presses("c1", '1')
                .talks("c1", "anna");
        transfer(story, new TransferTarget.ToNode("menu"));
        story.returns("c1").phoneCleared("anna");
        assertThat(story.prompts()).isNotEmpty();
        assertThat(story.call("c1").ivrPath()).endsWith("menu");
    }

    @Test
    void refusesWhatCannotBe() {
        Scenario story = talking();
        assertThat(transfer(story, new TransferTarget.ToQueue(new QueueId("none"))))
                .isEqualTo("UNKNOWN_QUEUE");
        assertThat(transfer(story, new TransferTarget.ToNode("none"))).isEqualTo("UNKNOWN_NODE");
        CallId none = new CallId("none");
        assertThat(story.commands("anna", new AgentCommand.Transfer(none, TO_GENERAL))
                        .replied())
                .isEqualTo("NO_SUCH_CALL");
        transfer(story, TO_GENERAL);
        assertThat(transfer(story, TO_GENERAL)).isEqualTo("WRONG_STATE");
        Scenario ringing =
                Scenario.given().readyAt("anna", "101").calls("c1", "1").phoneRings("anna");
        assertThat(transfer(ringing, TO_GENERAL)).isEqualTo("WRONG_STATE");
        assertThat(transfer(talking().linkDown(), TO_GENERAL)).isEqualTo("LINK_DOWN");
    }

    @Test
    void forgetsTheTransferWhenTheCustomerHangsUpFirst() {
        Scenario story = talking();
        transfer(story, TO_GENERAL);
        story.hangsUp("c1").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.record().result()).isEqualTo(CallResult.ANSWERED);
    }

    private static Scenario talking() {
        return Scenario.given()
                .logsIn("emil", "105")
                .readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna");
    }

    private static Scenario transferred(TransferTarget to) {
        Scenario story = talking();
        transfer(story, to);
        return story.returns("c1").phoneCleared("anna").logsIn("dora", "104");
    }

    private static String transfer(Scenario story, TransferTarget to) {
        return story.commands("anna", new AgentCommand.Transfer(story.id("c1"), to))
                .replied();
    }
}
