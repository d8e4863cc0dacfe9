package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BY_BROKEN_TRUNK;
import static org.cordboard.system.ContractSite.FIRST_DESK;
import static org.cordboard.system.ContractSite.HOTLINE;
import static org.cordboard.system.ContractSite.PREMIUM;
import static org.cordboard.system.ContractSite.TRUNK;
import static org.cordboard.system.ContractSite.WANG_FANG;

import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage.Dial;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.OutgoingCall;
import org.junit.jupiter.api.Test;

/** Agents who dial. */
abstract class DialJourneys extends JourneySteps {

    private static final int USER_BUSY = 17;
    private static final int NO_ANSWER = 19;

    @Test
    void dialsACustomerWhoAnswers() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        DeskPhone customers = customersPhone(WANG_FANG, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        anna.dial(WANG_FANG);
        talking(anna, phone, customers);

        OutgoingCall shown = anna.heard(Event.CallOutgoing.class).getLast().call();
        assertThat(shown.number()).isEqualTo(WANG_FANG);
        assertThat(shown.customer()).isNotNull().satisfies(found -> assertThat(found.name())
                .isEqualTo("Wang Fang"));
        customers.hangUp();
        wrapUp(anna, SOON);
        assertThat(anna.states())
                .containsExactly(
                        AgentState.READY, AgentState.RESERVED, AgentState.BUSY, AgentState.WRAP_UP, AgentState.READY);
        CallRecord record = onlyRecord();
        assertThat(record.caller()).isEqualTo(WANG_FANG);
        assertThat(record.agent()).hasToString(ANNA);
        assertThat(record.trunk()).hasToString(TRUNK);
        assertDialled(CallResult.ANSWERED);
    }

    @Test
    void releasesTheCustomerWhomTheyDialledWhenTheAgentHangsUp() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        DeskPhone customers = customersPhone(WANG_FANG, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        anna.dial(WANG_FANG);
        talking(anna, phone, customers);

        anna.hangUp();
        await("the customer is released", () -> !customers.talking());
        wrapUp(anna, SOON);
        assertDialled(CallResult.ANSWERED);
    }

    @Test
    void isNotReadyAgainAfterwardsAndKeepsThatTheCustomerWasBusy() {
        phone(FIRST_DESK, ANSWERS);
        customersPhone(WANG_FANG, new DeskPhone.Behaviour.IsBusy());
        Seat anna = world.seat(ANNA, FIRST_DESK);

        anna.dial(WANG_FANG);
        await("the agent wraps up", () -> anna.is(AgentState.WRAP_UP));
        anna.endWrapUp();
        await("the agent is as before", () -> anna.isNotReady("LOGGED_IN"));

        Event.CallEnded told = anna.heard(Event.CallEnded.class).getFirst();
        assertThat(told.cause()).isEqualTo(USER_BUSY);
        assertThat(onlyRecord().cause().code()).isEqualTo(USER_BUSY);
        assertDialled(CallResult.NOT_REACHED);
    }

    @Test
    void endsWhenTheCustomerDoesNotAnswer() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        customersPhone(WANG_FANG, new DeskPhone.Behaviour.RingsOn());
        Seat anna = readySeat(ANNA, FIRST_DESK);

        anna.dial(WANG_FANG);
        wrapUp(anna, LATER);

        assertThat(phone.talking()).isFalse();
        assertThat(onlyRecord().cause().code()).isEqualTo(NO_ANSWER);
        assertDialled(CallResult.NOT_REACHED);
    }

    @Test
    void stopsRingingTheCustomerWhenTheAgentThinksBetterOfIt() {
        phone(FIRST_DESK, ANSWERS);
        DeskPhone customers = customersPhone(WANG_FANG, new DeskPhone.Behaviour.RingsOn());
        Seat anna = readySeat(ANNA, FIRST_DESK);

        anna.dial(WANG_FANG);
        await("the customer's telephone rings", () -> customers.rings() == 1);
        anna.hangUp();
        wrapUp(anna, SOON);
        assertDialled(CallResult.NOT_REACHED);
    }

    @Test
    void isReadyAgainWhoDoesNotAnswerTheirOwnTelephone() {
        DeskPhone phone = phone(FIRST_DESK, new DeskPhone.Behaviour.RingsOn());
        DeskPhone customers = customersPhone(WANG_FANG, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        anna.dial(WANG_FANG);
        await("the agent's telephone rings", () -> phone.rings() == 1);
        await("the agent is ready again", LATER, () -> anna.is(AgentState.READY));
        assertThat(customers.rings()).isZero();
        assertDialled(CallResult.NOT_REACHED);
    }

    @Test
    void goesOverTheNextTrunkWhenTheFirstDoesNotWork() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        DeskPhone customers = customersPhone(BY_BROKEN_TRUNK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        anna.dial(BY_BROKEN_TRUNK);
        talking(anna, phone, customers);
        customers.hangUp();
        wrapUp(anna, SOON);
        assertThat(onlyRecord().trunk()).hasToString(TRUNK);
        assertDialled(CallResult.ANSWERED);
    }

    @Test
    void goesOnTalkingWithWhomTheyDialledWhileTheLinkIsCut() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        DeskPhone customers = customersPhone(WANG_FANG, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        anna.dial(WANG_FANG);
        talking(anna, phone, customers);

        world.cutLink();
        awaitLink(anna, false);
        pass(GAP);
        assertThat(phone.talking()).isTrue();
        world.mendLink();
        awaitLink(anna, true);
        assertThat(anna.talks()).isTrue();
        customers.hangUp();
        wrapUp(anna, SOON);
        assertThat(onlyRecord().inferred()).isFalse();
        assertDialled(CallResult.ANSWERED);
    }

    @Test
    void refusesNumbersThatAreForbiddenOrLeadNowhere() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        assertThat(refusal(anna, PREMIUM + "12345")).isEqualTo(ErrorCode.FORBIDDEN_NUMBER);
        assertThat(refusal(anna, HOTLINE)).isEqualTo(ErrorCode.FORBIDDEN_NUMBER);
        assertThat(refusal(anna, "5551234")).isEqualTo(ErrorCode.NO_ROUTE);
        assertThat(refusal(anna, "nobody")).isEqualTo(ErrorCode.BAD_NUMBER);
        assertThat(anna.is(AgentState.READY)).isTrue();
        assertThat(phone.rings()).isZero();
        assertThat(world.ledger().dialled()).isZero();
    }

    private static ErrorCode refusal(Seat seat, String number) {
        return seat.ask(new Dial(seat.nextId(), number)) instanceof Answer.Refused refused
                ? refused.code()
                : ErrorCode.INTERNAL;
    }

    private DeskPhone customersPhone(String number, DeskPhone.Behaviour behaviour) {
        DeskPhone customers = world.customersPhone(number);
        customers.behave(behaviour);
        return customers;
    }

    private void talking(Seat seat, DeskPhone phone, DeskPhone customers) {
        await(
                seat.agent() + " talks to whom they dialled",
                () -> seat.talks() && phone.talking() && customers.talking());
    }

    /** One call that an agent dialled, and no other. */
    private void assertDialled(CallResult result) {
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(result);
        assertThat(record.direction()).isEqualTo(CallDirection.OUTBOUND);
        assertThat(record.queue()).isNull();
        await("all calls are closed", () -> world.ledger().open() == 0);
        assertThat(world.ledger().balances()).as("%s", world.ledger()).isTrue();
        assertThat(world.ledger().dialled()).isEqualTo(1);
        assertThat(world.ledger().arrived()).isZero();
    }
}
