package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.journal.JournalCodec;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.Test;

/** Every kind of node, on hotlines 7000 and 8000 of {@link DemoSite}. */
class IvrNodesTest {

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration MILLI = Duration.ofMillis(1);

    private static Customer mei(String market) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("points", "1234");
        attributes.put("contractEnd", "2026-12-31");
        attributes.put("market", market);
        return new Customer(new CustomerId("mei"), "Mei", Tier.GOLD, true, null, attributes);
    }

    /** Tuesday morning in Shanghai; account 55501 is Mei's, and anna is logged in. */
    private static Scenario onTuesday() {
        Scenario story =
                at("2026-09-22T10:00:00+08:00").knows("55501", mei("city")).knowsSecret("pin", "4711");
        return story.logsIn("anna", "101").commands("anna", new AgentCommand.MakeNotReady("lunch"));
    }

    private static Scenario at(String moment) {
        Scenario story = Scenario.given();
        return story.when(new Input.WallClockMoved(Instant.parse(moment).toEpochMilli() - story.now()));
    }

    private static Scenario calling() {
        return onTuesday().calls("c1", "1", "7000");
    }

    private static Scenario askedForThePin() {
        return calling().types("c1", "1").promptsEnd("c1").types("c1", "55501#").types("c1", "1");
    }

    // ---- languages

    @Test
    void speaksTheTreesFirstLanguageUntilAnotherIsChosen() {
        Scenario story = calling();
        assertThat(story.prompts()).containsExactly("en/hello");
        story.promptsEnd("c1");
        assertThat(story.presses("c1", '2').prompts()).containsExactly("zh/account");
        assertThat(story.call("c1").language()).isEqualTo("zh");
    }

    // ---- keys

    @Test
    void takesKeysPressedDuringAnInterruptiblePromptForTheNodesThatFollow() {
        Scenario story = calling().types("c1", "255501#");
        assertThat(story.prompts()).isEmpty();
        story.promptsEnd("c1");
        assertThat(story.prompts()).containsExactly("zh/agree");
        assertThat(story.call("c1").collected()).containsEntry("account", "55501");
    }

    @Test
    void forgetsKeysPressedDuringAPromptThatCannotBeInterrupted() {
        Scenario story = calling().promptsEnd("c1").presses("c1", '*');
        assertThat(story.prompts()).containsExactly("en/legal");
        assertThat(story.types("c1", "12").prompts()).isEmpty();
        assertThat(story.promptsEnd("c1").prompts()).containsExactly("en/language");
    }

    @Test
    void doesNotTakeKeysTypedAfterAWrongOneForTheRepeatedQuestion() {
        Scenario story = calling().types("c1", "92").promptsEnd("c1");
        assertThat(story.prompts()).containsExactly("en/wrong", "en/language");
        assertThat(story.promptsEnd("c1").advance(WAIT).prompts()).containsExactly("en/nothing", "en/language");
    }

    @Test
    void asksWhenNothingTypedAheadIsOfUse() {
        Scenario story = calling().types("c1", "1###").promptsEnd("c1").advance(PAUSE);
        assertThat(story.engine.nextTimer()).isNotNull();
        assertThat(story.types("c1", "55501#").call("c1").collected()).containsEntry("account", "55501");
    }

    @Test
    void keepsNoMoreKeysThanItCanUse() {
        Scenario story = calling().types("c1", "2".repeat(500)).promptsEnd("c1");
        assertThat(story.call("c1").collected()).containsEntry("account", "222222");
    }

    // ---- entries

    @Test
    void endsAnEntryAtItsTerminator() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").types("c1", "55501");
        assertThat(story.events(IvrEvent.IvrCollected.class)).isEmpty();
        story.presses("c1", '#');
        assertThat(story.call("c1").collected()).containsExactly(Map.entry("account", "55501"));
        assertThat(story.prompts()).containsExactly("en/agree");
    }

    @Test
    void endsAnEntryThatHasAllItsDigits() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").types("c1", "123456");
        assertThat(story.call("c1").collected()).containsEntry("account", "123456");
    }

    @Test
    void takesTheTerminatorAfterTheLastDigitForPartOfTheEntry() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").knows("123456", mei("city"));
        story.types("c1", "123456");
        assertThat(story.requests(PbxRequest.PlayPrompts.class))
                .extracting(PbxRequest.PlayPrompts::interruptDigits)
                .containsExactly("0123456789*");
        assertThat(story.presses("c1", '#').events()).isEmpty();
        assertThat(story.presses("c1", '1').call("c1").collected()).containsEntry("consent", "given");
    }

    @Test
    void takesATerminatorTypedAheadForPartOfTheEntryBeforeIt() {
        Scenario story = calling().knows("123456", mei("city")).types("c1", "1123456#1");
        story.promptsEnd("c1");
        assertThat(story.call("c1").collected()).containsEntry("consent", "given");
        assertThat(story.prompts()).containsExactly("en/pin");
    }

    @Test
    void endsAnEntryWhenTheCallerPausesForTooLong() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").types("c1", "5550");
        story.advance(PAUSE.minus(MILLI));
        assertThat(story.call("c1").collected()).isEmpty();
        assertThat(story.advance(MILLI).call("c1").collected()).containsEntry("account", "5550");
    }

    @Test
    void beginsAnEntryAgainAtAStar() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").types("c1", "99*55501#");
        assertThat(story.call("c1").collected()).containsEntry("account", "55501");
    }

    @Test
    void asksAgainWhenAnEntryIsTooShortAndGivesUpAfterTheLastTry() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").types("c1", "55#");
        assertThat(story.events(IvrEvent.IvrEntryRefused.class))
                .extracting(IvrEvent.IvrEntryRefused::count)
                .containsExactly(2);
        assertThat(story.prompts()).containsExactly("en/account");
        assertThat(story.types("c1", "66#").cleared()).containsExactly("c1");
    }

    @Test
    void doesNotWaitForTheFirstDigitOnceOneHasInterruptedThePrompts() {
        Scenario story = calling().types("c1", "1").promptsEnd("c1").types("c1", "5");
        story.answer(story.promptsOn("c1"), new RequestOutcome.PromptsEnded(true));
        assertThat(story.events(IvrEvent.IvrDigitAwaited.class)).isEmpty();
        assertThat(story.types("c1", "5501#").call("c1").collected()).containsEntry("account", "55501");
    }

    @Test
    void asksFromTheBeginningWhenTheLinkWasLostDuringAnEntry() {
        Scenario story =
                calling().types("c1", "1").promptsEnd("c1").types("c1", "5550").linkDown();
        story.answer(story.promptsOn("c1"), new RequestOutcome.Failed(Reason.LINK_DOWN, ""));
        assertThat(story.advance(MILLI).linkUpWithAllLegs().prompts()).containsExactly("en/account");
        assertThat(story.types("c1", "55501#").call("c1").collected()).containsEntry("account", "55501");
    }

    // ---- sensitive values

    @Test
    void writesASensitiveValueNowhere() {
        Scenario story = askedForThePin().types("c1", "4711");
        assertThat(story.prompts()).contains("en/digits/thousand");
        assertThat(story.call("c1").collected()).containsEntry("pin", "****");
        String everything = story.steps.stream()
                .map(step -> step.input() + " " + step.decision().events())
                .reduce("", String::concat);
        assertThat(everything).doesNotContain("4711");
        assertThat(keysWritten(story)).isEqualTo("?" + "55501#" + "1" + "????");
        assertThat(bytes(story)).doesNotContain("4711");
    }

    @Test
    void blotsOutKeysOfWhichNobodyKnowsYetWhatTheyArePartOf() {
        Scenario story = calling().types("c1", "4711");
        assertThat(keysWritten(story)).isEqualTo("????");
        story.promptsEnd("c1");
        assertThat(keysWritten(story)).isEqualTo("????");
    }

    @Test
    void comparesASensitiveValueInTheStoreAlone() {
        Scenario story = askedForThePin().storeIsSilent().types("c1", "4711");
        Effect.QueryCustomer asked = story.effects().stream()
                .filter(Effect.QueryCustomer.class::isInstance)
                .map(Effect.QueryCustomer.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(asked.query().expected()).isEqualTo("4711");
        assertThat(story.engine.outstandingEffects())
                .filteredOn(Effect.QueryCustomer.class::isInstance)
                .allSatisfy(effect -> assertThat(
                                ((Effect.QueryCustomer) effect).query().expected())
                        .isEmpty());
    }

    @Test
    void refusesASensitiveValueThatIsNotTheStores() {
        assertThat(askedForThePin().types("c1", "0000").prompts()).containsExactly("en/denied");
    }

    @Test
    void replaysAnEntryWithoutKnowingIt() {
        Scenario story = askedForThePin().types("c1", "47");
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
        story.types("c1", "11");
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }

    private static String keysWritten(Scenario story) {
        StringBuilder keys = new StringBuilder();
        for (Scenario.Step step : story.steps) {
            if (step.input() instanceof Input.PbxReported reported
                    && reported.event() instanceof PbxEvent.DigitPressed pressed) {
                keys.append(pressed.digit());
            }
        }
        return keys.toString();
    }

    private static String bytes(Scenario story) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < story.steps.size(); i++) {
            Scenario.Step step = story.steps.get(i);
            JournalEntry entry = new JournalEntry(
                    i + 1, step.at(), step.input(), step.decision().events(), 0, 0);
            byte[] bytes = JournalCodec.standard().records().encode(entry);
            all.append(new String(bytes, StandardCharsets.ISO_8859_1)).append('\n');
        }
        return all.toString();
    }

    // ---- hours

    @Test
    void turnsCallersAwayOutsideOpeningHours() {
        Scenario story =
                at("2026-09-22T18:00:00+08:00").calls("c1", "1", "7000").types("c1", "1");
        assertThat(story.promptsEnd("c1").prompts()).containsExactly("en/shut");
    }

    @Test
    void tellsHolidaysFromClosedHours() {
        Scenario story =
                at("2026-10-01T10:00:00+08:00").calls("c1", "1", "7000").types("c1", "1");
        assertThat(story.promptsEnd("c1").prompts()).containsExactly("en/festive");
    }

    // ---- consent

    @Test
    void recordsThatTheCallerAgrees() {
        Scenario story = calling().types("c1", "155501#").promptsEnd("c1").types("c1", "1");
        assertThat(story.call("c1").collected()).containsEntry("consent", "given");
    }

    @Test
    void recordsThatTheCallerRefuses() {
        Scenario story = calling().types("c1", "155501#").promptsEnd("c1").types("c1", "2");
        assertThat(story.call("c1").collected()).containsEntry("consent", "refused");
    }

    @Test
    void takesSilenceForARefusal() {
        Scenario story = calling().types("c1", "155501#").promptsEnd("c1");
        story.promptsEnd("c1").advance(WAIT).promptsEnd("c1").advance(WAIT);
        assertThat(story.call("c1").collected()).containsEntry("consent", "refused");
        assertThat(story.prompts()).containsExactly("en/pin");
    }

    // ---- look-ups and what is said

    @Test
    void saysWhatTheStoreHasAndGoesOn() {
        Scenario story = askedForThePin().types("c1", "4711");
        assertThat(story.prompts())
                .containsExactly(
                        "en/digits/1",
                        "en/digits/thousand",
                        "en/digits/2",
                        "en/digits/hundred",
                        "en/digits/30",
                        "en/digits/4");
        assertThat(story.call("c1").collected()).containsEntry("points", "1234");
        assertThat(story.promptsEnd("c1").prompts())
                .containsExactly(
                        "en/digits/mon-11",
                        "en/digits/30",
                        "en/digits/h-1",
                        "en/digits/20",
                        "en/digits/20",
                        "en/digits/6");
        story.promptsEnd("c1");
        assertThat(story.waits("c1")).isTrue();
    }

    @Test
    void goesOnAtTheTimeOutOfALookUpThatHangs() {
        Scenario story = askedForThePin().storeIsSilent().types("c1", "4711");
        assertThat(story.advance(DemoSite.LOOK_UP.minus(MILLI)).prompts()).isEmpty();
        assertThat(story.advance(MILLI).prompts()).containsExactly("en/sorry");
        assertThat(story.engine.outstandingEffects()).noneMatch(Effect.QueryCustomer.class::isInstance);
    }

    @Test
    void steersSomeCustomersToAnotherChannel() {
        Scenario story = at("2026-09-22T10:00:00+08:00")
                .knows("55501", mei("youth"))
                .knowsSecret("pin", "4711")
                .calls("c1", "1", "7000");
        story.types("c1", "155501#").promptsEnd("c1").types("c1", "1").types("c1", "4711");
        story.promptsEnd("c1");
        assertThat(story.promptsEnd("c1").prompts()).containsExactly("en/use-the-app");
        assertThat(story.promptsEnd("c1").cleared()).containsExactly("c1");
        assertThat(story.hangsUp("c1").record().collected()).containsEntry("channel", "app");
        assertThat(story.record().language()).isEqualTo("en");
        assertThat(story.record().result()).isEqualTo(CallResult.ENDED_IN_IVR);
    }

    // ---- before the answer

    @Test
    void turnsAStrangerAwayWithoutAnswering() {
        Scenario story = Scenario.given().calls("c1", "1", "8000");
        assertThat(story.prompts()).containsExactly("call-the-general-number");
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).isEmpty();
        assertThat(story.call("c1").customerLeg().state()).isEqualTo(LegState.ALERTING);
        story.promptsEnd("c1");
        assertThat(story.requests(PbxRequest.ClearLeg.class))
                .extracting(PbxRequest.ClearLeg::cause)
                .containsExactly(Cause.CALL_REJECTED);
        assertThat(story.hangsUp("c1").record().result()).isEqualTo(CallResult.ENDED_IN_IVR);
    }

    @Test
    void answersACustomerWhenTheTreeSaysSo() {
        Scenario story =
                Scenario.given().knows("7", DemoSite.customer("k", Tier.GOLD)).readyAt("anna", "101");
        story.calls("c1", "7", "8000");
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).hasSize(1);
        assertThat(story.offeree("c1")).isEqualTo("anna");
    }

    @Test
    void goesOnUnansweredAfterALostLink() {
        Scenario story = Scenario.given().calls("c1", "1", "8000").linkDown();
        story.answer(story.promptsOn("c1"), new RequestOutcome.Failed(Reason.LINK_DOWN, ""));
        story.advance(MILLI).linkUpWithAllLegs();
        assertThat(story.requests(PbxRequest.AnswerLeg.class)).isEmpty();
        assertThat(story.prompts()).containsExactly("call-the-general-number");
    }

    // ---- new versions

    @Test
    void replaysACallInATreeThatHasBeenReplacedSince() {
        Scenario story = calling().promptsEnd("c1");
        story.when(new Input.ConfigurationLoaded(DemoSite.config(
                List.of("vip", "general"), DemoSite.agents(), List.of(DemoSite.direct("again", null)))));
        assertThat(story.presses("c1", '2').prompts()).containsExactly("zh/account");
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }
}
