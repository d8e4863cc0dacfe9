package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.CustomerEvent.Reason;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.port.RequestId;
import org.junit.jupiter.api.Test;

class CustomersTest {

    private static final Duration LIMIT = SiteConfig.Limits.DEFAULT.lookUp();
    private static final Duration MILLI = Duration.ofMillis(1);

    private static Scenario asking() {
        return Scenario.given().logsIn("anna", "101").storeIsSilent().calls("c1", "7");
    }

    private static RequestId lookUp(Scenario story) {
        return story.engine.outstandingEffects().stream()
                .filter(Effect.LookUpCustomer.class::isInstance)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static List<Reason> reasons(Scenario story) {
        return story.events(CustomerEvent.CustomerNotIdentified.class).stream()
                .map(CustomerEvent.CustomerNotIdentified::reason)
                .toList();
    }

    @Test
    void identifiesTheCustomerByTheCallingNumber() {
        Scenario story = asking();
        var customer = DemoSite.customer("k", Tier.SILVER);
        story.when(new Input.CustomerLookedUp(lookUp(story), new LookUpResult.Found(customer)));
        assertThat(story.call("c1").customer()).isEqualTo(customer);
    }

    @Test
    void countsTheCallerAsUnknownWhenTheStoreDoesNotAnswerInTime() {
        Scenario story = asking().advance(LIMIT.minus(MILLI));
        assertThat(story.waits("c1")).isFalse();
        story.advance(MILLI);
        assertThat(reasons(story)).containsExactly(Reason.TIMED_OUT);
        assertThat(story.waits("c1")).isTrue();
    }

    @Test
    void ignoresAnAnswerThatComesTooLate() {
        Scenario story = asking();
        RequestId id = lookUp(story);
        story.advance(LIMIT);
        story.when(new Input.CustomerLookedUp(id, new LookUpResult.Found(DemoSite.customer("k", Tier.GOLD))));
        assertThat(story.events()).isEmpty();
        assertThat(story.call("c1").customer()).isNull();
        assertThat(story.engine.lateAnswers()).isEqualTo(1);
    }

    @Test
    void ignoresASecondAnswer() {
        Scenario story = asking();
        RequestId id = lookUp(story);
        story.when(new Input.CustomerLookedUp(id, new LookUpResult.NotFound()));
        assertThat(reasons(story)).containsExactly(Reason.NOT_FOUND);
        story.when(new Input.CustomerLookedUp(id, new LookUpResult.Found(DemoSite.customer("k", Tier.GOLD))));
        assertThat(story.events()).isEmpty();
    }

    @Test
    void servesTheCallerAsUnknownWhenTheStoreFails() {
        Scenario story = asking();
        story.when(new Input.CustomerLookedUp(lookUp(story), new LookUpResult.Failed("no connection")));
        assertThat(reasons(story)).containsExactly(Reason.STORE_FAILED);
        assertThat(story.waits("c1")).isTrue();
    }

    @Test
    void doesNotLookUpAWithheldNumber() {
        Scenario story = Scenario.given().logsIn("anna", "101").calls("c1", "");
        assertThat(reasons(story)).containsExactly(Reason.WITHHELD);
        assertThat(story.effects()).noneMatch(Effect.LookUpCustomer.class::isInstance);
        assertThat(story.waits("c1")).isTrue();
    }

    @Test
    void forgetsTheLookUpOfACallerWhoIsGone() {
        Scenario story = asking();
        RequestId id = lookUp(story);
        story.hangsUp("c1");
        story.when(new Input.CustomerLookedUp(id, new LookUpResult.NotFound()));
        assertThat(story.events(CustomerEvent.class)).isEmpty();
        assertThat(story.engine.nextTimer()).isNull();
    }
}
