package org.cordboard.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cordboard.cti.port.Destination;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;
import org.cordboard.sim.world.Span;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "sim-pbx",
        description = "Runs the simulated PBX alone: an AMI server that behaves as Asterisk 22 does.",
        mixinStandardHelpOptions = true)
final class SimPbxCommand implements Callable<Integer> {

    @Option(names = "--ami-port", defaultValue = "5038", description = "Port on loopback (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--user", defaultValue = "cordboard", description = "Manager user (${DEFAULT-VALUE}).")
    private String user = "";

    @Option(names = "--secret", defaultValue = "cordboard", description = "Its secret (${DEFAULT-VALUE}).")
    private String secret = "";

    @Option(names = "--phones", defaultValue = "12", description = "Telephones 1001 and up (${DEFAULT-VALUE}).")
    private int phones;

    @Option(names = "--calls-per-minute", defaultValue = "0", description = "Calls that come in (${DEFAULT-VALUE}).")
    private double callsPerMinute;

    @Option(
            names = "--spans",
            split = ",",
            paramLabel = "LINE",
            description = "Spans beside the SIP trunk: pri-e1, pri-t1, ss7-e1 or ss7-t1, separated by commas.")
    private List<String> spans = List.of();

    @Option(
            names = "--alarm-every",
            paramLabel = "DURATION",
            description = "How often each span has an alarm, on average, such as 10m; never without this.")
    private @Nullable String alarmEvery;

    @Option(names = "--dialled", defaultValue = "4008001000", description = "The number they dial (${DEFAULT-VALUE}).")
    private String dialled = "";

    @Option(
            names = "--callers",
            split = ",",
            paramLabel = "NUMBER",
            description =
                    "Who calls, such as your own customers; made-up numbers without this. They answer call-backs.")
    private List<String> callers = List.of();

    @Option(
            names = "--keys",
            defaultValue = "",
            paramLabel = "KEYS",
            description =
                    "What callers press in answer to the first prompts, such as '1 55501#'; nothing without this.")
    private String keys = "";

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        StandaloneOptions options = StandaloneOptions.small(port, AmiAccount.cordboard(user, secret), phones, seed);
        List<Span> lines = lines();
        options = options.withSpans(
                lines, alarmEvery == null ? 0 : Durations.parse(alarmEvery).toMillis());
        if (callsPerMinute > 0) {
            options = options.withCalls(calls(lines));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        StandalonePbx pbx = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pbx.close();
            stopped.countDown();
        }));
        System.out.printf(
                "Simulated PBX: AMI on 127.0.0.1:%d, user %s, %d telephones from 1001, %d spans (stop with Ctrl-C)%n",
                pbx.port(), user, phones, spans.size());
        pbx.startCalls();
        stopped.await();
        return 0;
    }

    private List<Span> lines() {
        List<Span> lines = new ArrayList<>();
        for (String line : spans) {
            int number = lines.size() + 1;
            lines.add(
                    switch (line) {
                        case "pri-e1" -> Span.pri(number, Span.Line.E1);
                        case "pri-t1" -> Span.pri(number, Span.Line.T1);
                        case "ss7-e1" -> Span.ss7(number, Span.Line.E1);
                        case "ss7-t1" -> Span.ss7(number, Span.Line.T1);
                        default ->
                            throw new Main.CommandFailedException(
                                    "'" + line + "' is no span. Write pri-e1, pri-t1, ss7-e1 or ss7-t1.");
                    });
        }
        return lines;
    }

    /** As many calls over each line as over the others. */
    private CallMix[] calls(List<Span> lines) {
        List<String> trunks = new ArrayList<>(List.of("carrier"));
        lines.forEach(line -> trunks.add(line.trunk()));
        double each = callsPerMinute / trunks.size();
        return trunks.stream()
                .map(trunk -> new CallMix(trunk, dialled, each, 400, known(), callers.isEmpty() ? 1 : 0, behaviours()))
                .toArray(CallMix[]::new);
    }

    private List<CallMix.Customer> known() {
        for (String number : callers) {
            if (!Destination.ToNumber.isDiallable(number)) {
                throw new Main.CommandFailedException(
                        "'" + number + "' is no number: write 3 to 20 digits, perhaps after a plus.");
            }
        }
        return callers.stream().map(number -> new CallMix.Customer(number, "")).toList();
    }

    private List<CustomerBehaviour> behaviours() {
        if (!keys.matches("[0-9*# ]*")) {
            throw new Main.CommandFailedException(
                    "'" + keys + "' are no keys: write 0 to 9, * and #, a blank between prompts.");
        }
        return StandaloneOptions.livelyCustomers().stream()
                .map(each -> each.withKeys(keys.strip()))
                .toList();
    }

    private static StandalonePbx start(StandaloneOptions options) {
        try {
            return StandalonePbx.start(options);
        } catch (IllegalStateException e) {
            throw new Main.CommandFailedException(String.valueOf(e.getMessage()));
        }
    }
}
