package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordboard.sim.time.Cancellable;
import org.jspecify.annotations.Nullable;

/** A span and what its time slots carry. */
final class SpanTrunk extends Trunk {
    final Span span;
    final List<Circuit> circuits = new ArrayList<>();

    /** Whether the D channel, or a link of the linkset, works. */
    boolean signalling = true;

    /** Ends what signalling does not come back for, or waits until it is back. */
    @Nullable
    Cancellable timer;

    private int priCalls;

    /** @param slotsBefore time slots of the spans before this one */
    SpanTrunk(Span span, int slotsBefore) {
        super(span.trunk());
        this.span = span;
        span.bearers().forEach(slot -> circuits.add(new Circuit(slot, slotsBefore + slot)));
    }

    @Override
    int busy() {
        return (int) circuits.stream().filter(circuit -> !circuit.isFree()).count();
    }

    @Override
    boolean works() {
        return !inAlarm() && signalling;
    }

    @Override
    int refusal() {
        if (!works()) {
            // The exchange cannot reach a subscriber whose D channel is down; circuits without signalling are blocked.
            return span.signalling() instanceof Span.Signalling.Pri ? DESTINATION_OUT_OF_ORDER : NO_CIRCUIT;
        }
        return circuits.stream().anyMatch(Circuit::isFree) ? 0 : NO_CIRCUIT;
    }

    @Nullable
    Circuit freeBut(Circuit taken) {
        return circuits.stream()
                .filter(circuit -> circuit != taken && circuit.isFree())
                .findFirst()
                .orElse(null);
    }

    /** The calls it carries, in the order of the time slots. */
    List<Channel> calls() {
        List<Channel> calls = new ArrayList<>();
        for (Circuit circuit : circuits) {
            if (circuit.call != null) {
                calls.add(circuit.call);
            }
        }
        return calls;
    }

    /** The device behind a call, which is its channel's name without the last part. */
    String device(Circuit circuit, String number) {
        return switch (span.signalling()) {
            case Span.Signalling.Pri pri -> "DAHDI/i" + span.number() + "/" + number;
            case Span.Signalling.Ss7 ss7 -> "DAHDI/" + circuit.number;
        };
    }

    /** What makes the name of a new channel one of its own: on PRI a number that counts up. */
    String suffix() {
        return switch (span.signalling()) {
            case Span.Signalling.Pri pri -> String.format(Locale.ROOT, "%x", ++priCalls);
            case Span.Signalling.Ss7 ss7 -> "1";
        };
    }

    @Override
    void release(Channel channel) {
        Circuit circuit = channel.circuit;
        if (circuit != null && circuit.call == channel) {
            circuit.release();
        }
    }

    void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    @Override
    TrunkView view() {
        List<CircuitView> views = circuits.stream()
                .map(circuit -> new CircuitView(circuit.number, circuit.call == null ? "" : circuit.call.uniqueId))
                .toList();
        return new TrunkView(name, span, alarm, signalling, busy(), circuits.size(), views);
    }
}
