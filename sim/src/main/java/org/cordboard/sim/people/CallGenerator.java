package org.cordboard.sim.people;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.world.PbxWorld;
import org.jspecify.annotations.Nullable;

/** Makes customers call at random moments. Runs on the world's thread. */
public final class CallGenerator {

    private static final double MILLIS_PER_MINUTE = 60_000;

    private final PbxWorld world;
    private final CallMix mix;
    private final Draws draws;
    private final CallerLog log;
    private final Map<Long, Caller> going = new LinkedHashMap<>();
    private @Nullable Cancellable next;
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

    private void callAndGoOn() {
        double mean = MILLIS_PER_MINUTE / mix.callsPerMinute();
        next = world.scheduler().schedule((long) draws.exponential(mean), this::callAndGoOn);
        if (going.size() >= mix.maxGoing()) {
            notMade++;
            return;
        }
        long mine = ++number;
        CustomerBehaviour behaviour =
                mix.behaviours().get(draws.index(mix.behaviours().size()));
        Caller caller = Caller.call(world, mix.draw(draws), behaviour, draws.split(), log, () -> going.remove(mine));
        if (!caller.over()) {
            going.put(mine, caller);
        }
    }
}
