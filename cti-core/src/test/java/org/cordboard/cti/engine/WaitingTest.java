package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.cordboard.cti.acd.Explanation.Overtaking;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.junit.jupiter.api.Test;

/** What callers are asked and told before and while they wait, on hotline 3000 of {@link DemoSite}; and supervisors' moves. */
class WaitingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Anna and bert are ready; the customer of number 1 is anna's own. */
    private static Scenario given() {
        Customer own = new Customer(new CustomerId("own"), "Own", Tier.GOLD, true, new AgentId("anna"), Map.of());
        return Scenario.given().knows("1", own).readyAt("anna", "101").readyAt("bert", "102");
    }

    /** Anna is the only one at work, and talks. */
    private static Scenario busy() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        return story.calls("first", "99").talks("first", "anna");
    }

    private static Scenario asked() {
        return busy().calls("c1", "13800001234", "3000");
    }

    private static Scenario waiting() {
        return asked().presses("c1", '1');
    }

    // ---- own manager

    @Test
    void takesCustomersToTheirOwnManagerWhoIsFree() {
        Scenario story = given().calls("c1", "1", "3000");
        assertThat(story.offeree("c1")).isEqualTo("anna");
        assertThat(story.call("c1").ivrPath()).containsExactly("identify", "manager", "queue");
    }

    @Test
    void tellsCustomersThatTheirManagerIsBusyBeforeTheTeamServesThem() {
        Scenario story = given().calls("c0", "1", "3000").talks("c0", "anna").calls("c1", "1", "3000");
        assertThat(story.prompts()).containsExactly("your-manager-is-busy");
        assertThat(story.promptsEnd("c1").offeree("c1")).isEqualTo("bert");
    }

    @Test
    void goesOnForCustomersWhoseManagerIsNotAtWork() {
        Scenario story = given();
        story.commands("anna", new AgentCommand.LogOut()).calls("c1", "1", "3000");
        assertThat(story.call("c1").ivrPath()).containsExactly("identify", "manager", "ask", "queue");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    // ---- will you wait?

    @Test
    void asksNobodyForWhomAnAgentIsFree() {
        Scenario story = given().calls("c1", "2", "3000");
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void asksWhetherToWaitWhenAllAreBusyAndTellsPositionAndMinutes() {
        assertThat(asked().prompts()).containsExactly("all-busy", "digits/1", "minutes", "digits/3");
    }

    @Test
    void countsThoseAheadInThePositionItTells() {
        Scenario story = waiting().calls("c2", "2", "3000");
        assertThat(story.prompts()).containsExactly("all-busy", "digits/2", "minutes", "digits/6");
    }

    @Test
    void queuesWhoWantsToWait() {
        Scenario story = waiting();
        assertThat(story.waits("c1")).isTrue();
    }

    @Test
    void doesNotAskWhenTheQueueIsWithoutAgents() {
        Scenario story = Scenario.given().calls("c1", "2", "3000");
        assertThat(story.cleared()).containsExactly("c1");
        assertThat(story.hangsUp("c1").record().result()).isEqualTo(CallResult.NO_AGENTS);
    }

    // ---- announcements

    @Test
    void announcesThePositionAfterAWhileAndBringsTheMusicBack() {
        Scenario story = waiting();
        assertThat(story.advance(SECOND.multipliedBy(10).minusMillis(1)).prompts())
                .isEmpty();
        assertThat(story.advance(Duration.ofMillis(1)).prompts()).containsExactly("you-are", "digits/1");
        story.promptsEnd("c1");
        assertThat(story.requests(PbxRequest.StartMusic.class)).hasSize(1);
        assertThat(story.advance(SECOND.multipliedBy(30)).prompts()).containsExactly("you-are", "digits/1");
    }

    @Test
    void estimatesTheWaitByTheTimesBetweenAnswers() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .calls("a", "91")
                .calls("b", "92")
                .calls("c", "93");
        story.talks("a", "anna");
        for (String next : new String[] {"b", "c"}) {
            String before = next.equals("b") ? "a" : "b";
            story.advance(SECOND.multipliedBy(60)).hangsUp(before).phoneCleared("anna");
            story.advance(DemoSite.WRAP_UP).talks(next, "anna");
        }
        // 90 s between two answers: two minutes, rounded up, for the first in line.
        story.calls("c1", "2", "3000");
        assertThat(story.prompts()).containsExactly("all-busy", "digits/1", "minutes", "digits/2");
    }

    @Test
    void announcesNothingToCallersWhoAreBeingJoined() {
        Scenario story = waiting();
        story.hangsUp("first").phoneCleared("anna").advance(DemoSite.WRAP_UP.minus(SECOND.multipliedBy(25)));
        story.promptsEnd("c1").commands("anna", new AgentCommand.EndWrapUp());
        story.pbxIsSilent().phoneAnswers("anna");
        assertThat(story.advance(SECOND.multipliedBy(4)).prompts()).isEmpty();
    }

    @Test
    void goesOnAnnouncingAfterTheLinkWasLost() {
        Scenario story = waiting().advance(SECOND.multipliedBy(10));
        RequestOutcome lost = new RequestOutcome.Failed(RequestOutcome.Reason.LINK_DOWN, "test");
        story.answer(story.promptsOn("c1"), lost).linkDown().linkUpWithAllLegs();
        assertThat(story.advance(SECOND.multipliedBy(30)).prompts()).containsExactly("you-are", "digits/1");
    }

    // ---- keys while waiting

    @Test
    void leavesTheQueueByAKeyAndComesBackAtTheSamePlace() {
        Scenario story = waiting()
                .advance(SECOND)
                .calls("c2", "2", "3000")
                .presses("c2", '1')
                .presses("c1", '9');
        assertThat(story.prompts()).containsExactly("information");
        assertThat(story.waits("c1")).isFalse();
        assertThat(story.ledger().count(QueueExit.WITHDRAWN)).isEqualTo(1);
        story.promptsEnd("c1").hangsUp("first").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void takesBackTheOfferThatRingsWhenTheCallerLeavesByAKey() {
        Scenario story = given().calls("c1", "2", "3000").presses("c1", '9');
        assertThat(story.events(QueueEvent.OfferEnded.class)).hasSize(1);
        assertThat(story.phoneCleared("anna").state("anna")).isEqualTo("READY");
    }

    @Test
    void ignoresOtherKeysWhileWaiting() {
        Scenario story = waiting().presses("c1", '5');
        assertThat(story.events(IvrEvent.class)).isEmpty();
        assertThat(story.waits("c1")).isTrue();
    }

    // ---- supervisors

    @Test
    void putsACallerToTheHeadOfTheLineOnASupervisorsWord() {
        Scenario story = waiting().calls("c2", "2", "3000").presses("c2", '1');
        story.when(move(story, "c2", "vip", true));
        assertThat(story.replied()).isEqualTo("OK");
        story.hangsUp("first").phoneCleared("anna").advance(DemoSite.WRAP_UP);
        assertThat(story.offeree("c2")).isEqualTo("anna");
        assertThat(story.events(QueueEvent.OfferMade.class).get(0).explanation().overtaking())
                .isEqualTo(Overtaking.SUPERVISOR_MOVE);
    }

    @Test
    void countsAMovedCallerInBothQueues() {
        Scenario story = waiting().readyAt("emil", "105");
        story.when(move(story, "c1", "general", false));
        assertThat(story.offeree("c1")).isEqualTo("emil");
        assertThat(story.ledger().count(QueueExit.MOVED)).isEqualTo(1);
        assertThat(story.engine.queues().ledgers()).allMatch(QueueLedger::balances);
        assertThat(story.talks("c1", "emil")
                        .hangsUp("c1")
                        .phoneCleared("emil")
                        .advance(DemoSite.WRAP_UP)
                        .record())
                .satisfies(record -> assertThat(record.queue()).isEqualTo(DemoSite.GENERAL));
    }

    @Test
    void refusesToMoveCallersWhoDoNotWaitOrRingOrToAnUnknownQueue() {
        Scenario story = given().calls("c1", "2", "3000");
        assertThat(story.when(move(story, "c1", "vip", true)).replied()).isEqualTo("WRONG_STATE");
        assertThat(story.when(move(story, "c1", "nowhere", true)).replied()).isEqualTo("UNKNOWN_QUEUE");
        story.talks("c1", "anna");
        assertThat(story.when(move(story, "c1", "vip", true)).replied()).isEqualTo("NO_SUCH_CALL");
    }

    private static Input move(Scenario story, String leg, String queue, boolean toHead) {
        return new Input.SupervisorCommanded(
                "sue", new SupervisorCommand.MoveCaller(story.id(leg), new QueueId(queue), toHead));
    }

    // ---- call-backs are asked for

    @Test
    void notesACallBackForWhoDoesNotWantToWait() {
        Scenario story = asked().presses("c1", '2');
        assertThat(story.prompts()).containsExactly("noted");
        assertThat(story.events(CallBackEvent.CallBackRequested.class)).hasSize(1);
        story.promptsEnd("c1").hangsUp("c1");
        assertThat(story.record().result()).isEqualTo(CallResult.CALLBACK_REQUESTED);
    }

    @Test
    void leavesTheQueueAsCallbackRequestedByTheKeyForACallBack() {
        Scenario story = waiting().presses("c1", '2');
        assertThat(story.ledger().count(QueueExit.CALLBACK_REQUESTED)).isEqualTo(1);
        assertThat(story.prompts()).containsExactly("noted");
    }

    @Test
    void asksCallersWithoutANumberWhereToCallThem() {
        Scenario story = busy().calls("c1", "", "3000").presses("c1", '2');
        assertThat(story.prompts()).containsExactly("which");
        story.types("c1", "13900005678#").promptsEnd("c1").hangsUp("c1");
        assertThat(story.engine.callBacks().all()).singleElement().satisfies(callBack -> assertThat(callBack.number())
                .isEqualTo("13900005678"));
    }

    @Test
    void notesTheSameNumberOnce() {
        Scenario story =
                asked().calls("c2", "13800001234", "3000").presses("c1", '2').presses("c2", '2');
        assertThat(story.prompts()).containsExactly("noted");
        assertThat(story.engine.callBacks().all()).hasSize(1);
    }
}
