package org.cordboard.asterisk;

/**
 * The lease of a waiting leg: an absolute time-out at the PBX, renewed while the server lives, that sends the leg to the dialplan's fallback
 * when the server stays away. It must be lifted before a bridge, else it cuts the talk.
 *
 * <p>Set by Setvar: the action AbsoluteTimeout refuses 0.
 */
final class Leases {

    static final int LEASE_SECONDS = 150;
    static final long RENEWAL_MILLIS = 60_000;

    private final Workings w;

    Leases(Workings workings) {
        this.w = workings;
    }

    void take(Leg leg, long at) {
        forget(leg);
        send(leg, LEASE_SECONDS);
        leg.lease = w.timers().set(at + RENEWAL_MILLIS, later -> take(leg, later));
    }

    void lift(Leg leg) {
        if (leg.lease != null) {
            forget(leg);
            send(leg, 0);
        }
    }

    void forget(Leg leg) {
        w.timers().cancel(leg.lease);
        leg.lease = null;
    }

    private void send(Leg leg, int seconds) {
        if (leg.channel != null) {
            w.sendUnwatched(AmiAction.named("Setvar")
                    .with("Channel", leg.channelName())
                    .with("Variable", "TIMEOUT(absolute)")
                    .with("Value", Integer.toString(seconds)));
        }
    }
}
