package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.List;

/**
 * A digital line as the PBX is set up for it.
 *
 * @param number DAHDI's number of the span, from 1; as a trunk it is called {@code span1}
 * @param group the group that dial strings such as {@code DAHDI/g1/…} name
 */
public record Span(int number, Line line, Signalling signalling, int group) {

    private static final int GROUPS = 64;

    /** The two lines there are, with the time slot that carries the signalling. */
    public enum Line {
        E1(31, 16),
        T1(24, 24);

        private final int slots;
        private final int signallingSlot;

        Line(int slots, int signallingSlot) {
            this.slots = slots;
            this.signallingSlot = signallingSlot;
        }
    }

    /** How calls are set up on a span. */
    public sealed interface Signalling {

        /** @param network whether this PBX is the network's side of the D channel (pri_net) or the user's (pri_cpe) */
        record Pri(boolean network) implements Signalling {}

        /**
         * @param linkset its links are the signalling slots of all spans that name it
         * @param controlsEven whether this PBX controls the circuits with even codes, which is for the higher point code
         */
        record Ss7(int linkset, boolean controlsEven) implements Signalling {}
    }

    public Span {
        if (number < 1 || group < 0 || group >= GROUPS) {
            throw new IllegalArgumentException("a span has a number from 1 and a group from 0 to 63");
        }
    }

    /** A PRI span of an ordinary subscriber, in group 1. */
    public static Span pri(int number, Line line) {
        return new Span(number, line, new Signalling.Pri(false), 1);
    }

    /** An SS7 span in linkset 1 and group 2, of an exchange with the higher point code. */
    public static Span ss7(int number, Line line) {
        return new Span(number, line, new Signalling.Ss7(1, true), 2);
    }

    /** What calls name it by. */
    public String trunk() {
        return "span" + number;
    }

    /** The time slots that carry calls. For SS7 the number of a slot is its circuit identification code. */
    public List<Integer> bearers() {
        List<Integer> slots = new ArrayList<>();
        for (int slot = 1; slot <= line.slots; slot++) {
            if (slot != line.signallingSlot) {
                slots.add(slot);
            }
        }
        return slots;
    }

    int slots() {
        return line.slots;
    }

    /** The slot that is the D channel or carries a signalling link. */
    public int signallingSlot() {
        return line.signallingSlot;
    }

    /**
     * Whose call stays when both sides have seized the same time slot: the network's (Q.931, 5.7), or that of the exchange that
     * controls the circuit (Q.764, 2.9.1.4).
     */
    boolean oursStays(int slot) {
        return switch (signalling) {
            case Signalling.Pri pri -> pri.network();
            case Signalling.Ss7 ss7 -> (slot % 2 == 0) == ss7.controlsEven();
        };
    }
}
