package org.cordboard.sim.world;

import java.util.List;

/** A trunk without time slots: it has a number of calls that it carries at most. */
final class SipTrunk extends Trunk {
    private final int capacity;
    private int busy;

    SipTrunk(String name, int capacity) {
        super(name);
        this.capacity = capacity;
    }

    @Override
    int busy() {
        return busy;
    }

    @Override
    int refusal() {
        return inAlarm() || busy >= capacity ? NO_CIRCUIT : 0;
    }

    void seize(Channel channel) {
        channel.trunk = this;
        busy++;
    }

    @Override
    void release(Channel channel) {
        busy--;
    }

    @Override
    TrunkView view() {
        return new TrunkView(name, null, alarm, !inAlarm(), busy, capacity, List.of());
    }
}
