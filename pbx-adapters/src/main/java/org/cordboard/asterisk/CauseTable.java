package org.cordboard.asterisk;

import org.cordboard.cti.port.Cause;

/**
 * Why a channel ended. The truth is the Cause of the Hangup event: the Reason of OriginateResponse is 0 for busy, unallocated,
 * congestion and reject alike, and TechCause is also set on causes of our own.
 */
final class CauseTable {

    /** OriginateResponse Reason when the ring time-out ran down. */
    static final int REASON_NO_ANSWER = 3;

    private static final int HIGHEST = 511;

    private CauseTable() {}

    static Cause ofHangup(AmiMessage hangup) {
        return of(hangup.number("Cause", 0));
    }

    static Cause of(int code) {
        return code < 0 || code > HIGHEST ? Cause.UNSPECIFIED : new Cause(code);
    }

    /** The cause of a dialled leg that was not answered; a ring time-out without a cause of its own is "no answer". */
    static Cause ofFailedDial(Cause hangup, boolean ringTimedOut) {
        boolean tellsNothing = hangup.equals(Cause.UNSPECIFIED) || hangup.equals(Cause.NORMAL_CLEARING);
        return ringTimedOut && tellsNothing ? Cause.NO_ANSWER : hangup;
    }

    /** Whether the Hangup action takes the cause: 1 to 127. */
    static boolean canBeSent(Cause cause) {
        return cause.code() >= 1 && cause.code() <= 127;
    }
}
