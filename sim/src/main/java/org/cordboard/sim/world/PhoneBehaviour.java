package org.cordboard.sim.world;

import java.util.OptionalLong;

/** What a telephone does when it is rung. */
public sealed interface PhoneBehaviour {

    /**
     * @param afterMillis ringing time
     * @param hangsUpAfterMillis the phone ends the call this long after its first conversation began; empty: never by itself
     */
    record Answers(long afterMillis, OptionalLong hangsUpAfterMillis) implements PhoneBehaviour {

        public Answers(long afterMillis) {
            this(afterMillis, OptionalLong.empty());
        }
    }

    /** @param cause Q.850, for example 17 busy or 21 rejected */
    record Rejects(int cause, long afterMillis) implements PhoneBehaviour {}

    /** Rings until the caller gives up. */
    record NeverAnswers() implements PhoneBehaviour {}

    /** Registered but gone: no sign of life, not even ringing, until the dial times out. */
    record Silent() implements PhoneBehaviour {}

    /** Not registered: the PBX has nowhere to ring. */
    record Unreachable() implements PhoneBehaviour {}
}
