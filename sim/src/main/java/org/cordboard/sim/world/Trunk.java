package org.cordboard.sim.world;

/** What calls arrive over and go out by. */
abstract sealed class Trunk permits SipTrunk, SpanTrunk {

    static final int DESTINATION_OUT_OF_ORDER = 27;
    static final int NO_CIRCUIT = 34;

    final String name;

    /** Empty when all is well. */
    String alarm = "";

    Trunk(String name) {
        this.name = name;
    }

    boolean inAlarm() {
        return !alarm.isEmpty();
    }

    /** Whether it would take calls if it had a channel free. */
    boolean works() {
        return !inAlarm();
    }

    /** Calls it carries. */
    abstract int busy();

    /** Why it takes no further call now, as the cause a caller is given; 0 when it does. */
    abstract int refusal();

    abstract void release(Channel channel);

    abstract TrunkView view();
}
