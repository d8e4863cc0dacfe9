package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.Explanation.Overtaking;
import org.cordboard.cti.acd.Explanation.Rule;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.IvrCalendar;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent.StationState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who gets which caller: weights and bonuses, own managers, skills, overflow and hours. */
class RoutingTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final QueueRules PLAIN = QueueRules.DEFAULT;

    // ---- places

    @Test
    void placesATargetCustomerAheadByTheBonusOfTheirList() {
        Scenario story = given(PLAIN).knows("2", target("t", Duration.ofSeconds(60)));
        story.logsIn("anna", "101")
                .calls("c1", "1")
                .advance(SECOND.multipliedBy(59))
                .calls("c2", "2");
        assertThat(story.ready("anna").offeree("c2")).isEqualTo("anna");
    }

    @Test
    void grantsNoMoreBonusThanTheQueueAllows() {
        Scenario story = given(PLAIN).knows("2", target("t", Duration.ofHours(1)));
        story.logsIn("anna", "101")
                .calls("c1", "1")
                .advance(PLAIN.mostBonus().plus(SECOND))
                .calls("c2", "2");
        assertThat(story.ready("anna").offeree("c1")).isEqualTo("anna");
    }

    @Test
    void putsAQueueBeforeAnotherByItsWeight() {
        Scenario story = Scenario.given(DemoSite.with(
                        withGeneralHotline(),
                        queue -> queue.id().equals(DemoSite.VIP)
                                ? queue.with(weighing(SECOND.multipliedBy(30)))
                                : queue))
                .logsIn("dora", "104")
                .calls("c1", "1", "9000")
                .advance(SECOND.multipliedBy(29))
                .calls("c2", "2");
        assertThat(story.ready("dora").offeree("c2")).isEqualTo("dora");
    }

    private static SiteConfig withGeneralHotline() {
        SiteConfig config = DemoSite.config();
        List<SiteConfig.Hotline> hotlines = new ArrayList<>(config.hotlines());
        hotlines.add(new SiteConfig.Hotline("9000", "General", "general"));
        List<IvrTree> trees = new ArrayList<>(config.trees());
        trees.add(new IvrTree(
                "general",
                "queue",
                null,
                Map.of(
                        "queue", new IvrNode.Queue(DemoSite.GENERAL, "bye", "bye"),
                        "bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING))));
        return new SiteConfig(hotlines, trees, config.queues(), config.agents(), config.stations(), config.limits());
    }

    // ---- own managers

    @Test
    void offersACustomerToTheirOwnManagerThoughOthersHaveBeenIdleLonger() {
        Scenario story = given(PLAIN).knows("1", owned("anna", null));
        story.readyAt("bert", "102").advance(SECOND).readyAt("anna", "101").calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("anna");
        assertThat(offer(story).explanation().rule()).isEqualTo(Rule.OWN_MANAGER);
        assertThat(offer(story).explanation().overtaking()).isEqualTo(Overtaking.NONE);
    }

    @Test
    void offersACustomerToTheDeputyWhileTheManagerIsAway() {
        Scenario story = given(PLAIN).knows("1", owned("anna", "cora"));
        story.logsIn("anna", "101")
                .readyAt("bert", "102")
                .advance(SECOND)
                .readyAt("cora", "103")
                .calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("cora");
        assertThat(offer(story).explanation().rule()).isEqualTo(Rule.DEPUTY);
    }

    @Test
    void offersACustomerWithoutManagerToTheAgentTheyLastTalkedTo() {
        Customer customer = new Customer(
                new CustomerId("k"), "K", Tier.GOLD, true, Duration.ZERO, null, null, new AgentId("cora"), Map.of());
        Scenario story = given(PLAIN).knows("1", customer);
        story.readyAt("bert", "102").advance(SECOND).readyAt("cora", "103").calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("cora");
        assertThat(offer(story).explanation().rule()).isEqualTo(Rule.LAST_AGENT);
    }

    @Test
    void goesToTheTeamAtOnceWhenTheManagerIsBusyAndTheQueueGrantsNoPatience() {
        Scenario story = given(PLAIN).knows("2", owned("anna", null));
        story.readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna")
                .readyAt("bert", "102")
                .calls("c2", "2");
        assertThat(story.offeree("c2")).isEqualTo("bert");
    }

    @Test
    void waitsForTheManagerJustAsLongAsTheQueueGrantsPatience() {
        Scenario story = given(patient(Duration.ofSeconds(20))).knows("2", owned("anna", null));
        story.readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna")
                .readyAt("bert", "102")
                .calls("c2", "2");
        story.advance(Duration.ofSeconds(20).minusMillis(1));
        assertThat(story.offeree("c2")).isNull();
        assertThat(story.advance(Duration.ofMillis(1)).offeree("c2")).isEqualTo("bert");
    }

    @Test
    void givesTheManagerTheirOwnCustomerBeforeOneWhoCameEarlierAndSaysSo() {
        Scenario story = given(patient(Duration.ofMinutes(2))).knows("3", owned("anna", null));
        story.readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
        story.calls("c2", "2").advance(SECOND).calls("c3", "3").hangsUp("c1").phoneCleared("anna");
        assertThat(story.commands("anna", new AgentCommand.EndWrapUp()).offeree("c3"))
                .isEqualTo("anna");
        assertThat(offer(story).explanation().overtaking()).isEqualTo(Overtaking.OWN_CUSTOMER);
        assertThat(story.offeree("c2")).isNull();
    }

    @Test
    void keepsToTheTurnWhenTheQueueGrantsNoShareToOwnCustomers() {
        Scenario story = given(patient(Duration.ofMinutes(2), 0)).knows("3", owned("anna", null));
        story.readyAt("anna", "101").calls("c1", "1").talks("c1", "anna");
        story.calls("c2", "2").advance(SECOND).calls("c3", "3").hangsUp("c1").phoneCleared("anna");
        assertThat(story.commands("anna", new AgentCommand.EndWrapUp()).offeree("c2"))
                .isEqualTo("anna");
    }

    @Test
    void passesACustomerOnToTheTeamWhenTheirManagerDoesNotAnswer() {
        Scenario story = given(patient(Duration.ofMinutes(2))).knows("1", owned("anna", null));
        story.readyAt("bert", "102").readyAt("anna", "101").calls("c1", "1").advance(DemoSite.RING);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(NO_ANSWER)");
        assertThat(story.offeree("c1")).isEqualTo("bert");
    }

    @Test
    void freesACustomerWhoseManagerLogsOut() {
        Scenario story = given(patient(Duration.ofMinutes(2))).knows("2", owned("anna", null));
        story.readyAt("anna", "101")
                .calls("c1", "1")
                .talks("c1", "anna")
                .readyAt("bert", "102")
                .calls("c2", "2");
        assertThat(story.offeree("c2")).isNull();
        story.commands("anna", new AgentCommand.LogOut()).hangsUp("c1").phoneCleared("anna");
        story.commands("anna", new AgentCommand.EndWrapUp());
        assertThat(story.offeree("c2")).isEqualTo("bert");
    }

    // ---- skills

    @Test
    void prefersTheBetterLevelToTheLongerIdleTime() {
        Scenario story = skilled(List.of(new SkillNeed("english", 3, null)), Map.of("anna", 4, "bert", 8));
        story.readyAt("anna", "101").advance(SECOND).readyAt("bert", "102").calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("bert");
        assertThat(offer(story).explanation().candidates())
                .extracting(c -> c.level())
                .containsExactly(8, 4);
    }

    @Test
    void keepsACallerForThoseWhoHaveTheSkill() {
        Scenario story = skilled(List.of(new SkillNeed("english", 5, null)), Map.of("anna", 4, "bert", 8));
        story.readyAt("anna", "101").readyAt("cora", "103").calls("c1", "1");
        assertThat(story.offeree("c1")).isNull();
        assertThat(story.readyAt("bert", "102").offeree("c1")).isEqualTo("bert");
    }

    @Test
    void relaxesANeedAfterItsTimeAndNotBefore() {
        List<SkillNeed> needs =
                List.of(new SkillNeed("english", 5, Duration.ofSeconds(30)), new SkillNeed("english", 2, null));
        Scenario story = skilled(needs, Map.of("anna", 3));
        story.readyAt("anna", "101").readyAt("cora", "103").calls("c1", "1");
        story.advance(Duration.ofSeconds(30).minusMillis(1));
        assertThat(story.offeree("c1")).isNull();
        assertThat(story.advance(Duration.ofMillis(1)).offeree("c1")).isEqualTo("anna");
    }

    // ---- exits

    @Test
    void overflowsACallerWhoFindsTheQueueFull() {
        Scenario story = given(full(1)).logsIn("anna", "101").calls("c1", "1").calls("c2", "2");
        assertThat(story.ledger().count(QueueExit.OVERFLOWED)).isEqualTo(1);
        assertThat(story.waits("c1")).isTrue();
        assertThat(story.waits("c2")).isFalse();
    }

    @Test
    void overflowsACallerWhoHasWaitedLongEnough() {
        Scenario story =
                given(overflowing(Duration.ofSeconds(40))).logsIn("anna", "101").calls("c1", "1");
        story.advance(Duration.ofSeconds(40).minusMillis(1));
        assertThat(story.waits("c1")).isTrue();
        story.advance(Duration.ofMillis(1));
        assertThat(story.waits("c1")).isFalse();
        assertThat(story.ledger().count(QueueExit.OVERFLOWED)).isEqualTo(1);
    }

    @Test
    void letsNobodyInOutOfHours() {
        long now = Scenario.WALL_CLOCK;
        IvrCalendar never = new IvrCalendar("Asia/Shanghai", List.of(), List.of());
        assertThat(never.at(now)).isEqualTo(IvrCalendar.State.CLOSED);
        Scenario story = given(hours(never)).readyAt("anna", "101").calls("c1", "1");
        assertThat(story.ledger().count(QueueExit.CLOSED)).isEqualTo(1);
        assertThat(story.offeree("c1")).isNull();
    }

    @Test
    void letsWaitingCallersGoWhenTheLastAgentHasLoggedOutAndTheQueueSaysSo() {
        Scenario story = given(leaving()).logsIn("anna", "101").calls("c1", "1");
        assertThat(story.waits("c1")).isTrue();
        story.commands("anna", new AgentCommand.LogOut());
        assertThat(story.ledger().count(QueueExit.NO_AGENTS)).isEqualTo(1);
    }

    // ---- stations

    @Test
    void skipsStationsThatCannotBeReachedAndKeepsTheirAgentsReady() {
        Scenario story = given(PLAIN).readyAt("anna", "101").advance(SECOND).readyAt("bert", "102");
        story.station("101", StationState.UNREACHABLE).calls("c1", "1");
        assertThat(story.offeree("c1")).isEqualTo("bert");
        assertThat(story.state("anna")).isEqualTo("READY");
        story.calls("c2", "2");
        assertThat(story.offeree("c2")).isNull();
        assertThat(story.station("101", StationState.IDLE).offeree("c2")).isEqualTo("anna");
    }

    @Test
    void leavesAnAgentWhosePhoneFailsNotReady() {
        Scenario story = given(PLAIN).readyAt("anna", "101").calls("c1", "1");
        story.phoneFails("anna", Cause.UNALLOCATED);
        assertThat(story.state("anna")).isEqualTo("NOT_READY(STATION_FAILED)");
    }

    // ---- the sites

    private static Scenario given(QueueRules rules) {
        return Scenario.given(DemoSite.with(DemoSite.config(), queue -> queue.with(rules)));
    }

    private static Scenario skilled(List<SkillNeed> needs, Map<String, Integer> english) {
        SiteConfig config = DemoSite.config();
        List<SiteConfig.AgentConfig> agents = config.agents().stream()
                .map(a -> english.containsKey(a.id().value())
                        ? new SiteConfig.AgentConfig(
                                a.id(), a.name(), a.queues(), Map.of("english", english.get(a.id().value())))
                        : a)
                .toList();
        return Scenario.given(DemoSite.with(DemoSite.with(config, agents), queue -> queue.with(PLAIN.needing(needs))));
    }

    private static QueueEvent.OfferMade offer(Scenario story) {
        return story.events(QueueEvent.OfferMade.class).get(0);
    }

    private static Customer target(String id, Duration bonus) {
        return new Customer(new CustomerId(id), id, Tier.ORDINARY, true, bonus, null, null, null, Map.of());
    }

    private static Customer owned(String owner, @Nullable String deputy) {
        return new Customer(
                new CustomerId("of-" + owner),
                "Customer of " + owner,
                Tier.ORDINARY,
                true,
                Duration.ZERO,
                new AgentId(owner),
                deputy == null ? null : new AgentId(deputy),
                null,
                Map.of());
    }

    private static QueueRules weighing(Duration weight) {
        return rules(weight, Duration.ZERO, 50, 0, null, false, null);
    }

    private static QueueRules patient(Duration patience) {
        return patient(patience, 50);
    }

    private static QueueRules patient(Duration patience, int share) {
        return rules(Duration.ZERO, patience, share, 0, null, false, null);
    }

    private static QueueRules full(int most) {
        return rules(Duration.ZERO, Duration.ZERO, 50, most, null, false, null);
    }

    private static QueueRules overflowing(Duration after) {
        return rules(Duration.ZERO, Duration.ZERO, 50, 0, after, false, null);
    }

    private static QueueRules leaving() {
        return rules(Duration.ZERO, Duration.ZERO, 50, 0, null, true, null);
    }

    private static QueueRules hours(IvrCalendar calendar) {
        return rules(Duration.ZERO, Duration.ZERO, 50, 0, null, false, calendar);
    }

    private static QueueRules rules(
            Duration weight,
            Duration patience,
            int share,
            int mostWaiting,
            @Nullable Duration overflow,
            boolean leaving,
            @Nullable IvrCalendar hours) {
        return new QueueRules(
                weight,
                Duration.ofMinutes(2),
                List.of(),
                patience,
                Duration.ZERO,
                share,
                mostWaiting,
                overflow,
                leaving,
                CallBackRules.DEFAULT,
                hours);
    }
}
