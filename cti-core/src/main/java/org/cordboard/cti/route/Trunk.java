package org.cordboard.cti.route;

import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;

/**
 * A trunk that numbers may be dialled over.
 *
 * @param capacity how many legs it carries at a time, incoming and outgoing; 0 where nothing but the PBX limits them
 */
public record Trunk(TrunkId id, PbxId pbx, int capacity) {

    public Trunk {
        if (capacity < 0) {
            throw new IllegalArgumentException("capacity of trunk " + id + " is negative: " + capacity);
        }
    }

    /** Whether one more leg finds room. */
    public boolean hasRoom(int busy) {
        return capacity == 0 || busy < capacity;
    }
}
