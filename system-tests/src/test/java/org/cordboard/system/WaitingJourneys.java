package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BEN;
import static org.cordboard.system.ContractSite.CLOSED;
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

import java.time.Duration;
import java.util.Objects;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OfferEnd;
import org.cordboard.server.site.Books;
import org.junit.jupiter.api.Test;

/** The journeys of callers who wait for an agent, and of those who are called back instead. */
abstract class WaitingJourneys extends RecordingJourneys {

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
        assertThat(Objects.requireNonNull(offer.explanation()).rule()).isEqualTo("OWN_MANAGER");
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
    void startsMusicAgainForCallerWhoWaitedWhileLinkWasCut() {
        Seat anna = world.seat(ANNA, FIRST_DESK);
        CustomerCall customer = choosesToWait(WANG_FANG, 1);
        // In the middle of the announcement, which ends the music.
        pass(Duration.ofMillis(1_300));
        world.cutLink();
        awaitLink(anna, false);
        pass(Duration.ofSeconds(2));
        customer.listenFromNow();
        world.mendLink();

        await("the caller hears music", customer::hearsMusic);
        assertThat(waiting()).isEqualTo(1);
        customer.hangUp();
        assertBooks(CallResult.ABANDONED, 1);
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
}
