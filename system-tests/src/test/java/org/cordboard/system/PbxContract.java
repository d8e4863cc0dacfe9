package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.BEN;
import static org.cordboard.system.ContractSite.CUSTOMERS_ONLY;
import static org.cordboard.system.ContractSite.FIRST_DESK;
import static org.cordboard.system.ContractSite.GOODBYE;
import static org.cordboard.system.ContractSite.LI_WEI;
import static org.cordboard.system.ContractSite.REFUSAL;
import static org.cordboard.system.ContractSite.SECOND_DESK;
import static org.cordboard.system.ContractSite.SELF_SERVICE;
import static org.cordboard.system.ContractSite.STRANGER;
import static org.cordboard.system.ContractSite.WELCOME;
import static org.cordboard.system.ContractSite.WITHHELD;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.engine.Input;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OfferEnd;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.protocol.Tier;
import org.junit.jupiter.api.Test;

/**
 * The journeys of callers and agents that must go the same way on every PBX, those of {@link WaitingJourneys}, {@link DialJourneys}, {@link TalkJourneys}, {@link ConsultJourneys} and {@link RecordingJourneys} among them. A subclass says
 * in which {@link World}.
 */
abstract class PbxContract extends WaitingJourneys {

    /** By then the PBX feels alone, unless the server goes on saying that it is there. */
    private static final Duration BEAT_LASTS = Duration.ofSeconds(5);

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

    /** One call a second and two at once, half of which is kept for higher tiers: of three strangers one at most is taken. */
    @Test
    void leavesOrdinaryCallersToTheAnnouncementWhileNewCallsAreLimitedAndTakesTheHighestTier() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        world.tell(new Input.AdmissionMeasured(1));

        List<CustomerCall> strangers = List.of(world.call(STRANGER), world.call(STRANGER), world.call(STRANGER));
        await("the strangers have heard what there is to hear", () -> strangers.stream()
                .allMatch(CustomerCall::over));
        List<CustomerCall> shed =
                strangers.stream().filter(CustomerCall::heardFallback).toList();
        assertThat(shed).hasSizeBetween(2, 3);
        assertThat(shed).allMatch(CustomerCall::wasEndedByOtherSide).noneMatch(CustomerCall::isAnswered);
        CustomerCall customer = liWeiTalksTo(anna, phone);
        world.tell(new Input.AdmissionMeasured(null));
        finish(customer, anna);

        await("all calls are in the books", () -> world.records().size() == 4);
        assertThat(world.ledger().results())
                .containsEntry(CallResult.SHED, (long) shed.size())
                .containsEntry(CallResult.ANSWERED, 1L);
        assertThat(world.records().stream()
                        .filter(record -> record.result() == CallResult.SHED)
                        .map(record -> record.cause().code()))
                .containsOnly(42);
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
    void closesCallThatEndedWhileLinkWasCutWithTheTimeThePbxNoted() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        long called = world.now();
        CustomerCall customer = liWeiTalksTo(anna, phone);

        world.cutLink();
        awaitLink(anna, false);
        customer.hangUp();
        await("the caller is gone", customer::over);
        long ended = world.now() - called;
        pass(GAP);
        world.mendLink();

        wrapUp(anna, LATER);
        assertThat(phone.talking()).isFalse();
        CallRecord record = onlyRecord();
        assertThat(record.result()).isEqualTo(CallResult.ANSWERED);
        assertThat(record.inferred()).isTrue();
        assertThat(record.lastSeenAt()).isNull();
        // The note is of a whole second, and the caller counts from the first ring.
        assertThat(record.endedAt() - record.arrivedAt()).isBetween(ended - 1_500, ended + 1_500);
        assertBooks(CallResult.ANSWERED, 1);
    }

    @Test
    void beginsPromptAgainThatWasPlayedWhenLinkWasCut() {
        Seat anna = world.seat(ANNA, FIRST_DESK);
        CustomerCall customer = world.call(LI_WEI, SELF_SERVICE);
        await("the call is answered", customer::isAnswered);
        world.cutLink();
        awaitLink(anna, false);
        pass(GAP);
        customer.listenFromNow();
        world.mendLink();

        await("the caller hears the menu again", () -> customer.hears(WELCOME));
        customer.listenFromNow();
        customer.press("3");
        await("the caller is asked for the account", () -> customer.hears(REFUSAL));
        customer.hangUp();
        assertThat(onlyRecord().ivrPath()).containsExactly("menu", "account");
        assertBooks(CallResult.ABANDONED_IN_IVR, 1);
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

    private void assertScreenShowsLiWei(Seat anna) {
        assertThat(anna.offers()).hasSize(1);
        Offer offer = anna.offers().getFirst();
        Offer.Customer shown = Objects.requireNonNull(offer.customer());
        assertThat(shown.name()).isEqualTo("Li Wei");
        assertThat(shown.tier()).isEqualTo(Tier.DIAMOND);
        assertThat(shown.target()).isTrue();
        assertThat(offer.caller().number()).isEqualTo(LI_WEI);
        assertThat(offer.ivrPath()).containsExactly("identify", "target", "welcome", "vip");
        assertThat(Objects.requireNonNull(offer.explanation())
                        .candidates()
                        .getFirst()
                        .agentId())
                .isEqualTo(ANNA);
        assertThat(Objects.requireNonNull(offer.explanation()).rule()).isNotBlank();

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

    private static List<Long> times(CallRecord record) {
        return List.of(
                record.arrivedAt(),
                Objects.requireNonNull(record.queuedAt()),
                Objects.requireNonNull(record.answeredAt()),
                record.endedAt(),
                record.closedAt());
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
}
