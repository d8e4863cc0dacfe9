package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.LI_WEI;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cordboard.cti.acd.QueueLedger;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.OfferEnd;
import org.cordboard.server.site.Books;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What journeys are made of: a {@link World} for each, the steps in it, and what must hold at the end. A journey that fails prints what
 * happened.
 */
abstract class JourneySteps {

    /** Far longer than anything takes on an idle machine. */
    static final Duration SOON = Duration.ofSeconds(20);

    /** For a link that comes back: the adapter tries again every five seconds at the latest. */
    static final Duration LATER = Duration.ofSeconds(40);

    /** How long a link stays cut. */
    static final Duration GAP = Duration.ofSeconds(4);

    static final DeskPhone.Behaviour ANSWERS = new DeskPhone.Behaviour.Answers(Duration.ofMillis(500));

    World world;

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

    void await(String what, BooleanSupplier condition) {
        world.await(what, SOON, condition);
    }

    void await(String what, Duration limit, BooleanSupplier condition) {
        world.await(what, limit, condition);
    }

    void pass(Duration duration) {
        long from = world.now();
        await("a later moment", () -> world.now() - from >= duration.toMillis());
    }

    DeskPhone phone(String station, DeskPhone.Behaviour behaviour) {
        DeskPhone phone = world.phone(station);
        phone.behave(behaviour);
        return phone;
    }

    /** Seats become ready one after the other, so that who has been idle longest is known. */
    Seat readySeat(String agent, String station) {
        Seat seat = world.seat(agent, station);
        seat.ready();
        await(agent + " is ready", () -> seat.is(AgentState.READY));
        pass(Duration.ofMillis(5));
        return seat;
    }

    /** Li Wei calls, and the call gets as far as this agent. */
    CustomerCall liWeiTalksTo(Seat seat, DeskPhone phone) {
        CustomerCall customer = world.call(LI_WEI);
        talking(customer, seat, phone);
        assertThat(customer.isAnswered()).isTrue();
        return customer;
    }

    void talking(CustomerCall customer, Seat seat, DeskPhone phone) {
        await(seat.agent() + " talks to the customer", () -> seat.talks() && world.talkTogether(customer, phone));
        assertThat(customer.isAnswered()).isTrue();
    }

    /** The customer hangs up, and the agent wraps up. */
    void finish(CustomerCall customer, Seat seat) {
        customer.hangUp();
        wrapUp(seat, SOON);
    }

    /** The customer hangs up, and the agent is done with them; somebody else waits. */
    void freeForTheNext(CustomerCall customer, Seat seat) {
        customer.hangUp();
        await("the agent wraps up", () -> seat.is(AgentState.WRAP_UP));
        seat.endWrapUp();
    }

    void wrapUp(Seat seat, Duration limit) {
        await("the agent wraps up", limit, () -> seat.is(AgentState.WRAP_UP));
        seat.endWrapUp();
        await("the agent is ready again", () -> seat.is(AgentState.READY));
    }

    void awaitLink(Seat seat, boolean up) {
        await("the desktop knows that the link is " + (up ? "up" : "down"), LATER, () -> seat.linkIs(up));
    }

    long waiting() {
        return world.ledger().queues().stream().mapToLong(QueueLedger::waiting).sum();
    }

    static List<OfferEnd> ends(Seat seat) {
        return seat.heard(Event.OfferEnded.class).stream()
                .map(Event.OfferEnded::end)
                .toList();
    }

    /** Waits for the record of the only call. */
    CallRecord onlyRecord() {
        await("the call is in the books", () -> !world.records().isEmpty());
        assertThat(world.records()).hasSize(1);
        return world.records().getFirst();
    }

    void assertBooks(CallResult result, long calls) {
        await("all calls are closed", () -> world.ledger().open() == 0);
        Books.Ledger ledger = world.ledger();
        assertThat(ledger.balances()).as("%s", ledger).isTrue();
        assertThat(ledger.arrived()).isEqualTo(calls);
        assertThat(ledger.results().get(result)).isEqualTo(calls);
        assertThat(waiting()).isZero();
    }
}
