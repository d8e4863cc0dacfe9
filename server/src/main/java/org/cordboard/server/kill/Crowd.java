package org.cordboard.server.kill;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.standalone.StandalonePbx;

/** Callers, so many that a number of calls is always up. Ask from any thread; the callers themselves live on the world's. */
final class Crowd {

    private static final long TICK_MILLIS = 100;
    private static final int MOST_A_TICK = 3;

    private final StandalonePbx pbx;
    private final Draws draws;
    private final int wanted;
    private final long talkMillis;
    private final Map<String, WitnessCaller> everybody = new LinkedHashMap<>();
    private boolean calling;
    private boolean oneAtLeast;

    Crowd(StandalonePbx pbx, int wanted, long talkMillis, long seed) {
        this.pbx = pbx;
        this.wanted = wanted;
        this.talkMillis = talkMillis;
        this.draws = new Draws(seed);
    }

    void begin() {
        pbx.ask(() -> {
            calling = true;
            tick();
            return true;
        });
    }

    /** Nobody calls any more; who has called stays. */
    void stop() {
        pbx.ask(() -> calling = false);
    }

    /** Lets somebody call every tenth of a second even when calls enough are up, to see when new callers are served. */
    void keepTrying(boolean on) {
        pbx.ask(() -> oneAtLeast = on);
    }

    private void tick() {
        if (!calling) {
            return;
        }
        long up = everybody.values().stream()
                .filter(c -> c.stage() != WitnessCaller.Stage.OVER)
                .count();
        long more = Math.clamp(wanted - up, oneAtLeast ? 1 : 0, MOST_A_TICK);
        for (int i = 0; i < more; i++) {
            int n = everybody.size();
            String number = RestartSite.customer(n);
            everybody.put(
                    number,
                    WitnessCaller.call(
                            pbx.world(),
                            RestartSite.HOTLINE,
                            draws.split(),
                            number,
                            RestartSite.isDiamond(n),
                            talkMillis));
        }
        pbx.world().scheduler().schedule(TICK_MILLIS, this::tick);
    }

    /** All who have ever called, by number. */
    Map<String, WitnessCaller> all() {
        return pbx.ask(() -> new LinkedHashMap<>(everybody));
    }

    List<WitnessCaller> at(WitnessCaller.Stage stage) {
        return pbx.ask(() -> {
            List<WitnessCaller> there = new ArrayList<>();
            everybody.values().stream().filter(c -> c.stage() == stage).forEach(there::add);
            return there;
        });
    }

    /** How many are how far; those whose call is over are left out. */
    Map<WitnessCaller.Stage, Integer> stages() {
        return pbx.ask(() -> {
            Map<WitnessCaller.Stage, Integer> stages = new EnumMap<>(WitnessCaller.Stage.class);
            everybody.values().forEach(c -> stages.merge(c.stage(), 1, Integer::sum));
            stages.remove(WitnessCaller.Stage.OVER);
            return stages;
        });
    }
}
