package org.cordboard.sim.world;

/**
 * A call that arrives on a trunk.
 *
 * @param callerNumber empty when withheld
 * @param dialled the number dialled (DNIS)
 */
public record InboundCall(String trunk, String callerNumber, String callerName, String dialled) {

    /** Leaves the caller's number out. */
    @Override
    public String toString() {
        return "InboundCall[" + trunk + " to " + dialled + "]";
    }
}
