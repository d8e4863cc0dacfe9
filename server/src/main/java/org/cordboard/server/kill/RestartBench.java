package org.cordboard.server.kill;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.Offer;
import org.cordboard.sim.ami.ReceivedAction;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.standalone.StandalonePbx;
import org.cordboard.sim.world.ChannelState;

/**
 * Kills a busy server with SIGKILL and starts it again, some times over, and measures how soon it serves. The simulated PBX, the callers and
 * the desktops are in this process, reached over TCP; the server is in its own, with settings from a file. What was lost is found by
 * callers' and desktops' word, see {@link Losses}.
 */
public final class RestartBench implements AutoCloseable {

    /**
     * @param calls up at each kill
     * @param seed of the moments and of what people do
     */
    public record Plan(int calls, int kills, long seed) {

        public Plan {
            if (calls < 20 || calls > 2_000 || kills < 1) {
                throw new IllegalArgumentException("20 to 2000 calls and at least one kill");
            }
        }

        /** Two agents for five calls: the others wait or listen. */
        int agents() {
            return calls * 2 / 5;
        }
    }

    /** Served again within so long after the process was started. */
    private static final double LIMIT_SECONDS = 5;

    private static final long TALK_MILLIS = 20_000;
    private static final Sample.Uniform RINGS = new Sample.Uniform(2_000, 6_000);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);
    private static final int EXAMPLES = 5;
    private static final Set<String> WORK = Set.of("agi", "bridge", "originate", "redirect");

    private final Plan plan;
    private final Consumer<String> say;
    private final Draws draws;
    private final Centre centre;
    private final StandalonePbx pbx;
    private final LongSupplier clock;
    private final Crowd crowd;
    private final List<WitnessDesk> desks;
    private final Set<WitnessCaller> inGaps = new LinkedHashSet<>();

    private RestartBench(Path folder, Plan plan, Consumer<String> say) {
        this.plan = plan;
        this.say = say;
        this.draws = new Draws(plan.seed());
        this.centre = new Centre(folder, new Centre.Plan(plan.calls(), plan.agents(), TALK_MILLIS, RINGS, plan.seed()));
        this.pbx = centre.pbx();
        this.clock = centre.clock();
        this.crowd = centre.crowd();
        this.desks = centre.desks();
    }

    /**
     * Runs it.
     *
     * @param data a folder of its own is made in it
     * @return whether nothing was lost and each start was in time
     */
    public static boolean run(Path data, Plan plan, Consumer<String> say) throws InterruptedException {
        Path folder = data.resolve("restart-" + System.currentTimeMillis());
        try (RestartBench bench = new RestartBench(folder, plan, say)) {
            return bench.run();
        }
    }

    private boolean run() throws InterruptedException {
        say.accept("the server's log, and its settings and journal beside it: " + centre.log());
        centre.openDesks();
        crowd.begin();
        boolean good = true;
        for (int kill = 1; kill <= plan.kills(); kill++) {
            TimeUnit.MILLISECONDS.sleep(draws.between(3_000, 13_000));
            centre.await("so many calls are up", PATIENCE, () -> centre.up() >= plan.calls() && everyStageIsThere());
            good &= kill(kill);
        }
        crowd.stop();
        boolean served = Centre.waitFor(PATIENCE, () -> centre.up() == 0);
        say.accept(
                served
                        ? "all %,d callers have come to their end"
                                .formatted(crowd.all().size())
                        : "callers who are not served: " + crowd.stages());
        return good && served;
    }

    private boolean everyStageIsThere() {
        return crowd.stages()
                        .keySet()
                        .containsAll(Set.of(
                                WitnessCaller.Stage.LISTENING,
                                WitnessCaller.Stage.WAITING,
                                WitnessCaller.Stage.TALKING))
                && ringing() > 0;
    }

    private long ringing() {
        return pbx.ask(() -> pbx.world().channels().stream()
                .filter(c -> c.state() == ChannelState.RINGING)
                .count());
    }

    // ---- one kill

    private boolean kill(int number) throws InterruptedException {
        List<WitnessCaller> waiting = crowd.at(WitnessCaller.Stage.WAITING);
        Map<WitnessCaller, Integer> up = new LinkedHashMap<>();
        Map<WitnessCaller.Stage, Integer> stages = crowd.stages();
        Map<String, WitnessCaller> everybody = crowd.all();
        pbx.ask(() -> {
            everybody.values().stream()
                    .filter(c -> c.stage() != WitnessCaller.Stage.OVER)
                    .forEach(c -> up.put(c, c.leftAlone()));
            return true;
        });
        Map<WitnessDesk, Integer> complaints = new LinkedHashMap<>();
        desks.forEach(desk -> complaints.put(desk, desk.complaints().size()));
        long ringing = ringing();
        centre.killServer();
        long killed = clock.getAsLong();
        crowd.keepTrying(true);
        long started = clock.getAsLong();
        centre.startServer();
        boolean back = Centre.waitFor(
                BACK_WITHIN,
                () -> desks.stream().allMatch(d -> returned(d, killed))
                        && firstAnswered(killed).isPresent());
        crowd.keepTrying(false);
        Duration used = centre.server().processorTime();
        Times times = new Times(
                signedIn(started),
                firstWork(started),
                firstBack(killed),
                lastBack(killed),
                firstAnswered(killed),
                firstOffer(killed));
        boolean served = Centre.waitFor(PATIENCE, () -> waiting.stream()
                .allMatch(c -> pbx.ask(() -> c.hasTalked() || c.cutOff() || c.turnedAway())));
        gap(killed, firstWork(started).orElse(clock.getAsLong()));
        Losses losses = losses(up, waiting, complaints, killed);
        print(number, stages, ringing, times.since(started), used, losses);
        if (!back) {
            say.accept("  not all is back after " + BACK_WITHIN.toSeconds() + " s");
        }
        if (!served) {
            say.accept("  somebody who waited is not served after " + PATIENCE.toSeconds() + " s");
        }
        return back && served && losses.all().isEmpty() && times.since(started).inTime();
    }

    private static boolean returned(WitnessDesk desk, long since) {
        WitnessDesk.Return back = desk.back();
        return back != null && back.at() >= since;
    }

    private void gap(long from, long until) {
        crowd.all().values().stream()
                .filter(c -> c.calledAt() >= from - 1_000 && c.calledAt() <= until)
                .forEach(inGaps::add);
    }

    private Losses losses(
            Map<WitnessCaller, Integer> up,
            List<WitnessCaller> waiting,
            Map<WitnessDesk, Integer> complaints,
            long killed) {
        List<Offer> offers = desks.stream()
                .flatMap(d -> d.offers().stream())
                .filter(s -> s.at() >= killed)
                .map(WitnessDesk.Shown::offer)
                .toList();
        Map<String, WitnessCaller> byNumber = crowd.all();
        Map<String, WitnessCaller> byCall = new LinkedHashMap<>();
        desks.forEach(d -> d.offers().forEach(s -> {
            WitnessCaller caller = byNumber.get(s.offer().caller().number());
            if (caller != null) {
                byCall.put(s.offer().callId(), caller);
            }
        }));
        return pbx.ask(() -> {
            Losses losses = new Losses();
            losses.calls(up.keySet(), up);
            losses.places(notOffered(waiting, byCall), inGaps, offers);
            for (WitnessDesk desk : desks) {
                WitnessDesk.Return back = desk.back();
                losses.agent(desk, back != null && back.at() >= killed ? back : null, byCall);
                List<String> said = desk.complaints();
                said.subList(complaints.getOrDefault(desk, 0), said.size()).forEach(c -> losses.complaint(desk, c));
            }
            return losses;
        });
    }

    /** Without those whose offers rang: each is given up and made again by itself, when its telephone is seen to be gone. */
    private List<WitnessCaller> notOffered(List<WitnessCaller> waiting, Map<String, WitnessCaller> byCall) {
        List<WitnessCaller> others = new ArrayList<>(waiting);
        for (WitnessDesk desk : desks) {
            WitnessDesk.Return back = desk.back();
            if (back != null && back.before().state() == AgentState.RESERVED) {
                others.remove(byCall.get(back.before().callId()));
            }
        }
        return others;
    }

    // ---- how soon

    /** Moments of the world's clock; after {@link #since}, milliseconds. */
    private record Times(
            OptionalLong signedIn,
            OptionalLong firstWork,
            OptionalLong firstBack,
            OptionalLong lastBack,
            OptionalLong firstAnswered,
            OptionalLong firstOffer) {

        Times since(long start) {
            return new Times(
                    after(signedIn, start),
                    after(firstWork, start),
                    after(firstBack, start),
                    after(lastBack, start),
                    after(firstAnswered, start),
                    after(firstOffer, start));
        }

        private static OptionalLong after(OptionalLong moment, long start) {
            return moment.isPresent() ? OptionalLong.of(moment.getAsLong() - start) : moment;
        }

        /** Callers and agents are served again when the link works, a desktop is back, a call is answered and one is offered. */
        boolean inTime() {
            return LongStream.of(
                            firstWork.orElse(Long.MAX_VALUE),
                            firstBack.orElse(Long.MAX_VALUE),
                            firstAnswered.orElse(Long.MAX_VALUE),
                            firstOffer.orElse(Long.MAX_VALUE))
                    .allMatch(millis -> millis <= LIMIT_SECONDS * 1_000);
        }
    }

    /** When the new server asked for the channels. */
    private OptionalLong signedIn(long since) {
        return action(since, Set.of("coreshowchannels"));
    }

    /** When it first asked something of a call: then it has compared its calls with the PBX's. */
    private OptionalLong firstWork(long since) {
        OptionalLong signedIn = signedIn(since);
        return signedIn.isPresent() ? action(signedIn.getAsLong(), WORK) : signedIn;
    }

    private OptionalLong action(long since, Set<String> names) {
        return pbx.ask(() -> pbx.ami().received().all().stream()
                .filter(a -> a.at() >= since && names.contains(a.name()))
                .mapToLong(ReceivedAction::at)
                .min());
    }

    private OptionalLong firstBack(long since) {
        return backs(since).min();
    }

    private OptionalLong lastBack(long since) {
        return backs(since).max();
    }

    private LongStream backs(long since) {
        return desks.stream()
                .map(WitnessDesk::back)
                .filter(Objects::nonNull)
                .mapToLong(WitnessDesk.Return::at)
                .filter(at -> at >= since);
    }

    private OptionalLong firstAnswered(long since) {
        Map<String, WitnessCaller> everybody = crowd.all();
        return pbx.ask(() -> everybody.values().stream()
                .filter(c -> c.calledAt() >= since && c.answeredAt() != Long.MAX_VALUE)
                .mapToLong(WitnessCaller::answeredAt)
                .min());
    }

    private OptionalLong firstOffer(long since) {
        return desks.stream()
                .flatMap(d -> d.offers().stream())
                .mapToLong(WitnessDesk.Shown::at)
                .filter(at -> at >= since)
                .min();
    }

    private void print(
            int number,
            Map<WitnessCaller.Stage, Integer> stages,
            long ringing,
            Times times,
            Duration used,
            Losses losses) {
        say.accept(String.format(
                Locale.ROOT,
                "kill %d: %d calls up %s, %d telephones ringing, %d agents",
                number,
                stages.values().stream().mapToInt(Integer::intValue).sum(),
                stages,
                ringing,
                desks.size()));
        say.accept("  seconds after the start of the new process: PBX asked for its calls " + seconds(times.signedIn())
                + ", first work on a call " + seconds(times.firstWork())
                + ", first new caller answered " + seconds(times.firstAnswered())
                + ", first offer on a screen " + seconds(times.firstOffer())
                + ", first desktop back " + seconds(times.firstBack())
                + ", last one " + seconds(times.lastBack())
                + (times.inTime() ? "" : "; TOO LATE")
                + String.format(Locale.ROOT, "; %.1f s of processor time until then", used.toMillis() / 1000.0));
        say.accept(String.format(
                Locale.ROOT,
                "  lost: %d calls, %d places and %d ages of %d compared, %d agents' states",
                losses.callsDropped().size(),
                losses.placesLost().size(),
                losses.agesLost().size(),
                losses.placesCompared(),
                losses.agentStatesLost().size()));
        for (List<String> kind :
                List.of(losses.callsDropped(), losses.placesLost(), losses.agesLost(), losses.agentStatesLost())) {
            kind.stream().limit(EXAMPLES).forEach(line -> say.accept("    " + line));
        }
    }

    private static String seconds(OptionalLong millis) {
        return millis.isPresent() ? String.format(Locale.ROOT, "%.2f", millis.getAsLong() / 1000.0) : "never";
    }

    @Override
    public void close() {
        centre.close();
    }
}
