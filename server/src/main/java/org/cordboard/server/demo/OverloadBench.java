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
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.standalone.StandalonePbx;

/**
 * Four times the calls the server can take, for minutes: who is served, how long they wait, what is turned away, how much memory it takes,
 * and how soon all is as before. What happened to callers is what they say themselves.
 */
public final class OverloadBench {

    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration AFTER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_GOING = 4_500;
    private static final int TIMES = 4;

    /** Of 20 callers. */
    private static final Map<Tier, Integer> SHARES =
            Map.of(Tier.DIAMOND, 1, Tier.GOLD, 3, Tier.SILVER, 6, Tier.ORDINARY, 10);

    private final Consumer<String> say;
    private final Map<String, Tier> tiers = new LinkedHashMap<>();
    private final Runtime runtime = Runtime.getRuntime();

    private OverloadBench(Consumer<String> say) {
        this.say = say;
    }

    /**
     * Runs it.
     *
     * @param callsPerSecond what the server can take on this machine
     * @param rush how long four times as many call
     * @param say takes the lines of the report
     * @return whether every call is accounted for, and everything is as before in the end
     */
    public static boolean run(
            Path data, int customers, int agents, double callsPerSecond, Duration rush, Consumer<String> say)
            throws InterruptedException {
        ImportBench.fill(data, customers, say);
        return new OverloadBench(say).run(data, customers, agents, callsPerSecond, rush);
    }

    private boolean run(Path data, int customers, int agents, double callsPerSecond, Duration rush)
            throws InterruptedException {
        String secret = DemoSite.secret();
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        List<Robot> robots = new ArrayList<>();
        try (StandalonePbx pbx = StandalonePbx.start(LoadTest.pbxOptions(agents, secret));
                CordboardServer server = CordboardServer.start(
                        LoadTest.settings(data, agents, pbx.port(), secret, headStarts()), List.of())) {
            List<CallMix.Customer> callers = callers(server, customers);
            LoadTest.logIn(server, agents, secret, timer, robots, offer -> {});
            Books.Ledger before = server.books().ledger();
            CallGenerator usual = generator(pbx, callers, callsPerSecond, 1);
            CallGenerator more = generator(pbx, callers, callsPerSecond * (TIMES - 1), 2);
            pbx.ask(() -> start(usual));
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            say.accept("%-8s%-10s%9s%9s%9s%9s%9s%12s%12s"
                    .formatted(
                            "phase",
                            "tier",
                            "calls",
                            "talked",
                            "shed",
                            "gave up",
                            "no line",
                            "p50 to talk",
                            "p95 to talk"));
            phase("normal", pbx, server, WARM_UP);
            pbx.ask(() -> start(more));
            phase("rush", pbx, server, rush);
            pbx.ask(() -> {
                more.stop();
                return true;
            });
            double backAfter = awaitNormal(server.site().load());
            say.accept(String.format(Locale.ROOT, "back to normal %.1f s after the rush", backAfter));
            phase("after", pbx, server, AFTER);
            pbx.ask(() -> {
                usual.stop();
                return true;
            });
            return accounted(pbx, server, before) && backAfter <= 10;
        } finally {
            timer.shutdownNow();
            robots.forEach(Robot::close);
        }
    }

    private static boolean start(CallGenerator calls) {
        calls.start();
        return true;
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

    private static CallGenerator generator(
            StandalonePbx pbx, List<CallMix.Customer> callers, double perSecond, int seed) {
        CustomerBehaviour talks = CustomerBehaviour.waiting(PATIENCE.toMillis(), 4_000);
        CallMix mix = LoadTest.mix(perSecond, MOST_GOING, callers, talks);
        return new CallGenerator(pbx.world(), mix, new Draws(seed), pbx.callers());
    }

    // ---- what came of it

    private void phase(String name, StandalonePbx pbx, CordboardServer server, Duration time)
            throws InterruptedException {
        long from = System.currentTimeMillis();
        long end = System.nanoTime() + time.toNanos();
        long most = 0;
        long latest = 0;
        int lowest = Integer.MAX_VALUE;
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            most = Math.max(most, runtime.totalMemory() - runtime.freeMemory());
            latest = Math.max(latest, server.site().load().delay());
            int limit = server.site().load().limit();
            lowest = limit > 0 ? Math.min(lowest, limit) : lowest;
        }
        long until = System.currentTimeMillis();
        List<CallerLog.Entry> ended = pbx.ask(() -> pbx.callers().ended());
        for (Tier tier : Tier.values()) {
            tell(
                    name,
                    tier,
                    ended.stream()
                            .filter(entry -> entry.endedAt() >= from && entry.endedAt() < until)
                            .filter(entry -> tier == tiers.get(entry.callerNumber()))
                            .toList());
        }
        say.accept("%-8smost memory in use %d MB, most late %d ms, lowest limit %s; %d calls up, %d inputs wait"
                .formatted(
                        name,
                        most >> 20,
                        latest,
                        lowest == Integer.MAX_VALUE ? "none" : lowest + "/s",
                        server.books().ledger().open(),
                        server.site().backlog()));
    }

    private void tell(String phase, Tier tier, List<CallerLog.Entry> calls) {
        Percentiles waits = new Percentiles();
        long refused = calls.stream().filter(CallerLog.Entry::refused).count();
        calls.stream()
                .filter(entry -> entry.heardAgentAt().isPresent())
                .forEach(entry -> waits.add(
                        TimeUnit.MILLISECONDS.toNanos(entry.heardAgentAt().getAsLong() - entry.calledAt())));
        Percentiles.Summary summary = waits.summary();
        long shed = calls.stream().filter(CallerLog.Entry::heardFallback).count();
        say.accept(String.format(
                Locale.ROOT,
                "%-8s%-10s%9d%9d%9d%9d%9d%10.2f s%10.2f s",
                phase,
                tier,
                calls.size(),
                summary.count(),
                shed,
                calls.size() - summary.count() - shed - refused,
                refused,
                summary.p50() / 1_000,
                summary.p95() / 1_000));
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
        long answered = count(ledger, CallResult.ANSWERED) - count(before, CallResult.ANSWERED);
        long shed = count(ledger, CallResult.SHED) - count(before, CallResult.SHED);
        say.accept(
                "%d calls reached the PBX, %d the server; %d talked, the books say %d; %d heard the announcement, the books say %d"
                        .formatted(made, arrived, talked, answered, fellBack, shed));
        return ledger.balances() && ledger.open() == 0 && talked == answered && fellBack - shed == made - arrived;
    }

    private static long count(Books.Ledger ledger, CallResult result) {
        return ledger.results().getOrDefault(result, 0L);
    }
}
