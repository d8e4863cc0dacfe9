package org.cordboard.sim.world;

import org.jspecify.annotations.Nullable;

/** A time slot of a span that carries one call: a B channel, or a circuit of SS7. */
final class Circuit {

    /** How long a seizure is on its way: meanwhile the other side takes the circuit for free. */
    static final long CROSSING_MILLIS = 25;

    final int slot;

    /** DAHDI's number, which counts on from span to span. */
    final int number;

    @Nullable
    Channel call;

    private long dialledAt = Long.MIN_VALUE;

    Circuit(int slot, int number) {
        this.slot = slot;
        this.number = number;
    }

    boolean isFree() {
        return call == null;
    }

    void seize(Channel channel) {
        call = channel;
        channel.circuit = this;
    }

    /** Our side's seizure leaves now. */
    void dial(Channel channel, long now) {
        seize(channel);
        dialledAt = now;
    }

    void release() {
        call = null;
        dialledAt = Long.MIN_VALUE;
    }

    /** The call of ours that the other side has not heard of yet. */
    @Nullable
    Channel crossing(long now) {
        return dialledAt != Long.MIN_VALUE && now - dialledAt < CROSSING_MILLIS ? call : null;
    }
}
