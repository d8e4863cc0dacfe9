package org.cordboard.server.demo;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.Map;

/** What the threads of server, simulated PBX and agents in one process have used of the processors, by their names. */
record ProcessorTime(Map<Part, Long> nanos) {

    /** Whose thread it is. */
    enum Part {
        SERVER,
        PBX,
        AGENTS
    }

    /** Up to this moment, of the threads that live. */
    static ProcessorTime now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Map<Part, Long> nanos = new EnumMap<>(Part.class);
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null) {
                long used = Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
                nanos.merge(partOf(thread.getThreadName()), used, Long::sum);
            }
        }
        return new ProcessorTime(nanos);
    }

    private static Part partOf(String thread) {
        if (thread.startsWith("simulated-pbx")) {
            return Part.PBX;
        }
        // The robots' clients and their timer have the names that the JDK gives.
        return thread.startsWith("HttpClient") || thread.startsWith("pool-") || thread.startsWith("ForkJoinPool")
                ? Part.AGENTS
                : Part.SERVER;
    }

    /** Processors that a part kept busy since then; 1 is one of them all the time. */
    double share(Part part, ProcessorTime since, double seconds) {
        return (nanos.getOrDefault(part, 0L) - since.nanos.getOrDefault(part, 0L)) / (seconds * 1e9);
    }
}
