package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BEN;
import static org.cordboard.system.ContractSite.FIRST_DESK;
import static org.cordboard.system.ContractSite.REFUSAL;
import static org.cordboard.system.ContractSite.SECOND_DESK;

import java.time.Duration;
import java.util.Map;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ClientMessage.Hold;
import org.cordboard.protocol.ClientMessage.Mute;
import org.cordboard.protocol.ClientMessage.Retrieve;
import org.cordboard.protocol.ClientMessage.SendDigits;
import org.cordboard.protocol.ClientMessage.SetCallData;
import org.cordboard.protocol.ClientMessage.TransferToNode;
import org.cordboard.protocol.ClientMessage.TransferToQueue;
import org.cordboard.protocol.ClientMessage.Unmute;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What agents do in a talk: hold, retrieve, digits, mute, send the customer elsewhere. */
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
    void letsTheCustomersSideHearTheAgentsDigits() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        assertThat(refusal(anna, new SendDigits(anna.nextId(), anna.callId(), "12E")))
                .isEqualTo(ErrorCode.INVALID_DIGITS);
        anna.sendDigits("1122*#0A");
        await("the digits are heard", () -> customer.keysHeard().equals("1122*#0A"));
        talking(customer, anna, phone);
        hold(anna, customer, phone);
        assertThat(refusal(anna, new SendDigits(anna.nextId(), anna.callId(), "1")))
                .isEqualTo(ErrorCode.WRONG_STATE);
        finish(customer, anna);
        assertThat(customer.keysHeard()).isEqualTo("1122*#0A");
        assertThat(anna.heard(Event.Notice.class)).isEmpty();
    }

    @Test
    void sendsNoDigitsAfterAGapThatWereToBeSentBefore() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        anna.sendDigits("1".repeat(32));
        world.cutLink();
        awaitLink(anna, false);
        pass(GAP);
        world.mendLink();
        awaitLink(anna, true);
        int heard = customer.keysHeard().length();
        anna.sendDigits("#");
        await("the next digits are heard", () -> customer.keysHeard().endsWith("#"));
        assertThat(customer.keysHeard()).hasSize(heard + 1).hasSizeLessThan(32);
        assertThat(anna.heard(Event.Notice.class)).hasSize(1);
        finish(customer, anna);
    }

    @Test
    void letsNobodyHearTheAgentWhoIsMutedUntilTheyAreUnmuted() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = speaking(anna, phone);
        anna.mute();
        await("the customer does not hear the agent", () -> !customer.hearsVoice());
        assertThat(anna.muted()).isTrue();
        assertThat(phone.hearsVoice()).isTrue();
        assertThat(refusal(anna, new Mute(anna.nextId(), anna.callId()))).isEqualTo(ErrorCode.WRONG_STATE);

        hold(anna, customer, phone);
        anna.retrieve();
        talking(customer, anna, phone);
        assertSilent(anna, customer, phone);

        anna.unmute();
        await("the customer hears the agent again", customer::hearsVoice);
        assertThat(anna.muted()).isFalse();
        finish(customer, anna);
    }

    @Test
    void keepsTheAgentMutedWhileTheLinkIsCut() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = speaking(anna, phone);
        anna.mute();
        await("the customer does not hear the agent", () -> !customer.hearsVoice());
        world.cutLink();
        awaitLink(anna, false);
        assertThat(refusal(anna, new Unmute(anna.nextId(), anna.callId()))).isEqualTo(ErrorCode.LINK_DOWN);
        pass(GAP);
        world.mendLink();
        awaitLink(anna, true);
        assertSilent(anna, customer, phone);
        anna.unmute();
        await("the customer hears the agent again", customer::hearsVoice);
        finish(customer, anna);
    }

    /** Li Wei and the agent talk, and hear each other. */
    CustomerCall speaking(Seat seat, DeskPhone phone) {
        CustomerCall customer = liWeiTalksTo(seat, phone);
        customer.speak();
        await("the agent hears the customer", phone::hearsVoice);
        phone.speak();
        await("the customer hears the agent", customer::hearsVoice);
        return customer;
    }

    /** The agent stays muted, and nothing of them comes through. */
    private void assertSilent(Seat seat, CustomerCall customer, DeskPhone phone) {
        await("the agent hears the customer", phone::hearsVoice);
        pass(Duration.ofMillis(500));
        assertThat(customer.hearsVoice()).isFalse();
        assertThat(seat.muted()).isTrue();
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
    void takesWhatTheAgentSetOnTheCallToTheNextAgentAndIntoTheRecord() {
        DeskPhone first = phone(FIRST_DESK, ANSWERS);
        DeskPhone second = phone(SECOND_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, first);
        anna.set("topic", "delivery");
        anna.set("order.no", "B-20417");
        anna.set("topic", "");
        assertThat(refusal(anna, new SetCallData(anna.nextId(), anna.callId(), "two words", "x")))
                .isEqualTo(ErrorCode.INVALID_FIELD);
        Seat ben = readySeat(BEN, SECOND_DESK);

        anna.transferToQueue(ContractSite.QUEUE.value());
        talking(customer, ben, second);
        assertThat(ben.offers().getLast().data()).isEqualTo(Map.of("order.no", "B-20417"));
        ben.set("promised", "tomorrow");
        wrapUp(anna, SOON);
        finish(customer, ben);
        assertThat(ben.heard(Event.CallDataChanged.class))
                .extracting(Event.CallDataChanged::name, Event.CallDataChanged::value, Event.CallDataChanged::by)
                .containsExactly(tuple("promised", "tomorrow", BEN));
        assertThat(onlyRecord().data()).isEqualTo(Map.of("order.no", "B-20417", "promised", "tomorrow"));
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

    void hold(Seat seat, CustomerCall customer, DeskPhone phone) {
        seat.hold();
        await("the customer is on hold", () -> seat.phoneIs(LegState.HELD));
        await("the two do not hear each other", () -> !world.talkTogether(customer, phone));
    }
}
