package org.cordboard.server.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;
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

    @Option(names = "--dialled", defaultValue = "4008001000", description = "The number they dial (${DEFAULT-VALUE}).")
    private String dialled = "";

    @Option(names = "--seed", defaultValue = "1", description = "Of everything random (${DEFAULT-VALUE}).")
    private long seed;

    @Override
    public Integer call() throws InterruptedException {
        StandaloneOptions options = StandaloneOptions.small(port, AmiAccount.cordboard(user, secret), phones, seed);
        if (callsPerMinute > 0) {
            options = options.withCalls(new CallMix(
                    "carrier", dialled, callsPerMinute, 400, List.of(), 1, StandaloneOptions.livelyCustomers()));
        }
        CountDownLatch stopped = new CountDownLatch(1);
        StandalonePbx pbx = start(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            pbx.close();
            stopped.countDown();
        }));
        System.out.printf(
                "Simulated PBX: AMI on 127.0.0.1:%d, user %s, %d telephones from 1001 (stop with Ctrl-C)%n",
                pbx.port(), user, phones);
        pbx.startCalls();
        stopped.await();
        return 0;
    }

    private static StandalonePbx start(StandaloneOptions options) {
        try {
            return StandalonePbx.start(options);
        } catch (IllegalStateException e) {
            throw new Main.CommandFailedException(String.valueOf(e.getMessage()));
        }
    }
}
