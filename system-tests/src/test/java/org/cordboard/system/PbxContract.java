package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BEN;
import static org.cordboard.system.ContractSite.CLOSED;
import static org.cordboard.system.ContractSite.CUSTOMERS_ONLY;
import static org.cordboard.system.ContractSite.FIRST_DESK;
import static org.cordboard.system.ContractSite.GOODBYE;
import static org.cordboard.system.ContractSite.LI_WEI;
import static org.cordboard.system.ContractSite.REFUSAL;
import static org.cordboard.system.ContractSite.SECOND_DESK;
import static org.cordboard.system.ContractSite.SELF_SERVICE;
import static org.cordboard.system.ContractSite.SMALL;
import static org.cordboard.system.ContractSite.STRANGER;
import static org.cordboard.system.ContractSite.WAITING;
import static org.cordboard.system.ContractSite.WANG_FANG;
import static org.cordboard.system.ContractSite.WELCOME;
import static org.cordboard.system.ContractSite.WITHHELD;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OfferEnd;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.protocol.Tier;
import org.cordboard.server.site.Books;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The journeys of callers and agents that must go the same way on every PBX. A subclass says in which {@link World}. A journey
 * that fails prints what happened.
 */
abstract class PbxContract {

    /** Far longer than anything takes on an idle machine. */
    private static final Duration SOON = Duration.ofSeconds(20);

    /** For a link that comes back: the adapter tries again every five seconds at the latest. */
    private static final Duration LATER = Duration.ofSeconds(40);

    /** By then the PBX feels alone, unless the server goes on saying that it is there. */
    private static final Duration BEAT_LASTS = Duration.ofSeconds(5);

    private static final DeskPhone.Behaviour ANSWERS = new DeskPhone.Behaviour.Answers(Duration.ofMillis(500));

    private World world;

    @RegisterExtension
    final AfterTestExecutionCallback evidence = context -> {
        if (context.getExecutionException().isPresent()) {
            System.out.println("Evidence of " + context.getDisplayName() + ":\n" + world.evidence());
        }
    };

    abstract World open() throws Exception;

    @BeforeEach
    void openWorld() throws Exception {
        world = open();
    }

    @AfterEach
    void closeWorld() {
        if (world != null) {
            world.close();
        }
    }

    // ---- journeys

    @Test
    void showsIdentifiedCustomerBeforePhoneRingsAndBalancesBooks() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = liWeiTalksTo(anna, phone);

        assertScreenShowsLiWei(anna);
        assertThat(customer.hears(WELCOME)).isTrue();
        customer.hangUp();
        await("the agent wraps up", () -> anna.is(AgentState.WRAP_UP));
        anna.dispose("solved");
        anna.endWrapUp();
        await("the agent is ready again", () -> anna.is(AgentState.READY));

