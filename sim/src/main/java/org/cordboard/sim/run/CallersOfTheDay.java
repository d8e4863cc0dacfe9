package org.cordboard.sim.run;

import java.util.List;
import java.util.function.Consumer;
import org.cordboard.sim.people.AnnouncedWait;
import org.cordboard.sim.people.Caller;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.KeyHabit;
import org.cordboard.sim.people.PhonePerson;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.people.ToldWait;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.PbxWorld;

/** Everybody who calls on a simulated day, how, and over which line. */
final class CallersOfTheDay {

    /** From the network's choice of a time slot to the call's arrival. */
    private static final long ON_ITS_WAY = 10;

    private final Scenario scenario;
    private final PbxWorld world;
    private final CallerLog log;
    private final Draws draws;
    private final boolean selfService;
    private final int shares;

    CallersOfTheDay(Scenario scenario, PbxWorld world, CallerLog log, Draws draws, boolean selfService) {
        this.scenario = scenario;
        this.world = world;
        this.log = log;
        this.draws = draws;
        this.selfService = selfService;
        this.shares = Math.max(
                1, scenario.lines().stream().mapToInt(Scenario.Line::share).sum());
    }

    /** @param coming told the trunk of a call shortly before it comes */
    void expect(Consumer<String> coming) {
        List<Long> moments = scenario.calls().moments(scenario.millis(), draws);
        for (int i = 0; i < moments.size(); i++) {
            InboundCall call = call(i);
            CustomerBehaviour behaviour = behaviour();
            Draws own = draws.split();
            world.scheduler().schedule(moments.get(i), () -> {
                coming.accept(call.trunk());
                world.scheduler().schedule(ON_ITS_WAY, () -> Caller.call(world, call, behaviour, own, log));
            });
        }
    }

    private InboundCall call(int number) {
        String trunk = trunk();
        double luck = draws.unit();
        String caller = "139%08d".formatted(number);
        if (scenario.random() && luck < 0.02) {
            return new InboundCall(trunk, "", "", SimulatedSite.HOTLINE);
        }
        if (scenario.random() && luck < 0.03) {
            return new InboundCall(trunk, caller, "", "4000000000");
        }
        boolean stranger = draws.chance(scenario.calls().strangers());
        if (!stranger) {
            PhonePerson person = whenCalledBack();
            // They can be reached over every line of the day.
            scenario.lines().forEach(line -> world.addPhone(caller + "@" + line.trunk(), person));
        }
        return new InboundCall(
                trunk, stranger ? "177%08d".formatted(number) : caller, "Customer " + number, SimulatedSite.HOTLINE);
    }

    /** Customers who are called back: some are not there, some do not want to talk any more. */
    private PhonePerson whenCalledBack() {
        return new PhonePerson(
                draws.split(),
                new Sample.Uniform(1_000, 12_000),
                new Sample.Lognormal(scenario.calls().talkMillis(), 0.6),
                scenario.random() ? 0.25 : 0,
                scenario.random() ? 0.1 : 0);
    }

    private String trunk() {
        int drawn = draws.index(shares);
        for (Scenario.Line line : scenario.lines()) {
            drawn -= line.share();
            if (drawn < 0) {
                return line.trunk();
            }
        }
        return scenario.lines().getFirst().trunk();
    }

    private CustomerBehaviour behaviour() {
        CallPlan plan = scenario.calls();
        Sample patience = draws.chance(plan.impatient())
                ? new Sample.Exponential(60_000)
                : new Sample.Exponential(plan.patienceMillis());
        Sample talk = draws.chance(0.1) ? new Sample.Never() : new Sample.Lognormal(plan.talkMillis(), 0.6);
        double early = scenario.random() ? 0.03 : 0;
        String keys = keys();
        return new CustomerBehaviour(patience, talk, early, keys, new Sample.Uniform(200, 4_000), habit(), told());
    }

    /** A third of the callers listen to how long they will have to wait. */
    private ToldWait told() {
        return scenario.random() && draws.chance(0.33)
                ? new ToldWait(AnnouncedWait.saidAfter(SimulatedSite.ABOUT), 180_000, 1.5)
                : ToldWait.IGNORED;
    }

    /** What a caller presses, as far as they get: most know what they want. */
    private String keys() {
        double luck = draws.unit();
        if (luck < 0.4 || !selfService) {
            return luck < 0.25 || scenario.queues().size() == 1 ? "1" : "2";
        }
        if (luck < 0.5) {
            return luck < 0.43 ? "6 1" : luck < 0.46 ? "6 2" : luck < 0.48 ? "1 2" : "1 3 2";
        }
        return luck < 0.6 ? "9" : luck < 0.8 ? "5 55501# 4711" : luck < 0.9 ? "555501#4711" : "5 12 9999 4711";
    }

    private KeyHabit habit() {
        double luck = draws.unit();
        if (luck < 0.6) {
            return KeyHabit.LISTENS;
        }
        return luck < 0.7
                ? KeyHabit.TYPES_AHEAD
                : luck < 0.8 ? KeyHabit.SLOW : luck < 0.9 ? KeyHabit.MISDIALS : KeyHabit.CORRECTS;
    }
}
