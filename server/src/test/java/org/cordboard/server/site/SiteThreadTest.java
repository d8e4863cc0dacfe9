package org.cordboard.server.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.EngineClock;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.journal.ByteSink;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.server.desktop.EngineSite;
import org.cordboard.server.desktop.SiteInputs.TooBusyException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SiteThreadTest {

    private static final AgentId ANNA = new AgentId("anna");
    private static final SessionId SESSION = new SessionId("s-1");
    private static final long WALL = 1_790_000_000_000L;

    private final BlockingJournal journal = new BlockingJournal();
    private final AtomicLong wall = new AtomicLong(WALL);
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> lookedUp = Collections.synchronizedList(new ArrayList<>());
    private final List<JournalEntry> shown = Collections.synchronizedList(new ArrayList<>());
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<PbxRequest> asked = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine();
    private final SiteThread site = site(engine, journal);
    private int commands;

    private SiteThread site(Engine decides, BlockingJournal writes) {
        Effects effects = new Effects((number, answer) -> {
            lookedUp.add(number);
            answer.accept(new LookUpResult.NotFound());
        });
        effects.connect(new ObedientPbx());
        return new SiteThread(
                decides,
                new EngineClock(wall::get, nanos::get, decides.now(), 0),
                writes,
                effects,
                List.of((entry, replayed) -> shown.add(entry)),
                0xC0DE,
                new LoadMeter(() -> 0),
                failures::add);
    }

    /** Says that all it was asked for is done. */
    private final class ObedientPbx implements Pbx {

        @Override
        public PbxId id() {
            return EngineSite.PBX;
        }

        @Override
        public void request(PbxRequest request) {
            asked.add(request);
            site.report(new PbxEvent.RequestEnded(request.id(), new RequestOutcome.Done()));
        }
    }

    @AfterEach
    void closes() {
        journal.takes();
        site.close();
    }

    private void start() {
        site.start(List.of());
        site.tell(new Input.SiteStarted(new SiteId("test"), WALL / 1000));
        site.tell(new Input.ConfigurationLoaded(EngineSite.config()));
        site.tell(new Input.PbxReported(new PbxEvent.LinkUp(EngineSite.PBX, List.of())));
        await().until(() -> shown.size() >= 3);
    }

    private CompletableFuture<Reply> command(AgentCommand what) {
        return site.command(new Input.AgentCommanded(ANNA, SESSION, new CommandId("c" + ++commands), what))
                .toCompletableFuture();
    }

    private CompletableFuture<Reply> logIn() {
        return command(new AgentCommand.LogIn(new StationId("101")));
    }

    /** In the engine's state, before the site is started: a grace period runs. */
    private void annaHasLostHerDesktop() {
        engine.step(WALL, new Input.SiteStarted(new SiteId("test"), WALL / 1000));
        engine.step(WALL, new Input.ConfigurationLoaded(EngineSite.config()));
        engine.step(
                WALL,
                new Input.AgentCommanded(
                        ANNA, SESSION, new CommandId("c1"), new AgentCommand.LogIn(new StationId("101"))));
        engine.step(WALL, new Input.DesktopLost(ANNA, SESSION));
    }

    private void aCallerComes() {
        aCallerComes(EngineSite.PBX);
    }

    private void aCallerComes(PbxId pbx) {
        site.report(new PbxEvent.LegOffered(
                pbx, new LegId("leg-1"), new TrunkId("carrier"), new CallerId("13800138000", ""), "4000"));
    }

    private List<Class<?>> inputs() {
        List<Class<?>> types = new ArrayList<>();
        journal.entries().forEach(entry -> types.add(entry.input().getClass()));
        return types;
    }

    @Test
    void decidesWhatAStartMeansBeforeTimersThatCameDueMeanwhile() {
        annaHasLostHerDesktop();
        wall.addAndGet(60_000);
        nanos.addAndGet(60_000_000_000L);
        Input linkDown = new Input.PbxReported(new PbxEvent.LinkDown(EngineSite.PBX, "started"));
        site.start(List.of(linkDown, linkDown));
        await().until(() -> shown.size() >= 3);
        assertThat(inputs()).startsWith(Input.PbxReported.class, Input.PbxReported.class, Input.TimerFired.class);
    }

    // ---- what is durable

    @Test
    void letsNothingOutBeforeItIsDurable() {
        start();
        journal.waits();
        CompletableFuture<Reply> reply = logIn();
        aCallerComes();
        long before = shown.size();
        await().until(() -> inputs().contains(Input.AgentCommanded.class)
                && journal.entries().getLast().input() instanceof Input.PbxReported);
        assertThat(reply).isNotDone();
        assertThat(asked).isEmpty();
        assertThat(shown).hasSize((int) before);
        journal.takes();
        assertThat(reply).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Reply.Ok());
        await().until(() -> !asked.isEmpty());
    }

    @Test
    void bringsAnAnswerBackAsAnInput() {
        start();
        aCallerComes();
        await().until(() -> inputs().contains(Input.CustomerLookedUp.class));
        assertThat(lookedUp).containsExactly("13800138000");
    }

    @Test
    void showsFollowersEveryEntryInOrderBeforeItsReply() {
        start();
        assertThat(logIn()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(shown.getLast().input()).isInstanceOf(Input.AgentCommanded.class);
        assertThat(shown).extracting(JournalEntry::position).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatWaitsAndLetsNothingGoWhenTheDiskIsFull() {
        start();
        journal.waits();
        CompletableFuture<Reply> login = logIn();
        aCallerComes();
        await().until(() -> journal.entries().getLast().input() instanceof Input.PbxReported);
        int durable = shown.size();
        journal.isFull();
        assertRefused(login, "The server has stopped. Try again in a moment.");
        assertThat(asked).isEmpty();
        assertThat(shown).hasSize(durable);
        await().until(() -> !failures.isEmpty());
        assertThat(failures).singleElement().satisfies(f -> assertThat(f).hasMessageContaining("no space left"));
        assertThat(site.failure()).hasMessageContaining("no space left");
        assertRefused(logIn(), "The server is stopping. Try again in a moment.");
    }

    @Test
    void answersEveryCommandGivenWhileTheJournalFails() {
        start();
        journal.isFull();
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            all.add(logIn());
        }
        all.forEach(one -> assertThat(one).failsWithin(Duration.ofSeconds(20)));
        assertThat(failures).hasSize(1);
    }

    private static void assertRefused(CompletableFuture<Reply> answer, String sentence) {
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .withCauseInstanceOf(TooBusyException.class)
                .withMessageContaining(sentence);
    }

    @Test
    void answersWhoeverWaitsWhenTheEngineHasAFault() {
        start();
        journal.waits();
        CompletableFuture<Reply> decided = logIn();
        await().until(() -> inputs().contains(Input.AgentCommanded.class));
        journal.breaks();
        CompletableFuture<Reply> met = command(new AgentCommand.MakeReady());
        assertRefused(met, "The server has stopped. Try again in a moment.");
        journal.takes();
        await().until(decided::isDone);
        assertThat(failures).singleElement().satisfies(f -> assertThat(f).hasMessage("a fault of the engine"));
        assertThat(site.failure()).isSameAs(failures.getFirst());
        assertRefused(logIn(), "The server is stopping. Try again in a moment.");
    }

    @Test
    void stopsWhenAFollowerFails() {
        SiteThread other = new SiteThread(
                new Engine(),
                new EngineClock(wall::get, nanos::get, 0, 0),
                new BlockingJournal(),
                new Effects((number, answer) -> {}),
                List.of((entry, replayed) -> {
                    throw new IllegalStateException("cannot follow");
                }),
                0,
                new LoadMeter(() -> 0),
                failures::add);
        other.start(List.of());
        other.tell(new Input.SiteStarted(new SiteId("test"), 1));
        await().until(() -> !failures.isEmpty());
        other.close();
        assertThat(failures).singleElement().satisfies(f -> assertThat(f).hasMessage("cannot follow"));
    }

    // ---- time

    @Test
    void firesTimersWhenTheyAreDue() {
        start();
        assertThat(logIn()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(command(new AgentCommand.MakeReady())).succeedsWithin(Duration.ofSeconds(10));
        site.tell(new Input.DesktopLost(ANNA, SESSION));
        await().until(() -> inputs().contains(Input.DesktopLost.class));
        assertThat(inputs()).doesNotContain(Input.TimerFired.class);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(30));
        await().until(() -> inputs().contains(Input.TimerFired.class));
        JournalEntry fired = journal.entries().getLast();
        assertThat(fired.at()).isEqualTo(WALL + 30_000);
        assertThat(fired.events())
                .anySatisfy(event -> assertThat(event.toString()).contains("CONNECTION_LOST"));
    }

    @Test
    void decidesWhatCameInTimeBeforeTheTimerHoweverLateItIs() {
        annaHasLostHerDesktop();
        site.tell(new Input.DesktopReturned(ANNA, SESSION));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        site.tell(new Input.StateNoteDue());
        site.start(List.of());
        await().until(() -> inputs().contains(Input.StateNoteDue.class));
        assertThat(inputs()).startsWith(Input.DesktopReturned.class).doesNotContain(Input.TimerFired.class);
    }

    @Test
    void tellsTheEngineOfAJumpOfTheWallClock() {
        start();
        wall.addAndGet(TimeUnit.HOURS.toMillis(1));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
        await().until(() -> inputs().contains(Input.WallClockMoved.class));
        assertThat(journal.entries().getLast().events())
                .containsExactly(new SiteEvent.WallClockMoved(3_600_000 - 11_000));
        assertThat(journal.entries().getLast().at()).isEqualTo(WALL + 11_000);
    }

    @Test
    void takesBackAnOffsetOfTheWallClockThatARestartHasCured() {
        Engine before = new Engine();
        before.step(WALL, new Input.SiteStarted(new SiteId("test"), WALL / 1000));
        before.step(WALL, new Input.WallClockMoved(3_600_000));
        wall.addAndGet(3_600_000);
        BlockingJournal written = new BlockingJournal();
        SiteThread restarted = site(before, written);
        restarted.start(List.of());
        await().until(() -> !written.entries().isEmpty());
        restarted.close();
        assertThat(written.entries().getFirst().input()).isEqualTo(new Input.WallClockMoved(0));
    }

    @Test
    void goesOnWithoutANoteOfAStateThatCannotBeWritten() {
        Reply unwritable = new Reply.Refused(Refusal.NOT_LOGGED_IN, "x".repeat(ByteSink.DEFAULT_LIMIT + 1));
        engine.replay(WALL, List.of(new SiteEvent.CommandAnswered(ANNA, SESSION, new CommandId("c0"), unwritable)));
        start();
        nanos.addAndGet(TimeUnit.MINUTES.toNanos(11));
        await().until(() -> site.notesFailed() == 1);
        assertThat(logIn()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(new Reply.Ok());
        site.close();
        assertThat(failures).isEmpty();
        assertThat(inputs()).doesNotContain(Input.StateNoteDue.class);
    }

    // ---- bounds

    @Test
    void refusesCommandsAsBusyWhenTooManyInputsWaitButTakesWhatMustNotWait() {
        start();
        journal.waits();
        List<CompletableFuture<Reply>> all = new ArrayList<>();
        // Beside the queue itself, what the engine has decided and the disk has not taken yet is on its way.
        for (int i = 0; i < SiteThread.INPUTS + SiteThread.RESERVE + 20_000; i++) {
            all.add(command(new AgentCommand.EndWrapUp()));
        }
        CompletableFuture<Reply> refused = all.getLast();
        assertRefused(refused, "The server has too much to do. Try again.");
        site.tell(new Input.DesktopLost(ANNA, SESSION));
        journal.takes();
        await().atMost(Duration.ofSeconds(40)).until(() -> all.stream().allMatch(CompletableFuture::isDone));
        await().until(() -> inputs().contains(Input.DesktopLost.class));
    }

    // ---- the end

    @Test
    void decidesAndAnswersWhatWaitsWhenClosed() {
        start();
        CompletableFuture<Reply> login = logIn();
        CompletableFuture<Reply> ready = command(new AgentCommand.MakeReady());
        site.close();
        assertThat(login).isCompletedWithValue(new Reply.Ok());
        assertThat(ready).isCompletedWithValue(new Reply.Ok());
        assertThat(engine.agents().agent(ANNA)).isNotNull().satisfies(anna -> assertThat(anna.state())
                .isInstanceOf(AgentState.Ready.class));
        assertThat(journal.closed).isTrue();
        assertRefused(logIn(), "The server is stopping. Try again in a moment.");
        assertThat(failures).isEmpty();
    }

    @Test
    void reachesTheSameStateByReplay() {
        start();
        logIn();
        command(new AgentCommand.MakeReady());
        aCallerComes();
        await().until(() -> inputs().contains(Input.CustomerLookedUp.class));
        site.close();
        Engine replayed = new Engine();
        journal.entries().forEach(entry -> replayed.replay(entry.at(), entry.events()));
        assertThat(replayed.stateHash()).isEqualTo(engine.stateHash());
        assertThat(replayed.calls().all()).hasSize(1);
    }

    @Test
    void failsAnEffectForAPbxThatNobodyConnected() {
        start();
        aCallerComes(new PbxId("elsewhere"));
        await().untilAsserted(() -> assertThat(journal.entries())
                .anySatisfy(entry -> assertThat(entry.input().toString()).contains("LINK_DOWN")));
    }
}
