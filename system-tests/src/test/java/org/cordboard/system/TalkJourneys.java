package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BEN;
import static org.cordboard.system.ContractSite.FIRST_DESK;
import static org.cordboard.system.ContractSite.REFUSAL;
import static org.cordboard.system.ContractSite.SECOND_DESK;

import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ClientMessage.Hold;
import org.cordboard.protocol.ClientMessage.Retrieve;
import org.cordboard.protocol.ClientMessage.TransferToNode;
import org.cordboard.protocol.ClientMessage.TransferToQueue;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What agents do with a customer they talk with: hold, retrieve, send elsewhere. */
abstract class TalkJourneys extends DialJourneys {

    @Test
    void holdsTheCustomerWithMusicAndRetrievesThem() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);

        customer.listenFromNow();
        hold(anna, customer, phone);
        await("the customer hears music", customer::hearsMusic);

        anna.retrieve();
        talking(customer, anna, phone);
        finish(customer, anna);
        assertThat(phone.rings()).isEqualTo(1);
        assertThat(onlyRecord().result()).isEqualTo(CallResult.ANSWERED);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void freesTheAgentWhenTheCustomerOnHoldHangsUp() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        hold(anna, customer, phone);
        finish(customer, anna);
        assertThat(phone.talking()).isFalse();
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void letsTheTreeHaveTheLastWordWhenTheAgentHangsUpOnACustomerOnHold() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        hold(anna, customer, phone);
        anna.hangUp();
        wrapUp(anna, SOON);
        await("the customer's call is over", customer::over);
        assertThat(customer.wasEndedByOtherSide()).isTrue();
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void keepsTheCustomerOnHoldWhileLinkIsCutAndRetrievesThemAfterwards() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        hold(anna, customer, phone);

        world.cutLink();
        awaitLink(anna, false);
        pass(GAP);
        customer.listenFromNow();
        world.mendLink();
        awaitLink(anna, true);
        await("the customer hears music again", customer::hearsMusic);

        anna.retrieve();
        talking(customer, anna, phone);
        finish(customer, anna);
        assertThat(onlyRecord().inferred()).isFalse();
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void refusesToHoldTwiceAndToHoldWhereNobodyIs() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        assertThat(refusal(anna, new Retrieve(anna.nextId(), anna.callId()))).isEqualTo(ErrorCode.WRONG_STATE);
        hold(anna, customer, phone);
        assertThat(refusal(anna, new Hold(anna.nextId(), anna.callId()))).isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(refusal(anna, new Hold(anna.nextId(), "no-such-call"))).isEqualTo(ErrorCode.NO_SUCH_CALL);
        finish(customer, anna);
    }

    @Test
    void sendsTheCustomerToAnotherQueueWhereTheNextAgentTalksWithThem() {
        DeskPhone first = phone(FIRST_DESK, ANSWERS);
        DeskPhone second = phone(SECOND_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, first);
        Seat ben = readySeat(BEN, SECOND_DESK);
        String call = anna.callId();

        anna.transferToQueue(ContractSite.QUEUE.value());
        talking(customer, ben, second);
        assertThat(ben.callId()).isEqualTo(call);
        await("the first phone is free", () -> !first.talking());
        wrapUp(anna, SOON);
        assertThat(anna.heard(Event.CallEnded.class))
                .extracting(Event.CallEnded::result)
                .containsOnlyNulls();
        finish(customer, ben);
        assertThat(onlyRecord().agent()).isEqualTo(new AgentId(BEN));
    }

    @Test
    void sendsACustomerOnHoldToANodeOfTheTree() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        hold(anna, customer, phone);
        assertThat(refusal(anna, new TransferToNode(anna.nextId(), anna.callId(), "no-such-node")))
                .isEqualTo(ErrorCode.UNKNOWN_NODE);
        assertThat(refusal(anna, new TransferToQueue(anna.nextId(), anna.callId(), "no-such-queue")))
                .isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        customer.listenFromNow();
        anna.transferToNode("refuse");
        wrapUp(anna, SOON);
        await("the customer hears the node's prompt", () -> customer.hears(REFUSAL));
        await("the customer's call is over", customer::over);
        assertBooks(CallResult.ANSWERED, 1);
    }

    static @Nullable ErrorCode refusal(Seat seat, ClientMessage.Command command) {
        return seat.ask(command) instanceof Answer.Refused refused ? refused.code() : null;
    }

    private void hold(Seat seat, CustomerCall customer, DeskPhone phone) {
        seat.hold();
        await("the customer is on hold", () -> seat.phoneIs(LegState.HELD));
        await("the two do not hear each other", () -> !world.talkTogether(customer, phone));
    }
}
