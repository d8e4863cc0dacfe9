package org.cordboard.asterisk;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Says to the dialplan each second that the server is there. The time it says is the PBX's own, which a Ping tells: the clock of the server
 * may be set to whatever it likes, and callers are still let in. Until the PBX has told, it is the server's.
 */
final class Heartbeat {

    static final long BEAT_MILLIS = 1_000;

    /** The PBX is asked once in so many beats. */
    static final int ASK_EVERY = 10;

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}([.][0-9]{1,9})?");
    private static final String BEAT_VARIABLE = "CORDBOARD_BEAT";

    private final Workings w;
    private long beats;

    /** The PBX's clock less machine time, as near as the last answer allows. */
    private long offset;

    private boolean told;

    Heartbeat(Workings workings) {
        this.w = workings;
    }

    void begin(long at) {
        beats = 0;
        told = false;
        beat(at);
    }

    private void beat(long at) {
        if (beats++ % ASK_EVERY == 0) {
            w.actions().send(AmiAction.named("Ping"), (pong, heard) -> onPong(pong, at, heard));
        }
        say(at);
        w.timers().set(at + BEAT_MILLIS, this::beat);
    }

    private void say(long at) {
        long seconds = Math.floorDiv(pbxMillis(at), 1_000);
        w.sendUnwatched(
                AmiAction.named("Setvar").with("Variable", BEAT_VARIABLE).with("Value", Long.toString(seconds)));
    }

    /** Unix time of the PBX's clock, as far as it is known. */
    long pbxMillis(long at) {
        return told ? at + offset : w.settings().epochSeconds().applyAsLong(at) * 1_000;
    }

    /** The PBX looked at its clock at some moment between the two: what agrees with that stays, however late the answer was. */
    private void onPong(AmiMessage pong, long asked, long heard) {
        long stamp = millis(pong.text("Timestamp"));
        if (stamp <= 0) {
            return;
        }
        long before = offset;
        offset = told ? Math.clamp(offset, stamp - heard, stamp - asked) : stamp - asked;
        boolean wrong = !told || Math.abs(offset - before) >= BEAT_MILLIS;
        told = true;
        if (wrong) {
            say(heard);
        }
    }

    /** Seconds with a fraction as milliseconds; 0 where it is none. */
    private static long millis(String seconds) {
        return SECONDS.matcher(seconds).matches()
                ? new BigDecimal(seconds).movePointRight(3).longValue()
                : 0;
    }
}
