package org.cordboard.sim.standalone;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiServer;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.world.Span;
import org.cordboard.sim.world.WorldTimings;

/**
 * What {@link StandalonePbx} is to be.
 *
 * @param trunk name of the SIP trunk
 * @param trunkCapacity calls it carries at once
 * @param spans further lines
 * @param alarmEveryMillis how often each of them has an alarm, on average; 0: never
 * @param calls streams of calls; empty: nobody calls
 * @param seed of everything random
 */
public record StandaloneOptions(
        AmiServer.Options listen,
        List<AmiAccount> accounts,
        String trunk,
        int trunkCapacity,
        List<Span> spans,
        long alarmEveryMillis,
        List<Phone> phones,
        List<CallMix> calls,
        WorldTimings timings,
        long seed) {

    /**
     * A telephone.
     *
     * @param missesOut the chance that nobody picks it up
     * @param rejects the chance that the call is rejected
     */
    public record Phone(String station, Sample answersAfter, double missesOut, double rejects) {}

    public StandaloneOptions {
        accounts = List.copyOf(accounts);
        spans = List.copyOf(spans);
        phones = List.copyOf(phones);
        calls = List.copyOf(calls);
    }

    /** Without spans. */
    public StandaloneOptions(
            AmiServer.Options listen,
            List<AmiAccount> accounts,
            String trunk,
            int trunkCapacity,
            List<Phone> phones,
            List<CallMix> calls,
            WorldTimings timings,
            long seed) {
        this(listen, accounts, trunk, trunkCapacity, List.of(), 0, phones, calls, timings, seed);
    }

    /** A small centre on loopback: telephones 1001 and up answer after one to three seconds, and nobody calls yet. */
    public static StandaloneOptions small(int amiPort, AmiAccount account, int phones, long seed) {
        List<Phone> answering = new ArrayList<>();
        for (int i = 1; i <= phones; i++) {
            answering.add(new Phone(Integer.toString(1000 + i), new Sample.Uniform(1_000, 3_000), 0, 0));
        }
        return new StandaloneOptions(
                AmiServer.Options.loopback(amiPort),
                List.of(account),
                "carrier",
                500,
                answering,
                List.of(),
                WorldTimings.measured(),
                seed);
    }

    /** @param alarmMillis how often each of them has an alarm, on average; 0: never */
    public StandaloneOptions withSpans(List<Span> others, long alarmMillis) {
        return with(others, alarmMillis, phones, calls, timings);
    }

    private StandaloneOptions with(
            List<Span> lines, long alarmMillis, List<Phone> people, List<CallMix> mixes, WorldTimings times) {
        return new StandaloneOptions(
                listen, accounts, trunk, trunkCapacity, lines, alarmMillis, people, mixes, times, seed);
    }

    /** @param calls the trunk carries at once */
    public StandaloneOptions withTrunkCapacity(int calls) {
        return new StandaloneOptions(
                listen, accounts, trunk, calls, spans, alarmEveryMillis, phones, this.calls, timings, seed);
    }

    public StandaloneOptions withCalls(CallMix... mixes) {
        return with(spans, alarmEveryMillis, phones, List.of(mixes), timings);
    }

    public StandaloneOptions withPhones(List<Phone> others) {
        return with(spans, alarmEveryMillis, others, calls, timings);
    }

    public StandaloneOptions withTimings(WorldTimings others) {
        return with(spans, alarmEveryMillis, phones, calls, others);
    }

    /**
     * Customers as a demonstration needs them: they wait a minute or so and talk for some seconds up to a minute; one in
     * seven has little patience.
     */
    public static List<CustomerBehaviour> livelyCustomers() {
        CustomerBehaviour calm = new CustomerBehaviour(
                new Sample.Exponential(90_000), new Sample.Lognormal(15_000, 0.5), 0, "", new Sample.Fixed(1_000));
        CustomerBehaviour hasty = new CustomerBehaviour(
                new Sample.Exponential(12_000), new Sample.Lognormal(8_000, 0.4), 0.02, "", new Sample.Fixed(1_000));
        return List.of(calm, calm, calm, calm, calm, calm, hasty);
    }
}
