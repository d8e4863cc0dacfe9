package org.cordboard.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.cordboard.server.demo.DemoOptions;
import org.cordboard.server.demo.DemoReport;
import org.cordboard.server.demo.DemoSite;
import org.cordboard.server.demo.Words;
import org.cordboard.server.listen.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        description = "A whole centre on this machine: simulated PBX, server, customers who call, robots who answer.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration DRAIN = Duration.ofMinutes(3);
    private static final Duration REHEARSAL = Duration.ofMinutes(1);
    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final Duration PLAIN_LINE = Duration.ofSeconds(2);

    @Option(names = "--for", paramLabel = "TIME", description = "Stop by itself after, for example, 60s or 5m.")
    private @Nullable String time;

    @Option(names = "--report", paramLabel = "FILE", description = "Write ledger and latencies as JSON at the end.")
    private @Nullable Path report;

    @Option(names = "--data", defaultValue = "data", description = "Data directory (${DEFAULT-VALUE}).")
    private Path data = Path.of("data");

    @Option(names = "--port", defaultValue = "8088", description = "The server's port, 0 for any (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--robots", defaultValue = "12", description = "Robot agents, at most 12 (${DEFAULT-VALUE}).")
    private int robots;

    @Option(names = "--calls-per-minute", defaultValue = "42", description = "Calls that come in (${DEFAULT-VALUE}).")
    private double callsPerMinute;

    @Option(names = "--customers", defaultValue = "10000", description = "Made-up customers (${DEFAULT-VALUE}).")
    private int customers;

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random in the PBX (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--lang", description = "en or zh; else the system's language.")
    private @Nullable String language;

    /** For the launcher, which has the virtual machine note down what a demo and a server that is started again load on the way. */
    @Option(names = "--rehearse", hidden = true)
    private boolean rehearse;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Locale locale = language == null ? Locale.getDefault() : Locale.of(language);
        Words words = new Words(locale);
        Duration limit = time == null ? null : Durations.parse(time);
        PrintWriter out = new PrintWriter(System.out, true, Charset.defaultCharset());
        try (DemoSite demo = start(locale)) {
            demo.introduction().forEach(out::println);
            out.println(time == null ? words.say("stopkey") : words.say("stopafter", time));
            out.println();
            out.flush();
            CountDownLatch interrupted = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Thread hook = new Thread(() -> awaitEnd(interrupted, done));
            Runtime.getRuntime().addShutdownHook(hook);
            long started = System.nanoTime();
            demo.startCalls();
            if (rehearse) {
                return rehearse(demo, out, done);
            }
            show(demo, out, interrupted, limit);
            Duration ran = Duration.ofNanos(System.nanoTime() - started);
            out.println(words.say("draining"));
            out.flush();
            demo.drain(DRAIN);
            int status = finish(demo.report(ran), words, out);
            done.countDown();
            return status;
        }
    }

    /** A first call is answered, the server is started again, and its desktops are back. */
    private int rehearse(DemoSite demo, PrintWriter out, CountDownLatch done) throws InterruptedException {
        boolean good = comesTrue(() -> demo.firstAnswer().isPresent());
        demo.firstAnswer().ifPresent(out::println);
        if (good) {
            demo.restartServer();
            good = comesTrue(() -> demo.server().desktops().connected() == robots);
        }
        done.countDown();
        return good ? 0 : 1;
    }

    private static boolean comesTrue(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + REHEARSAL.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return condition.getAsBoolean();
    }

    private DemoSite start(Locale locale) {
        try {
            return DemoSite.start(new DemoOptions(data, port, robots, callsPerMinute, customers, seed, locale));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new Main.CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    /** On Ctrl-C the virtual machine waits for this hook, and the hook for the demo's orderly end. */
    private static void awaitEnd(CountDownLatch interrupted, CountDownLatch done) {
        interrupted.countDown();
        try {
            done.await(DRAIN.toSeconds() + 10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void show(DemoSite demo, PrintWriter out, CountDownLatch interrupted, @Nullable Duration limit)
            throws InterruptedException {
        boolean terminal = Terminal.shows();
        long end = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
        Duration pause = terminal ? REDRAW : PLAIN_LINE;
        boolean firstTold = false;
        while (System.nanoTime() < end) {
            long left = Math.min(pause.toMillis(), (end - System.nanoTime()) / 1_000_000 + 1);
            if (interrupted.await(left, TimeUnit.MILLISECONDS)) {
                return;
            }
            if (terminal) {
                out.print("\033[H\033[2J");
                demo.introduction().forEach(out::println);
                demo.firstAnswer().ifPresent(out::println);
                out.println();
                demo.wallboard().page().forEach(out::println);
            } else {
                if (!firstTold && demo.firstAnswer().isPresent()) {
                    demo.firstAnswer().ifPresent(out::println);
                    firstTold = true;
                }
                out.println(demo.wallboard().line());
            }
            out.flush();
        }
    }

    private int finish(DemoReport result, Words words, PrintWriter out) throws IOException {
        String json = Json.pretty(result);
        if (report != null) {
            Files.writeString(report, json + System.lineSeparator());
        }
        out.println(json);
        out.println(result.balanced() ? words.say("good") : words.say("bad", result.findings()));
        out.flush();
        return result.balanced() ? 0 : 1;
    }
}
