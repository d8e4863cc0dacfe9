package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.List;

/** Which faults happen to a session, and when. */
public record FaultPlan(List<Planned> faults) {

    public static final FaultPlan NONE = new FaultPlan(List.of());

    /** When a fault happens. */
    public sealed interface When {

        /** Counted from the connection's beginning. */
        record AfterMillis(long millis) implements When {}

        /** Just before the frame that follows this many; the banner counts as one. */
        record AfterFrames(int frames) implements When {}
    }

    /** One fault. */
    public record Planned(When when, WireFault fault) {}

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    public FaultPlan afterMillis(long millis, WireFault fault) {
        return and(new Planned(new When.AfterMillis(millis), fault));
    }

    public FaultPlan afterFrames(int frames, WireFault fault) {
        return and(new Planned(new When.AfterFrames(frames), fault));
    }

    private FaultPlan and(Planned more) {
        List<Planned> all = new ArrayList<>(faults);
        all.add(more);
        return new FaultPlan(all);
    }
}
