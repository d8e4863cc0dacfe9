package org.cordboard.sim.people;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.PbxWorld;
import org.jspecify.annotations.Nullable;

/** Makes customers call at random moments. Runs on the world's thread. */
public final class CallGenerator {

    private static final double MILLIS_PER_MINUTE = 60_000;

    /** Callers beyond so many cannot be called back. */
    private static final int MOST_PHONES = 20_000;

    private final PbxWorld world;
    private final CallMix mix;
    private final Draws draws;
    private final CallerLog log;
    private final Map<Long, Caller> going = new LinkedHashMap<>();
    private final Set<String> plugged = new LinkedHashSet<>();
    private @Nullable Cancellable next;
    private double dueAt;
    private long number;
    private long notMade;

    public CallGenerator(PbxWorld world, CallMix mix, Draws draws, CallerLog log) {
        this.world = world;
        this.mix = mix;
        this.draws = draws;
        this.log = log;
    }

    /** Makes the first call at once and the others after it. */
    public void start() {
        if (next == null) {
            dueAt = world.scheduler().now();
            next = world.scheduler().schedule(0, this::callAndGoOn);
        }
    }

    /** No new calls; those that go on end in their own time. */
    public void stop() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** Calls that are up. */
    public int going() {
        return going.size();
    }

    /** Calls not made because too many were up. */
    public long notMade() {
        return notMade;
    }

    /** Customers do not wait for a PBX that is late: those whose moment has passed call now. */
    private void callAndGoOn() {
        long now = world.scheduler().now();
        while (dueAt <= now) {
            dueAt += draws.exponential(MILLIS_PER_MINUTE / mix.callsPerMinute());
            call();
        }
        next = world.scheduler().schedule((long) Math.ceil(dueAt) - now, this::callAndGoOn);
    }

    private void call() {
        if (going.size() >= mix.maxGoing()) {
            notMade++;
            return;
        }
        long mine = ++number;
        CustomerBehaviour behaviour =
                mix.behaviours().get(draws.index(mix.behaviours().size()));
        InboundCall call = mix.draw(draws);
        plugIn(call, behaviour);
        Caller caller = Caller.call(world, call, behaviour, draws.split(), log, () -> going.remove(mine));
        if (!caller.over()) {
            going.put(mine, caller);
        }
    }

    /** Who asks to be called back is there, mostly. */
    private void plugIn(InboundCall call, CustomerBehaviour behaviour) {
        String number = call.callerNumber() + "@" + call.trunk();
        boolean known = plugged.contains(number) || (plugged.size() < MOST_PHONES && plugged.add(number));
        if (known && !call.callerNumber().isEmpty()) {
            world.addPhone(
                    number,
                    new PhonePerson(draws.split(), new Sample.Uniform(1_000, 5_000), behaviour.talk(), 0.1, 0.05));
        }
    }
}
