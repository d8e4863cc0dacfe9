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

    /** An answer is late by less than this; what differs by more shows a clock that was set. */
    static final long SET_MILLIS = 10_000;

    private static final int ANSWERS_TO_JUDGE_BY = 6;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}([.][0-9]{1,9})?");
    private static final String BEAT_VARIABLE = "CORDBOARD_BEAT";

    private final Workings w;
    private long beats;

    /** The PBX's clock less machine time: the largest of the last answers, which was the least late. */
    private long offset;

    private boolean told;
    private long largest;
    private int answers;

    Heartbeat(Workings workings) {
        this.w = workings;
    }

    void begin(long at) {
        beats = 0;
        told = false;
        answers = 0;
        beat(at);
    }

    private void beat(long at) {
        if (beats++ % ASK_EVERY == 0) {
            w.actions().send(AmiAction.named("Ping"), this::onPong);
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

    private void onPong(AmiMessage pong, long at) {
        long millis = millis(pong.text("Timestamp"));
        if (millis <= 0) {
            return;
        }
        long now = millis - at;
        largest = answers == 0 ? now : Math.max(largest, now);
        answers++;
        if (!told || now > offset || offset - now > SET_MILLIS) {
            boolean wrong = !told || Math.abs(now - offset) >= BEAT_MILLIS;
            offset = now;
            told = true;
            if (wrong) {
                say(at);
            }
        }
        if (answers == ANSWERS_TO_JUDGE_BY) {
            offset = Math.abs(largest - now) > SET_MILLIS ? now : largest;
            answers = 0;
        }
    }

    /** Seconds with a fraction as milliseconds; 0 where it is none. */
    private static long millis(String seconds) {
        return SECONDS.matcher(seconds).matches()
                ? new BigDecimal(seconds).movePointRight(3).longValue()
                : 0;
    }
}
