package org.cordboard.sim.run;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What the virtual machine's heap holds when all garbage is gone. */
public final class LiveHeap {

    private LiveHeap() {}

    /** Collects all garbage, which stops everything for a moment; returns the bytes that are left. */
    public static long bytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        // What the first collection lets go of may hold something that only the second one sees.
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
