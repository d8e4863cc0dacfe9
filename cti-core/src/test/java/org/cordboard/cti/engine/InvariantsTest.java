package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.QueueEvent;
import org.junit.jupiter.api.Test;

/** Whether an offer overtook somebody: two callers, of whom the first is offered to Anna. */
class InvariantsTest {

    private final Scenario story =
            Scenario.given().readyAt("anna", "101").calls("c1", "1").calls("c2", "2");

    /** The offer as it would have been, had the caller's key been larger than that of all who wait. */
    private QueueEvent.OfferMade unfair() {
        QueueEvent.OfferMade fair = every(QueueEvent.OfferMade.class).getFirst();
        Explanation why = fair.explanation();
        return new QueueEvent.OfferMade(
                fair.offer(),
                fair.call(),
                fair.queue(),
                fair.agent(),
                fair.station(),
                fair.leg(),
                fair.caller(),
                fair.customer(),
                fair.callBack(),
                fair.waitedMillis(),
                fair.until(),
                new Explanation(
                        Long.MAX_VALUE, why.waiting(), why.ready(), why.candidates(), why.rule(), why.overtaking()));
    }

    private <T extends Event> List<T> every(Class<T> type) {
        return story.steps.stream()
                .flatMap(step -> step.decision().events().stream())
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    private void check(Event... events) {
        Invariants.checkTouched(story.engine, new Decision(List.of(events), List.of(), null));
    }

    @Test
    void findsACallerWhoWasPassedOver() {
        assertThatThrownBy(() -> check(unfair()))
                .isInstanceOf(EngineFault.class)
                .hasMessageContaining("was passed over by");
    }

    @Test
    void findsOneTooWhenALinkHasChangedInTheSameStep() {
        assertThatThrownBy(() -> check(new SiteEvent.LinkChanged(DemoSite.MAIN, true, 0), unfair()))
                .isInstanceOf(EngineFault.class)
                .hasMessageContaining("was passed over by");
    }

    @Test
    void nobodyIsPassedOverWhoCameIntoLineAfterTheOffer() {
        QueueEvent.CallQueued second = every(QueueEvent.CallQueued.class).getLast();
        assertThatCode(() -> check(unfair(), second)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(second, unfair())).isInstanceOf(EngineFault.class);
    }
}
