package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BEN;
import static org.cordboard.system.ContractSite.FIRST_DESK;
import static org.cordboard.system.ContractSite.SECOND_DESK;

import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.cordboard.protocol.OfferEnd;
import org.junit.jupiter.api.Test;

/** Colleagues who are asked into a call: consultation, alternation, completion and conference, and who hangs up in them. */
abstract class ConsultJourneys extends TalkJourneys {

    private DeskPhone first;
    private DeskPhone second;
    private Seat anna;
    private Seat ben;

    @Test
    void leavesTheCustomerWithTheColleagueWhoWasConsulted() {
        CustomerCall customer = consulting();
        assertThat(ben.heard(Event.OfferMade.class)
                        .getLast()
                        .offer()
                        .invitation()
                        .agentId())
                .isEqualTo(ANNA);
        anna.completeTransfer();
        talking(customer, ben, second);
        wrapUp(anna, SOON);
        finish(customer, ben);
        assertThat(onlyRecord().agent()).isEqualTo(new AgentId(BEN));
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void alternatesBetweenCustomerAndColleagueAndSendsTheColleagueAway() {
        CustomerCall customer = consulting();
        anna.alternate();
        talking(customer, anna, first);
        await("the colleague is on hold", () -> ben.phoneIs(LegState.HELD));
        customer.listenFromNow();
        anna.alternate();
        agentsTalk();
        await("the customer hears music", customer::hearsMusic);
        anna.cancelConsultation();
        talking(customer, anna, first);
        await("the colleague is ready again", () -> ben.is(AgentState.READY));
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void hasAllThreeHearEachOtherUntilOneLeaves() {
        CustomerCall customer = consulting();
        anna.conference();
        allThreeTalk(customer);
        anna.hangUp();
        wrapUp(anna, SOON);
        talking(customer, ben, second);
        finish(customer, ben);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void invitesAColleagueIntoTheTalkAndDropsThemAgain() {
        CustomerCall customer = talkingWithAnna();
        anna.invite(BEN);
        allThreeTalk(customer);
        anna.drop(BEN);
        await("the colleague's telephone is free", () -> !second.talking());
        talking(customer, anna, first);
        wrapUp(ben, SOON);
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void leavesTheTwoWithEachOtherWhenTheAgentHangsUpInTheConsultation() {
        CustomerCall customer = consulting();
        anna.hangUp();
        talking(customer, ben, second);
        wrapUp(anna, SOON);
        finish(customer, ben);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void keepsTheCustomerOnHoldWhenTheColleagueHangsUpInTheConsultation() {
        CustomerCall customer = consulting();
        second.hangUp();
        await("the colleague is ready again", () -> ben.is(AgentState.READY));
        await("the agent is on hold", () -> anna.phoneIs(LegState.HELD));
        anna.retrieve();
        talking(customer, anna, first);
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void freesBothAgentsWhenTheCustomerHangsUpInTheConsultation() {
        CustomerCall customer = consulting();
        finish(customer, anna);
        await("the colleague is ready again", () -> ben.is(AgentState.READY));
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void saysWhenTheColleagueDeclinesAndGoesBackToTheCustomer() {
        CustomerCall customer = talkingWithAnna();
        second.behave(new DeskPhone.Behaviour.Declines());
        anna.consult(BEN);
        await("the agent is told", () -> !anna.heard(Event.InvitationEnded.class)
                .isEmpty());
        assertThat(anna.heard(Event.InvitationEnded.class).getFirst().end()).isEqualTo(OfferEnd.REJECTED);
        await("the colleague is ready again", () -> ben.is(AgentState.READY));
        anna.retrieve();
        talking(customer, anna, first);
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void sendsTheCustomerBackToTheQueueWhenNobodyIsLeftAndTheColleagueDeclines() {
        CustomerCall customer = talkingWithAnna();
        second.behave(new DeskPhone.Behaviour.Declines());
        anna.transferToAgent(BEN);
        await(
                "the colleague has declined, and declines the queue's offer as well",
                () -> ends(ben).size() == 2);
        assertThat(ends(ben)).containsOnly(OfferEnd.REJECTED);
        await("the agent wraps up", () -> anna.is(AgentState.WRAP_UP));
        anna.endWrapUp();
        talking(customer, anna, first);
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void sendsTheCustomerToOneColleague() {
        CustomerCall customer = talkingWithAnna();
        anna.transferToAgent(BEN);
        talking(customer, ben, second);
        wrapUp(anna, SOON);
        finish(customer, ben);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void goesOnWithTheConsultationWhenTheLinkIsBack() {
        CustomerCall customer = consulting();
        world.cutLink();
        awaitLink(anna, false);
        pass(GAP);
        world.mendLink();
        awaitLink(anna, true);
        anna.conference();
        allThreeTalk(customer);
        world.cutLink();
        awaitLink(anna, false);
        first.hangUp();
        pass(GAP);
        world.mendLink();
        awaitLink(ben, true);
        talking(customer, ben, second);
        wrapUp(anna, LATER);
        finish(customer, ben);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void refusesToAskWhoIsNotThere() {
        CustomerCall customer = talkingWithAnna();
        String call = anna.callId();
        assertThat(refusal(anna, new ClientMessage.Consult(anna.nextId(), call, "nobody")))
                .isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertThat(refusal(anna, new ClientMessage.Consult(anna.nextId(), call, ANNA)))
                .isEqualTo(ErrorCode.NOT_AVAILABLE);
        assertThat(refusal(anna, new ClientMessage.Alternate(anna.nextId(), call)))
                .isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(refusal(ben, new ClientMessage.Conference(ben.nextId(), call)))
                .isEqualTo(ErrorCode.NO_SUCH_CALL);
        finish(customer, anna);
    }

    private void agentsTalk() {
        await("the agents hear each other", () -> world.talkAmongThemselves(first, second) && bothAreConnected());
    }

    private void allThreeTalk(CustomerCall customer) {
        await("all three hear each other", () -> world.talkTogether(customer, first, second) && bothAreConnected());
    }

    /** As their screens say. */
    private boolean bothAreConnected() {
        return anna.phoneIs(LegState.CONNECTED) && ben.phoneIs(LegState.CONNECTED);
    }

    private CustomerCall talkingWithAnna() {
        first = phone(FIRST_DESK, ANSWERS);
        second = phone(SECOND_DESK, ANSWERS);
        anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, first);
        ben = readySeat(BEN, SECOND_DESK);
        return customer;
    }

    /** Anna and Ben talk with each other, and the customer is on hold. */
    private CustomerCall consulting() {
        CustomerCall customer = talkingWithAnna();
        customer.listenFromNow();
        anna.consult(BEN);
        agentsTalk();
        await("the customer hears music", customer::hearsMusic);
        assertThat(world.talkTogether(customer, first)).isFalse();
        return customer;
    }
}