        assertThat(anna.states())
                .containsExactly(
                        AgentState.READY, AgentState.RESERVED, AgentState.BUSY, AgentState.WRAP_UP, AgentState.READY);
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ANSWERED);
        assertThat(record.agent()).isEqualTo(new AgentId(ANNA));
        assertThat(record.disposition()).isEqualTo("solved");
        assertThat(record.offers()).isEqualTo(1);
        assertThat(record.inferred()).isFalse();
        assertThat(record.cause().code()).isEqualTo(16);
        assertThat(times(record)).isSorted();
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void turnsUnknownCallerAwayPolitelyAndDisturbsNobody() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(STRANGER);

        assertRefused(customer, anna, phone);
    }

    @Test
    void treatsWithheldNumberAsUnknown() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(WITHHELD);

        assertRefused(customer, anna, phone);
        assertThat(onlyRecord().caller()).isEmpty();
    }

    @Test
    void countsCallerWhoHangsUpWhileWaitingAsAbandoned() {
        phone(FIRST_DESK, ANSWERS);
        Seat anna = world.seat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(LI_WEI);
        await("the caller waits", () -> waiting() == 1);
        customer.hangUp();

        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ABANDONED);
        assertThat(record.agent()).isNull();
        assertThat(anna.offers()).isEmpty();
        assertBooks(CallResult.ABANDONED, 1);
    }

    @Test
    void booksHangUpDuringAPromptAsItWasSeen() {
        CustomerCall customer = world.call(LI_WEI, SELF_SERVICE);
        await("the call is answered", customer::isAnswered);
        customer.hangUp();

        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ABANDONED_IN_IVR);
        // A real Asterisk gives no cause for who hangs up while an AGI command runs.
        assertThat(record.cause().code()).isIn(0, 16);
        assertThat(record.inferred()).isFalse();
        assertBooks(CallResult.ABANDONED_IN_IVR, 1);
    }

    @Test
    void withdrawsOfferWhenCallerHangsUpWhilePhoneRings() {
        DeskPhone phone = phone(FIRST_DESK, new DeskPhone.Behaviour.RingsOn());
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(LI_WEI);
        await("the phone rings", () -> phone.rings() == 1 && anna.phoneIs(LegState.ALERTING));
        customer.hangUp();
        await("the agent is ready again", () -> anna.is(AgentState.READY) && anna.phoneIs(LegState.CLEARED));

        assertThat(ends(anna)).containsExactly(OfferEnd.CALLER_GONE);
        assertThat(onlyRecord().result()).isEqualTo(CallResult.ABANDONED);
        assertBooks(CallResult.ABANDONED, 1);
    }

    @Test
    void offersCallToNextAgentWhenPhoneIsNotAnswered() {
        DeskPhone silent = phone(FIRST_DESK, new DeskPhone.Behaviour.RingsOn());
        DeskPhone answering = phone(SECOND_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        Seat ben = readySeat(BEN, SECOND_DESK);

        CustomerCall customer = liWeiTalksTo(ben, answering);

        assertThat(ends(anna)).containsExactly(OfferEnd.TIMED_OUT);
        assertThat(anna.isNotReady("NO_ANSWER")).isTrue();
        assertThat(silent.rings()).isEqualTo(1);
        assertServedBySecondAgent(customer, ben);
    }

    @Test
    void offersCallToNextAgentWhenPhoneDeclines() {
        DeskPhone declining = phone(FIRST_DESK, new DeskPhone.Behaviour.Declines());
        DeskPhone answering = phone(SECOND_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        Seat ben = readySeat(BEN, SECOND_DESK);

        CustomerCall customer = liWeiTalksTo(ben, answering);

        assertThat(ends(anna)).containsExactly(OfferEnd.REJECTED);
        assertThat(anna.isNotReady("REJECTED")).isTrue();
        assertThat(declining.rings()).isEqualTo(1);
        assertServedBySecondAgent(customer, ben);
    }

    @Test
    void saysGoodbyeToCallerWhoseAgentPutsPhoneDown() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);

        customer.listenFromNow();
        phone.hangUp();

        assertGoodbye(customer, anna);
    }

    @Test
    void saysGoodbyeToCallerWhoseAgentHangsUpAtDesktop() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);

        customer.listenFromNow();
        anna.hangUp();

        assertGoodbye(customer, anna);
        assertThat(phone.talking()).isFalse();
    }

    @Test
    void leavesCallersToPbxWhileServerIsAwayAndServesThemAfterwards() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        world.stopServer();
        await("the PBX feels alone", LATER, world::pbxFeelsAlone);
        CustomerCall lost = world.call(LI_WEI);
        await("the caller hears the announcement and is released", LATER, lost::over);
        assertThat(lost.heardFallback()).isTrue();
        assertThat(lost.isAnswered()).isFalse();
        assertThat(lost.wasEndedByOtherSide()).isTrue();

        world.startServer();
        await("the desktop is back", LATER, anna::canTakeCalls);
        pass(BEAT_LASTS);
        CustomerCall served = liWeiTalksTo(anna, phone);
        assertThat(phone.rings()).isEqualTo(1);
        finish(served, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void resumesLostDesktopWithoutMissingAnythingOrTouchingCall() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);

        comeBackAfter(anna, () -> {});
        assertThat(world.talkTogether(customer, phone)).isTrue();
        assertThat(anna.talks()).isTrue();

        comeBackAfter(anna, () -> {
            customer.hangUp();
            await("the call is over", customer::over);
        });
        wrapUp(anna, SOON);

        List<Long> numbers = anna.eventNumbers();
        assertThat(numbers)
                .containsExactlyElementsOf(LongStream.rangeClosed(numbers.getFirst(), numbers.getLast())
                        .boxed()
                        .toList());
        assertThat(anna.heard(ServerMessage.SessionOpened.class))
                .extracting(ServerMessage.SessionOpened::resumed)
                .containsExactly(false, true, true);
        assertThat(anna.heard(ServerMessage.Snapshot.class)).isEmpty();
        assertThat(anna.heard(Event.CallEnded.class)).hasSize(1);
        assertThat(onlyRecord().result()).isEqualTo(CallResult.ANSWERED);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void goesOnTalkingWhileLinkIsCut() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);

        world.cutLink();
        awaitLink(anna, false);
        await("the PBX feels alone", LATER, world::pbxFeelsAlone);
        assertThat(world.talkTogether(customer, phone)).isTrue();
        assertThat(anna.talks()).isTrue();

        world.mendLink();
        awaitLink(anna, true);
        assertThat(world.talkTogether(customer, phone)).isTrue();
        assertThat(anna.talks()).isTrue();
        finish(customer, anna);
        assertThat(onlyRecord().inferred()).isFalse();
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void closesCallThatEndedWhileLinkWasCut() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = liWeiTalksTo(anna, phone);

        world.cutLink();
        awaitLink(anna, false);
        customer.hangUp();
        await("the caller is gone", customer::over);
        world.mendLink();

        wrapUp(anna, LATER);
        assertThat(phone.talking()).isFalse();
        assertThat(onlyRecord().result()).isEqualTo(CallResult.ANSWERED);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void takesChoiceAndDigitsAndShowsAgentWhatIsNotSensitive() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(LI_WEI, SELF_SERVICE);
        await("the caller hears the menu", () -> customer.hears(WELCOME));
        customer.listenFromNow();
        customer.press("3");
        await("the caller is asked for the account", () -> customer.hears(REFUSAL));
        customer.press("55501#");
        customer.press("4711");
        talking(customer, anna, phone);

        Offer offer = anna.offers().getFirst();
        assertThat(offer.ivrPath()).containsExactly("menu", "account", "pin", "vip");
        assertThat(offer.collected()).containsExactly(Map.entry("account", "55501"), Map.entry("pin", "****"));
        finish(customer, anna);
        assertThat(onlyRecord().collected()).isEqualTo(offer.collected());
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void turnsStrangerAwayWithoutAnswering() {
        phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(STRANGER, CUSTOMERS_ONLY);
        await("the call is over", customer::over);

        assertThat(customer.isAnswered()).isFalse();
        assertThat(customer.hears(REFUSAL)).isTrue();
        assertThat(customer.wasEndedByOtherSide()).isTrue();
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ENDED_IN_IVR);
        assertThat(record.cause().code()).isEqualTo(21);
        assertThat(record.ivrPath()).containsExactly("identify", "sorry", "refuse");
        assertThat(anna.offers()).isEmpty();
        assertBooks(CallResult.ENDED_IN_IVR, 1);
    }

    @Test
    void answersCustomerWhenTreeSaysSo() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(LI_WEI, CUSTOMERS_ONLY);
        talking(customer, anna, phone);

        assertThat(anna.offers().getFirst().ivrPath()).containsExactly("identify", "answer", "vip");
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 1);
    }

    // ---- waiting and call-backs

    @Test
    void offersCustomerToTheirOwnManagerFirst() {
        DeskPhone other = phone(FIRST_DESK, ANSWERS);
        DeskPhone managers = phone(SECOND_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        Seat ben = readySeat(BEN, SECOND_DESK);

        CustomerCall customer = world.call(WANG_FANG, WAITING);
        talking(customer, ben, managers);

        Offer offer = ben.offers().getFirst();
        assertThat(offer.ivrPath()).containsExactly("identify", "manager", "vip");
        assertThat(offer.explanation().rule()).isEqualTo("OWN_MANAGER");
        assertThat(anna.offers()).isEmpty();
        assertThat(other.rings()).isZero();
        finish(customer, ben);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void givesCustomerWhoseManagerIsBusyToTheTeam() {
        DeskPhone others = phone(FIRST_DESK, ANSWERS);
        DeskPhone managers = phone(SECOND_DESK, ANSWERS);
        Seat ben = readySeat(BEN, SECOND_DESK);
        CustomerCall first = liWeiTalksTo(ben, managers);
        Seat anna = readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(WANG_FANG, WAITING);
        talking(customer, anna, others);

        assertThat(anna.offers().getFirst().ivrPath()).containsExactly("identify", "manager", "busy", "ask", "vip");
        finish(first, ben);
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 2);
    }

    @Test
    void servesHigherTierFirstWhenAllWereBusyAndCallersChoseToWait() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall first = world.call(STRANGER, SELF_SERVICE);
        await("the caller hears the menu", () -> first.hears(WELCOME));
        first.press("3");
        first.press("55501#");
        first.press("4711");
        talking(first, anna, phone);

        CustomerCall gold = choosesToWait(WANG_FANG, 1);
        CustomerCall diamond = choosesToWait(LI_WEI, 2);
        freeForTheNext(first, anna);
        talking(diamond, anna, phone);
        assertThat(gold.over()).isFalse();
        freeForTheNext(diamond, anna);
        talking(gold, anna, phone);
        finish(gold, anna);

        assertThat(anna.offers())
                .extracting(offer -> offer.caller().number())
                .containsExactly(STRANGER, LI_WEI, WANG_FANG);
        assertBooks(CallResult.ANSWERED, 3);
    }

    @Test
    void servesCallerWhoHeardTheirPositionWhileWaiting() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall first = liWeiTalksTo(anna, phone);

        CustomerCall customer = choosesToWait(WANG_FANG, 1);
        customer.listenFromNow();
        await("the caller hears the announcement", () -> customer.hears(GOODBYE));
        pass(Duration.ofSeconds(2));
        freeForTheNext(first, anna);
        talking(customer, anna, phone);
        finish(customer, anna);
        assertBooks(CallResult.ANSWERED, 2);
    }

    @Test
    void callsBackCustomerWhoDidNotWantToWait() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        DeskPhone customersPhone = world.customersPhone(WANG_FANG);
        customersPhone.behave(ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall first = liWeiTalksTo(anna, phone);

        CustomerCall asking = world.call(WANG_FANG, WAITING);
        await("the caller is asked", () -> asking.hears(WELCOME));
        asking.press("2");
        await("the call is over", asking::over);
        freeForTheNext(first, anna);
        await("the agent talks to the customer", () -> anna.talks() && customersPhone.talking() && phone.talking());

        Offer offer = anna.offers().getLast();
        assertThat(offer.caller().number()).isEqualTo(WANG_FANG);
        assertThat(Objects.requireNonNull(offer.callBack()).attempt()).isEqualTo(1);
        assertThat(Objects.requireNonNull(offer.customer()).name()).isEqualTo("Wang Fang");
        customersPhone.hangUp();
        wrapUp(anna, SOON);
        assertCalledBack(CallResult.CALLBACK_REQUESTED, CallResult.ANSWERED, CallResult.ANSWERED);
    }

    @Test
    void callsBackCustomerWhoLeftTheQueueByAKeyAndTriesAgainWhenTheyDecline() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        DeskPhone customersPhone = world.customersPhone(WANG_FANG);
        customersPhone.behave(new DeskPhone.Behaviour.Declines());
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall first = liWeiTalksTo(anna, phone);

        CustomerCall asking = choosesToWait(WANG_FANG, 1);
        asking.press("2");
        await("the call is over", asking::over);
        freeForTheNext(first, anna);
        await("the customer declines", () -> ends(anna).contains(OfferEnd.CUSTOMER_NOT_REACHED));
        customersPhone.behave(ANSWERS);
        await("the agent talks to the customer", () -> anna.talks() && customersPhone.talking());

        assertThat(customersPhone.rings()).isEqualTo(2);
        assertThat(Objects.requireNonNull(anna.offers().getLast().callBack()).attempt())
                .isEqualTo(2);
        anna.hangUp();
        await("the customer is released", () -> !customersPhone.talking());
        wrapUp(anna, SOON);
        assertCalledBack(
                CallResult.CALLBACK_REQUESTED, CallResult.NOT_REACHED, CallResult.ANSWERED, CallResult.ANSWERED);
    }

    @Test
    void tellsCallersWhenNobodyIsAtWork() {
        CustomerCall customer = world.call(LI_WEI, WAITING);

        assertSentAway(customer, CallResult.NO_AGENTS, "identify", "manager", "ask", "vip", "no-agents", "bye");
    }

    @Test
    void tellsCallersWhenTheQueueIsClosed() {
        phone(FIRST_DESK, ANSWERS);
        readySeat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(LI_WEI, CLOSED);

        assertSentAway(customer, CallResult.CLOSED, "queue", "shut", "bye");
    }

    @Test
    void tellsCallersWhenTheyHaveWaitedTooLong() {
        phone(FIRST_DESK, ANSWERS);
        world.seat(ANNA, FIRST_DESK);

        CustomerCall customer = world.call(LI_WEI, SMALL);

        assertSentAway(customer, CallResult.TIMED_OUT, "queue", "timed-out", "bye");
    }

    @Test
    void passesCallersOnWhenTheQueueIsFull() {
        DeskPhone phone = phone(SECOND_DESK, ANSWERS);
        world.seat(ANNA, FIRST_DESK);
        CustomerCall first = world.call(LI_WEI, SMALL);
        await("a caller waits", () -> waiting() == 1);

        CustomerCall second = world.call(WANG_FANG, SMALL);
        Seat ben = readySeat(BEN, SECOND_DESK);
        talking(second, ben, phone);

        assertThat(ben.offers().getFirst().ivrPath()).containsExactly("queue", "overflow", "vip");
        first.hangUp();
        finish(second, ben);
        await("all calls are closed", () -> world.ledger().open() == 0);
        assertThat(world.ledger().balances()).isTrue();
        assertThat(queue("little").count(QueueExit.OVERFLOWED)).isEqualTo(1);
    }

    /** All are busy: the customer is asked, and presses the key of those who want to wait. */
    private CustomerCall choosesToWait(String number, int waiting) {
        CustomerCall customer = world.call(number, WAITING);
        await("the caller is asked", () -> customer.hears(WELCOME));
        customer.press("1");
        await("the caller waits", () -> waiting() == waiting);
        return customer;
    }

    private QueueLedger queue(String name) {
        return world.ledger().queues().stream()
                .filter(ledger -> ledger.queue().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void assertSentAway(CustomerCall customer, CallResult result, String... path) {
        await("the call is over", LATER, customer::over);
        assertThat(customer.hears(REFUSAL)).isTrue();
        assertThat(customer.wasEndedByOtherSide()).isTrue();
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(result);
        assertThat(record.ivrPath()).containsExactly(path);
        assertBooks(result, 1);
    }

    /** @param results of all calls, in any order */
    private void assertCalledBack(CallResult... results) {
        await("all calls are closed", () -> world.ledger().open() == 0);
        await("all calls are in the books", () -> world.records().size() == results.length);
        assertThat(world.records()).extracting(CallRecord::result).containsExactlyInAnyOrder(results);
        assertThat(world.records())
                .filteredOn(record -> record.callBackOf() != null)
                .hasSize(results.length - 2)
                .allSatisfy(record -> assertThat(record.caller()).isEqualTo(WANG_FANG));
        Books.Ledger ledger = world.ledger();
        assertThat(ledger.balances()).as("%s", ledger).isTrue();
        assertThat(ledger.arrived()).isEqualTo(2);
        assertThat(ledger.calledBack()).isEqualTo(results.length - 2);
        assertThat(waiting()).isZero();
    }

    // ---- steps

    private void await(String what, BooleanSupplier condition) {
        world.await(what, SOON, condition);
    }

    private void await(String what, Duration limit, BooleanSupplier condition) {
        world.await(what, limit, condition);
    }

    private void pass(Duration duration) {
        long from = world.now();
        await("a later moment", () -> world.now() - from >= duration.toMillis());
    }

    private DeskPhone phone(String station, DeskPhone.Behaviour behaviour) {
        DeskPhone phone = world.phone(station);
        phone.behave(behaviour);
        return phone;
    }

    /** Seats become ready one after the other, so that who has been idle longest is known. */
    private Seat readySeat(String agent, String station) {
        Seat seat = world.seat(agent, station);
        seat.ready();
        await(agent + " is ready", () -> seat.is(AgentState.READY));
        pass(Duration.ofMillis(5));
        return seat;
    }

    /** Li Wei calls, and the call gets as far as this agent. */
    private CustomerCall liWeiTalksTo(Seat seat, DeskPhone phone) {
        CustomerCall customer = world.call(LI_WEI);
        talking(customer, seat, phone);
        assertThat(customer.isAnswered()).isTrue();
        return customer;
    }

    private void talking(CustomerCall customer, Seat seat, DeskPhone phone) {
        await(seat.agent() + " talks to the customer", () -> seat.talks() && world.talkTogether(customer, phone));
        assertThat(customer.isAnswered()).isTrue();
    }

    /** The customer hangs up, and the agent wraps up. */
    private void finish(CustomerCall customer, Seat seat) {
        customer.hangUp();
        wrapUp(seat, SOON);
    }

    /** The customer hangs up, and the agent is done with them; somebody else waits. */
    private void freeForTheNext(CustomerCall customer, Seat seat) {
        customer.hangUp();
        await("the agent wraps up", () -> seat.is(AgentState.WRAP_UP));
        seat.endWrapUp();
    }

    private void wrapUp(Seat seat, Duration limit) {
        await("the agent wraps up", limit, () -> seat.is(AgentState.WRAP_UP));
        seat.endWrapUp();
        await("the agent is ready again", () -> seat.is(AgentState.READY));
    }

    private void comeBackAfter(Seat seat, Runnable meanwhile) {
        int before = seat.heard(ServerMessage.SessionOpened.class).size();
        seat.loseConnection();
        meanwhile.run();
        seat.reconnect();
        await(
                "the desktop is back",
                LATER,
                () -> seat.heard(ServerMessage.SessionOpened.class).size() > before);
    }

    private void awaitLink(Seat seat, boolean up) {
        await("the desktop knows that the link is " + (up ? "up" : "down"), LATER, () -> seat.linkIs(up));
    }

    private long waiting() {
        return world.ledger().queues().stream().mapToLong(QueueLedger::waiting).sum();
    }

    private static List<OfferEnd> ends(Seat seat) {
        return seat.heard(Event.OfferEnded.class).stream()
                .map(Event.OfferEnded::end)
                .toList();
    }

    private static List<Long> times(CallRecord record) {
        return List.of(
                record.arrivedAt(),
                Objects.requireNonNull(record.queuedAt()),
                Objects.requireNonNull(record.answeredAt()),
                record.endedAt(),
                record.closedAt());
    }

    // ---- what must hold

    private void assertScreenShowsLiWei(Seat anna) {
        assertThat(anna.offers()).hasSize(1);
        Offer offer = anna.offers().getFirst();
        Offer.Customer shown = Objects.requireNonNull(offer.customer());
        assertThat(shown.name()).isEqualTo("Li Wei");
        assertThat(shown.tier()).isEqualTo(Tier.DIAMOND);
        assertThat(shown.target()).isTrue();
        assertThat(offer.caller().number()).isEqualTo(LI_WEI);
        assertThat(offer.ivrPath()).containsExactly("identify", "target", "welcome", "vip");
        assertThat(offer.explanation().candidates().getFirst().agentId()).isEqualTo(ANNA);
        assertThat(offer.explanation().rule()).isNotBlank();

        List<ServerMessage> heard = anna.heard();
        int pop = indexOf(heard, Event.OfferMade.class);
        assertThat(pop).isLessThan(indexOf(heard, Event.CallStateChanged.class));
        if (world.isExact()) {
            assertThat(anna.ringsAtFirstOffer()).isZero();
        }
    }

    private static int indexOf(List<ServerMessage> heard, Class<? extends ServerMessage> type) {
        return heard.indexOf(heard.stream().filter(type::isInstance).findFirst().orElseThrow());
    }

    private void assertRefused(CustomerCall customer, Seat anna, DeskPhone phone) {
        await("the call is over", customer::over);
        assertThat(customer.isAnswered()).isTrue();
        assertThat(customer.hears(REFUSAL)).isTrue();
        assertThat(customer.heardFallback()).isFalse();
        assertThat(customer.wasEndedByOtherSide()).isTrue();

        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ENDED_IN_IVR);
        assertThat(record.customer()).isNull();
        assertThat(record.cause().code()).isEqualTo(16);
        assertThat(anna.offers()).isEmpty();
        assertThat(anna.is(AgentState.READY)).isTrue();
        assertThat(phone.rings()).isZero();
        assertBooks(CallResult.ENDED_IN_IVR, 1);
    }

    private void assertServedBySecondAgent(CustomerCall customer, Seat ben) {
        assertThat(ben.offers()).hasSize(1);
        finish(customer, ben);
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ANSWERED);
        assertThat(record.agent()).isEqualTo(new AgentId(BEN));
        assertThat(record.offers()).isEqualTo(2);
        assertBooks(CallResult.ANSWERED, 1);
    }

    private void assertGoodbye(CustomerCall customer, Seat anna) {
        await("the agent wraps up", () -> anna.is(AgentState.WRAP_UP));
        await("the caller is released", customer::over);
        assertThat(customer.hears(GOODBYE)).isTrue();
        assertThat(customer.wasEndedByOtherSide()).isTrue();
        anna.endWrapUp();
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ANSWERED);
        assertThat(record.cause().code()).isEqualTo(16);
        assertThat(record.inferred()).isFalse();
        assertBooks(CallResult.ANSWERED, 1);
    }

    /** Waits for the record of the only call. */
    private CallRecord onlyRecord() {
        await("the call is in the books", () -> !world.records().isEmpty());
        assertThat(world.records()).hasSize(1);
        return world.records().getFirst();
    }

    private void assertBooks(CallResult result, long calls) {
        await("all calls are closed", () -> world.ledger().open() == 0);
        Books.Ledger ledger = world.ledger();
        assertThat(ledger.balances()).as("%s", ledger).isTrue();
        assertThat(ledger.arrived()).isEqualTo(calls);
        assertThat(ledger.results().get(result)).isEqualTo(calls);
        assertThat(waiting()).isZero();
    }
}
