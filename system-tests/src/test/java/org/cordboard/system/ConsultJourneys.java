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
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OfferEnd;
import org.junit.jupiter.api.Test;

/** Colleagues who are asked into a call: consultation, alternation, completion and conference, and who hangs up in them. */
abstract class ConsultJourneys extends TalkJourneys {

    /** Who takes part: two agents at their telephones, and the customer of the first. */
    private record Talk(CustomerCall customer, DeskPhone first, DeskPhone second, Seat anna, Seat ben) {

        /** As their screens say. */
        boolean bothAreConnected() {
            return anna.phoneIs(LegState.CONNECTED) && ben.phoneIs(LegState.CONNECTED);
        }
    }

    @Test
    void leavesTheCustomerWithTheColleagueWhoWasConsulted() {
        Talk talk = consulting();
        Event.OfferMade made = talk.ben().heard(Event.OfferMade.class).getLast();
        assertThat(made.offer().invitation()).isEqualTo(new Offer.Invitation(ANNA, "CONSULT"));
        talk.anna().completeTransfer();
        talking(talk.customer(), talk.ben(), talk.second());
        wrapUp(talk.anna(), SOON);
        finish(talk.customer(), talk.ben());
        assertThat(onlyRecord().agent()).isEqualTo(new AgentId(BEN));
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void alternatesBetweenCustomerAndColleagueAndSendsTheColleagueAway() {
        Talk talk = consulting();
        talk.anna().alternate();
        talking(talk.customer(), talk.anna(), talk.first());
        await("the colleague is on hold", () -> talk.ben().phoneIs(LegState.HELD));
        talk.customer().listenFromNow();
        talk.anna().alternate();
        agentsTalk(talk);
        await("the customer hears music", talk.customer()::hearsMusic);
        talk.anna().cancelConsultation();
        talking(talk.customer(), talk.anna(), talk.first());
        await("the colleague is ready again", () -> talk.ben().is(AgentState.READY));
        finish(talk.customer(), talk.anna());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void hasAllThreeHearEachOtherUntilOneLeaves() {
        Talk talk = consulting();
        talk.anna().conference();
        allThreeTalk(talk);
        talk.anna().hangUp();
        wrapUp(talk.anna(), SOON);
        talking(talk.customer(), talk.ben(), talk.second());
        finish(talk.customer(), talk.ben());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void invitesAColleagueIntoTheTalkAndDropsThemAgain() {
        Talk talk = talkingWithAnna();
        talk.anna().invite(BEN);
        allThreeTalk(talk);
        talk.anna().drop(BEN);
        await("the colleague's telephone is free", () -> !talk.second().talking());
        talking(talk.customer(), talk.anna(), talk.first());
        wrapUp(talk.ben(), SOON);
        finish(talk.customer(), talk.anna());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void leavesTheTwoWithEachOtherWhenTheAgentHangsUpInTheConsultation() {
        Talk talk = consulting();
        talk.anna().hangUp();
        talking(talk.customer(), talk.ben(), talk.second());
        wrapUp(talk.anna(), SOON);
        finish(talk.customer(), talk.ben());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void keepsTheCustomerOnHoldWhenTheColleagueHangsUpInTheConsultation() {
        Talk talk = consulting();
        talk.second().hangUp();
        await("the colleague is ready again", () -> talk.ben().is(AgentState.READY));
        await("the agent is on hold", () -> talk.anna().phoneIs(LegState.HELD));
        talk.anna().retrieve();
        talking(talk.customer(), talk.anna(), talk.first());
        finish(talk.customer(), talk.anna());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void freesBothAgentsWhenTheCustomerHangsUpInTheConsultation() {
        Talk talk = consulting();
        finish(talk.customer(), talk.anna());
        await("the colleague is ready again", () -> talk.ben().is(AgentState.READY));
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void saysWhenTheColleagueDeclinesAndGoesBackToTheCustomer() {
        Talk talk = talkingWithAnna();
        talk.second().behave(new DeskPhone.Behaviour.Declines());
        talk.anna().consult(BEN);
        await(
                "the agent is told",
                () -> !talk.anna().heard(Event.InvitationEnded.class).isEmpty());
        assertThat(talk.anna().heard(Event.InvitationEnded.class).getFirst().end())
                .isEqualTo(OfferEnd.REJECTED);
        await("the colleague is ready again", () -> talk.ben().is(AgentState.READY));
        talk.anna().retrieve();
        talking(talk.customer(), talk.anna(), talk.first());
        finish(talk.customer(), talk.anna());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void sendsTheCustomerBackToTheQueueWhenNobodyIsLeftAndTheColleagueDeclines() {
        Talk talk = talkingWithAnna();
        talk.second().behave(new DeskPhone.Behaviour.Declines());
        talk.anna().transferToAgent(BEN);
        await(
                "the colleague has declined, and declines the queue's offer as well",
                () -> ends(talk.ben()).size() == 2);
        assertThat(ends(talk.ben())).containsOnly(OfferEnd.REJECTED);
        await("the agent wraps up", () -> talk.anna().is(AgentState.WRAP_UP));
        talk.anna().endWrapUp();
        talking(talk.customer(), talk.anna(), talk.first());
        finish(talk.customer(), talk.anna());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void sendsTheCustomerToOneColleague() {
        Talk talk = talkingWithAnna();
        talk.anna().transferToAgent(BEN);
        talking(talk.customer(), talk.ben(), talk.second());
        wrapUp(talk.anna(), SOON);
        finish(talk.customer(), talk.ben());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void goesOnWithTheConsultationWhenTheLinkIsBack() {
        Talk talk = consulting();
        world.cutLink();
        awaitLink(talk.anna(), false);
        pass(GAP);
        world.mendLink();
        awaitLink(talk.anna(), true);
        talk.anna().conference();
        allThreeTalk(talk);
        world.cutLink();
        awaitLink(talk.anna(), false);
        talk.first().hangUp();
        pass(GAP);
        world.mendLink();
        awaitLink(talk.ben(), true);
        talking(talk.customer(), talk.ben(), talk.second());
        wrapUp(talk.anna(), LATER);
        finish(talk.customer(), talk.ben());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void refusesToAskWhoIsNotThere() {
        Talk talk = talkingWithAnna();
        String call = talk.anna().callId();
        assertThat(refusal(talk.anna(), new ClientMessage.Consult(talk.anna().nextId(), call, "nobody")))
                .isEqualTo(ErrorCode.UNKNOWN_AGENT);
        assertThat(refusal(talk.anna(), new ClientMessage.Consult(talk.anna().nextId(), call, ANNA)))
                .isEqualTo(ErrorCode.NOT_AVAILABLE);
        assertThat(refusal(talk.anna(), new ClientMessage.Alternate(talk.anna().nextId(), call)))
                .isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(refusal(talk.ben(), new ClientMessage.Conference(talk.ben().nextId(), call)))
                .isEqualTo(ErrorCode.NO_SUCH_CALL);
        finish(talk.customer(), talk.anna());
    }

    private void agentsTalk(Talk talk) {
        await(
                "the agents hear each other",
                () -> world.talkAmongThemselves(talk.first(), talk.second()) && talk.bothAreConnected());
    }

    private void allThreeTalk(Talk talk) {
        await(
                "all three hear each other",
                () -> world.talkTogether(talk.customer(), talk.first(), talk.second()) && talk.bothAreConnected());
    }

    private Talk talkingWithAnna() {
        DeskPhone first = phone(FIRST_DESK, ANSWERS);
        DeskPhone second = phone(SECOND_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, first);
        Seat ben = readySeat(BEN, SECOND_DESK);
        return new Talk(customer, first, second, anna, ben);
    }

    /** Anna and Ben talk with each other, and the customer is on hold. */
    private Talk consulting() {
        Talk talk = talkingWithAnna();
        talk.customer().listenFromNow();
        talk.anna().consult(BEN);
        agentsTalk(talk);
        await("the customer hears music", talk.customer()::hearsMusic);
        assertThat(world.talkTogether(talk.customer(), talk.first())).isFalse();
        return talk;
    }
}
