package org.cordboard.server.desktop;

import java.util.List;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;

/** How a site's queues stand at this moment, and which agents it has. */
public interface LiveFigures {

    /**
     * A queue.
     *
     * @param waiting callers in line
     * @param oldestSince since when the first of them waits, Unix milliseconds; 0 when there are none
     * @param ready agents who could be offered a call
     */
    record Queue(QueueId id, int waiting, long oldestSince, int ready) {}

    /** The queues of the settings, in their order. */
    List<Queue> queues();

    /** The agents of the settings, in their order. */
    List<AgentId> agents();
}
