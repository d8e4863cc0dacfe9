package org.cordboard.cti.engine;

import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.journal.Journaled;

/** What a supervisor wants done to the site's work. */
public sealed interface SupervisorCommand {

    /**
     * A waiting caller is to wait in this queue from now on, which may be the one they are in.
     *
     * @param toHead whether they are to be the next one; else they keep their place
     */
    @Journaled("supervisor.move-caller/1")
    record MoveCaller(CallId call, QueueId queue, boolean toHead) implements SupervisorCommand {}
}
