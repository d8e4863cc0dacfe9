package org.cordboard.server.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cordboard.crm.bench.ImportBench;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.customer.Tier;
import org.cordboard.server.CordboardServer;
import org.cordboard.server.site.Books;
import org.cordboard.server.site.LoadMeter;
import org.cordboard.sim.people.CallGenerator;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.standalone.StandalonePbx;
import org.jspecify.annotations.Nullable;

/**
 * Four times the calls the server can take, for minutes: who is served, how long they wait, what is turned away, how much memory it takes,
 * and how soon all is as before. What happened to callers is what they say themselves.
 *
 * <p>Talks last a moment, so that it is the machine and not the number of agents that sets the limit. How many calls a second it can take is
 * found out first: more and more call, until the server is late or somebody is turned away.
 */
public final class OverloadBench {

    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration NORMAL = Duration.ofSeconds(60);
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long TALK_MILLIS = 300;
    private static final double FIRST = 40;
    private static final double STEP_UP = 1.25;
    private static final double MOST = 1_000;
    private static final int LINES = 20_000;
    private static final int TIMES = 4;
    private static final int BACK_WITHIN_SECONDS = 10;

    /** Of 20 callers. */
    private static final Map<Tier, Integer> SHARES =
            Map.of(Tier.DIAMOND, 1, Tier.GOLD, 3, Tier.SILVER, 6, Tier.ORDINARY, 10);

    /** Who must not notice the rush: with these shares they alone call four fifths as much as the server can take. */
    private static final List<Tier> VIPS = List.of(Tier.DIAMOND, Tier.GOLD);

    private final Consumer<String> say;
    private final Map<String, Tier> tiers = new LinkedHashMap<>();
    private List<CallMix.Customer> callers = List.of();

