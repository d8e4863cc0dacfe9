package org.cordboard.cti.port;

import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.journal.Journaled;

/** Where a dialled leg goes. */
public sealed interface Destination {

    /** An agent's telephone. */
    @Journaled("port.to-station/1")
    record ToStation(StationId station) implements Destination {}
}
