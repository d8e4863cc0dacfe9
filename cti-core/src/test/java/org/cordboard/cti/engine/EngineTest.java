package org.cordboard.cti.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static Scenario day() {
        Scenario story = Scenario.given()
                .readyAt("anna", "101")
                .readyAt("bert", "102")
                .calls("c1", "1")
                .talks("c1", "anna")
                .calls("c2", "2", "4000")
                .calls("c3", "3")
                .advance(DemoSite.RING)
                .linkDown();
        return story.linkUpWithAllLegs().hangsUp("c1").phoneCleared("anna").advance(Duration.ofSeconds(3));
    }

    @Test
    void comesToTheSameStateByReplayOfItsFacts() {
        Scenario story = day();
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void decidesTheSameInputsTheSameWay() {
        Scenario story = day();
        Engine again = new Engine();
        for (Scenario.Step step : story.steps) {
            assertThat(again.step(step.at(), step.input())).isEqualTo(step.decision());
        }
        assertThat(again.stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void whatIsDecidedLaterDoesNotChangeAStateThatWasGiven() {
        Engine engine = day().engine;
        long hash = engine.stateHash();
        List<Record> state = engine.state();
        long at = engine.now();
        CommandId fresh = new CommandId("fresh");
        for (Agent agent : engine.agents().all()) {
            SessionId session = Objects.requireNonNull(agent.session());
            engine.step(at, new Input.AgentCommanded(agent.id(), session, fresh, new AgentCommand.LogOut()));
        }
        assertThat(engine.stateHash()).isNotEqualTo(hash);
        assertThat(Engine.restored(at, state).stateHash()).isEqualTo(hash);
    }

    @Test
    void notesTheStateOfATrunkOnlyWhenItHasChanged() {
        Engine engine = day().engine;
        PbxEvent alarm = new PbxEvent.TrunkAlarm(DemoSite.CARRIER, "Red Alarm");
        PbxEvent cleared = new PbxEvent.TrunkAlarmCleared(DemoSite.CARRIER);
        List<List<Event>> facts = Stream.of(cleared, alarm, alarm, cleared)
                .map(event ->
                        engine.step(engine.now(), new Input.PbxReported(event)).events())
                .toList();
        assertThat(facts)
                .containsExactly(
                        List.of(),
                        List.of(new SiteEvent.TrunkAlarmChanged(DemoSite.CARRIER, "Red Alarm")),
                        List.of(),
                        List.of(new SiteEvent.TrunkAlarmChanged(DemoSite.CARRIER, "")));
        assertThat(engine.site().trunkAlarm(DemoSite.CARRIER)).isEmpty();
    }

    @Test
    void goesOnAfterAReplayAsItWouldHaveGoneOn() {
        Scenario story = day();
        Engine copy = story.replayed();
        Input next = new Input.PbxReported(new PbxEvent.LinkDown(DemoSite.MAIN, "again"));
        assertThat(copy.step(story.now(), next)).isEqualTo(story.engine.step(story.now(), next));
        Timers.Started timer = Objects.requireNonNull(copy.nextTimer());
        assertThat(timer).isEqualTo(story.engine.nextTimer());
        Input fired = new Input.TimerFired(timer.key(), timer.generation());
        assertThat(copy.step(timer.dueAt(), fired)).isEqualTo(story.engine.step(timer.dueAt(), fired));
        assertThat(copy.stateHash()).isEqualTo(story.engine.stateHash());
    }

    @Test
    void changesItsHashWithItsState() {
        Scenario story = day();
        long before = story.engine.stateHash();
        story.commands("anna", new AgentCommand.LogOut());
        assertThat(story.engine.stateHash()).isNotEqualTo(before);
    }

    @Test
    void stopsWhenTimeGoesBack() {
        Scenario story = Scenario.given();
        assertThatThrownBy(() -> story.engine.step(story.now() - 1, new Input.WallClockMoved(0)))
                .isInstanceOf(EngineFault.class)
                .hasMessageContaining("went back");
    }

    @Test
    void ignoresATimerThatWasReplacedOrCancelled() {
        Scenario story = Scenario.given().readyAt("anna", "101").calls("c1", "1");
        Timers.Started lease = story.engine.timers().all().stream()
                .filter(t -> t.key() instanceof TimerKey.OfferLease)
                .findFirst()
                .orElseThrow();
        story.when(new Input.TimerFired(lease.key(), lease.generation() + 1));
        assertThat(story.events()).isEmpty();
        story.hangsUp("c1").when(new Input.TimerFired(lease.key(), lease.generation()));
        assertThat(story.events()).isEmpty();
        assertThat(story.engine.staleTimers()).isEqualTo(2);
    }

    @Test
    void ignoresAnswersNobodyWaitsFor() {
        Scenario story = Scenario.given().answer(new RequestId("nobody"), new RequestOutcome.Done());
        assertThat(story.events()).isEmpty();
    }

    @Test
    void answersACommandThatIsSentAgainWithTheSameReplyAndDoesNothing() {
        Scenario story = Scenario.given().logsIn("anna", "101");
        SessionId session = story.session("anna");
        story.commands("anna", session, "x", new AgentCommand.EndWrapUp());
        Reply first = story.reply();
        story.commands("anna", session, "y", new AgentCommand.MakeReady());
        story.commands("anna", session, "z", new AgentCommand.MakeNotReady("lunch"));
        story.commands("anna", session, "y", new AgentCommand.MakeReady());
        assertThat(story.replied()).isEqualTo("OK");
        assertThat(story.events()).isEmpty();
        assertThat(story.state("anna")).isEqualTo("NOT_READY(lunch)");
        story.commands("anna", session, "x", new AgentCommand.EndWrapUp());
        assertThat(story.reply()).isEqualTo(first).isInstanceOf(Reply.Refused.class);
    }

    @Test
    void answersALogoutThatIsSentAgain() {
        Scenario story = Scenario.given().logsIn("anna", "101");
        SessionId session = story.session("anna");
        story.commands("anna", session, "x", new AgentCommand.LogOut());
        story.commands("anna", session, "x", new AgentCommand.LogOut());
        assertThat(story.replied()).isEqualTo("OK");
    }

    @Test
    void keepsTheRepliesOfASessionThoughAnOlderOneGoesOnSending() {
        Scenario story = Scenario.given().readyAt("anna", "101");
        SessionId old = story.session("anna");
        story.logsIn("anna", "101");
        SessionId session = story.session("anna");
        story.commands("anna", session, "y", new AgentCommand.MakeNotReady("lunch"));
        story.commands("anna", session, "z", new AgentCommand.MakeReady());
        story.commands("anna", old, "o", new AgentCommand.LogOut());
        assertThat(story.replied()).isEqualTo("SESSION_REPLACED");
        story.commands("anna", session, "y", new AgentCommand.MakeNotReady("lunch"));
        assertThat(story.state("anna")).isEqualTo("READY");
    }

    @Test
    void doesNotGiveTheSeatBackToASessionWhoseLoginComesAgain() {
        Scenario story = Scenario.given();
        AgentCommand login = new AgentCommand.LogIn(new StationId("101"));
        SessionId first = new SessionId("first");
        SessionId second = new SessionId("second");
        story.commands("anna", first, "c1", login);
        story.commands("anna", second, "c2", login);
        story.commands("anna", first, "c1", login);
        assertThat(story.replied()).isEqualTo("SESSION_REPLACED");
        assertThat(story.events()).isEmpty();
        assertThat(story.commands("anna", second, "c3", new AgentCommand.MakeReady())
                        .replied())
                .isEqualTo("OK");
        assertThat(story.replayed().stateHash()).isEqualTo(story.engine.stateHash());
        assertThat(Engine.restored(story.now(), story.engine.state()).stateHash())
                .isEqualTo(story.engine.stateHash());
    }

    @Test
    void keepsTheRepliesOfTheLastCommandsOnly() {
        Scenario story = Scenario.given().logsIn("anna", "101");
        SessionId session = story.session("anna");
        story.commands("anna", session, "first", new AgentCommand.MakeReady());
        for (int i = 1; i < Replies.KEPT; i++) {
            story.commands("anna", session, "c" + i, new AgentCommand.MakeNotReady("lunch"));
        }
        assertThat(story.commands("anna", session, "first", new AgentCommand.MakeReady())
                        .events())
                .isEmpty();
        story.commands("anna", session, "one more", new AgentCommand.MakeNotReady("lunch"));
        assertThat(story.commands("anna", session, "first", new AgentCommand.MakeReady())
                        .events())
                .isNotEmpty();
    }

    @Test
    void givesOutNoIdTwice() {
        Scenario story = day();
        List<String> ids = story.steps.stream()
                .flatMap(step -> step.decision().effects().stream())
                .map(effect -> effect.id().value())
                .toList();
        assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.startsWith("demo-1790000000-"));
    }

    @Test
    void writesWallClockTimesAsTheClockWasSetLast() {
        Scenario story = Scenario.given().when(new Input.WallClockMoved(5_000_000_000_000L));
        long arrived = story.now();
        story.calls("c1", "1").hangsUp("c1");
        assertThat(story.record().arrivedAt()).isEqualTo(5_000_000_000_000L + arrived);
    }

    @Test
    void refusesACommandWithoutALogin() {
        Scenario story = Scenario.given();
        story.commands("zoe", new AgentCommand.LogIn(new StationId("101")));
        assertThat(story.replied()).isEqualTo("UNKNOWN_AGENT");
        assertThat(story.events()).isEmpty();
    }
}