    private OverloadBench(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Runs it.
     *
     * @param agents who take the calls; there have to be more than the machine has work for
     * @param callsPerSecond what the server can take on this machine; null to find it out
     * @param rush how long four times as many call
     * @param say takes the lines of the report
     * @return whether every call is accounted for, VIPs waited no more than twice as long as usual, and everything was as before in time
     */
    public static boolean run(
            Path data, int customers, int agents, @Nullable Double callsPerSecond, Duration rush, Consumer<String> say)
            throws InterruptedException {
        ImportBench.fill(data, customers, say);
        return new OverloadBench(say).run(data, customers, agents, callsPerSecond, rush);
    }

    private boolean run(Path data, int customers, int agents, @Nullable Double callsPerSecond, Duration rush)
            throws InterruptedException {
        String secret = DemoSite.secret();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        List<Robot> robots = new ArrayList<>();
        try (StandalonePbx pbx =
                        StandalonePbx.start(LoadTest.quickPhones(agents, secret).withTrunkCapacity(LINES));
                CordboardServer server = CordboardServer.start(
                        LoadTest.settings(data, agents, pbx.port(), secret, headStarts()), List.of())) {
            callers = callers(server, customers);
            LoadTest.logIn(server, agents, secret, timer, robots, LoadTest.SHORT_WRAP_UP, offer -> {});
            Books.Ledger before = server.books().ledger();
            double sustainable = callsPerSecond == null ? sustainable(pbx, server) : callsPerSecond;
            boolean held = rush(pbx, server, sustainable, rush);
            boolean accounted = accounted(pbx, server, before);
            return accounted && held;
        } finally {
            timer.shutdownNow();
            robots.forEach(Robot::close);
        }
    }

    /** The most that neither made the server late nor anybody wait twice as long as when few call. */
    private double sustainable(StandalonePbx pbx, CordboardServer server) throws InterruptedException {
        load(pbx, server, "warm-up", FIRST, WARM_UP);
        double usual =
                load(pbx, server, "first", FIRST, STEP).toTalk(Tier.ORDINARY).p95();
        double held = FIRST;
        for (double rate = FIRST * STEP_UP; rate <= MOST; rate *= STEP_UP) {
            LoadPhase step = load(pbx, server, "step", rate, STEP);
            boolean served = step.calm() && step.toTalk(Tier.ORDINARY).p95() <= 2 * usual;
            say.accept(String.format(
                    Locale.ROOT,
                    "%.0f calls/s: ordinary callers talk after %.2f s, %.2f s (p50, p95); %s",
                    rate,
                    step.toTalk(Tier.ORDINARY).p50() / 1_000,
                    step.toTalk(Tier.ORDINARY).p95() / 1_000,
                    served ? "held" : "too many"));
            if (!served) {
                break;
            }
            held = rate;
        }
        awaitNormal(server.site().load());
        say.accept(String.format(Locale.ROOT, "this machine can take %.0f calls a second", held));
        return held;
    }

    private LoadPhase load(StandalonePbx pbx, CordboardServer server, String name, double rate, Duration time)
            throws InterruptedException {
        CallGenerator calls = generator(pbx, rate, 1);
        pbx.ask(() -> LoadTest.start(calls));
        LoadPhase phase = new LoadPhase(name, tiers).watch(pbx, server, time);
        pbx.ask(() -> LoadTest.stop(calls));
        return phase;
    }

    private boolean rush(StandalonePbx pbx, CordboardServer server, double callsPerSecond, Duration time)
            throws InterruptedException {
        CallGenerator usual = generator(pbx, callsPerSecond, 1);
        List<CallGenerator> more = new ArrayList<>();
        for (int i = 1; i < TIMES; i++) {
            more.add(generator(pbx, callsPerSecond, 1 + i));
        }
        pbx.ask(() -> LoadTest.start(usual));
        TimeUnit.MILLISECONDS.sleep(STEP.toMillis());
        say.accept(LoadPhase.HEADING);
        LoadPhase normal = phase("normal", pbx, server, NORMAL);
        for (CallGenerator each : more) {
            pbx.ask(() -> LoadTest.start(each));
        }
        LoadPhase rush = phase("rush", pbx, server, time);
        for (CallGenerator each : more) {
            pbx.ask(() -> LoadTest.stop(each));
        }
        double backAfter = awaitNormal(server.site().load());
        say.accept(String.format(Locale.ROOT, "back to normal %.1f s after the rush", backAfter));
        LoadPhase after = phase("after", pbx, server, AFTER);
        pbx.ask(() -> LoadTest.stop(usual));
        boolean vips = true;
        for (Tier tier : VIPS) {
            vips &= noticedNothing(tier, normal, rush, after);
        }
        return vips && backAfter <= BACK_WITHIN_SECONDS;
    }

    private LoadPhase phase(String name, StandalonePbx pbx, CordboardServer server, Duration time)
            throws InterruptedException {
        LoadPhase phase = new LoadPhase(name, tiers).watch(pbx, server, time);
        phase.tell(server, say);
        return phase;
    }

    private boolean noticedNothing(Tier tier, LoadPhase normal, LoadPhase rush, LoadPhase after) {
        double usual = normal.toTalk(tier).p95();
        double then = rush.toTalk(tier).p95() / usual;
        double later = after.toTalk(tier).p95() / usual;
        say.accept(String.format(
                Locale.ROOT,
                "%s: p95 to talk %.1f times the usual in the rush, %.1f times after it; at most 2 are allowed; %.1f %% talked in the rush",
                tier,
                then,
                later,
                100 * rush.talked(tier)));
        return then <= 2 && later <= 2;
    }

    private static Map<Tier, Duration> headStarts() {
        Map<Tier, Duration> all = new EnumMap<>(Tier.class);
        all.put(Tier.DIAMOND, Duration.ofSeconds(60));
        all.put(Tier.GOLD, Duration.ofSeconds(40));
        all.put(Tier.SILVER, Duration.ofSeconds(20));
        return all;
    }

    /** Callers from everywhere in the database, in the shares of the tiers. */
    private List<CallMix.Customer> callers(CordboardServer server, int customers) {
        Map<Tier, List<CallMix.Customer>> byTier = new EnumMap<>(Tier.class);
        PhoneNumbers numbers = new PhoneNumbers(server.settings().region());
        int step = Math.max(1, customers / 20_000);
        for (int i = 0; i < customers; i += step) {
            String number = ImportBench.number(i);
            String stored = numbers.normalise(number).orElseThrow();
            Tier tier = server.database()
                    .call("the tier of a caller", handle -> CustomerStore.byNumber(handle, stored))
                    .orElseThrow()
                    .tier();
            tiers.put(number, tier);
            byTier.computeIfAbsent(tier, t -> new ArrayList<>()).add(new CallMix.Customer(number, "Customer " + i));
        }
        List<CallMix.Customer> all = new ArrayList<>();
        for (int i = 0; i < customers / step / 40; i++) {
            for (Tier tier : Tier.values()) {
                List<CallMix.Customer> from = Objects.requireNonNull(byTier.get(tier));
                int share = Objects.requireNonNull(SHARES.get(tier));
                for (int k = 0; k < share; k++) {
                    all.add(from.get((i * share + k) % from.size()));
                }
            }
        }
        return all;
    }

    private CallGenerator generator(StandalonePbx pbx, double perSecond, int seed) {
        CustomerBehaviour talks = CustomerBehaviour.waiting(PATIENCE.toMillis(), TALK_MILLIS);
        CallMix mix = LoadTest.mix(perSecond, LINES, callers, talks);
        return new CallGenerator(pbx.world(), mix, new Draws(seed), pbx.callers());
    }

    private static double awaitNormal(LoadMeter load) throws InterruptedException {
        long started = System.nanoTime();
        while ((load.isBusy() || load.limit() > 0) && System.nanoTime() - started < 60_000_000_000L) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    /** Each call the PBX took is in the books once, with what its caller says. */
    private boolean accounted(StandalonePbx pbx, CordboardServer server, Books.Ledger before)
            throws InterruptedException {
        Books.Ledger ledger = LoadTest.awaitEnd(server);
        long made = pbx.ask(() -> pbx.callers().called() - pbx.callers().refused());
        long talked = pbx.ask(() -> pbx.callers().talked());
        long fellBack = pbx.ask(() -> pbx.callers().fellBack());
        long arrived = ledger.arrived() - before.arrived();
        Map<CallResult, Long> results = new EnumMap<>(CallResult.class);
        ledger.results()
                .forEach((result, count) ->
                        results.put(result, count - before.results().getOrDefault(result, 0L)));
        results.values().removeIf(count -> count == 0);
        long shed = results.getOrDefault(CallResult.SHED, 0L);
        say.accept(
                "%d calls reached the PBX, %d the server, which says %s; of the callers %d talked, %d heard the announcement"
                        .formatted(made, arrived, results, talked, fellBack));
        boolean balanced = ledger.balances()
                && ledger.open() == 0
                && talked == results.getOrDefault(CallResult.ANSWERED, 0L)
                && fellBack - shed == made - arrived;
        say.accept(balanced ? "every call is accounted for" : "NOT every call is accounted for");
        return balanced;
    }
}
