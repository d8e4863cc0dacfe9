package org.cordboard.sim.world;

import java.util.List;

/**
 * An order to dial a telephone and lead it into the dialplan when it answers.
 *
 * @param orderId comes back in {@link WorldEvent.OriginateEnded}; the AMI action id, or empty
 * @param station the telephone's name without technology; {@code number@trunk} on a SIP trunk; on a span the whole dial string, such
 *     as {@code DAHDI/g1/13900001234}
 * @param uniqueId the channel's id to be; empty: the PBX gives one
 * @param timeoutMillis how long it may ring
 * @param callerNumber shown at the telephone
 * @param variables channel variables in the order given
 * @param intoAgi straight into AGI instead of the dialplan: after a bridge there is nothing to come back to
 */
public record OriginateOrder(
        String orderId,
        String station,
        String uniqueId,
        String context,
        String exten,
        int priority,
        long timeoutMillis,
        String callerNumber,
        String callerName,
        List<Variable> variables,
        boolean intoAgi) {

    /** A channel variable. */
    public record Variable(String name, String value) {}

    public OriginateOrder {
        variables = List.copyOf(variables);
    }

    boolean bySpan() {
        return station.startsWith(DahdiDialString.TECHNOLOGY);
    }

    /** What was dialled, as Asterisk writes it. */
    public String dialled() {
        return bySpan() ? station : "PJSIP/" + station;
    }

    /** Leaves the caller's number out. */
    @Override
    public String toString() {
        return "OriginateOrder[" + orderId + " " + dialled() + " as " + uniqueId + "]";
    }
}
