package org.cordboard.system.asterisk;

import java.time.Duration;

/** What a phone (and the person at it) does when it rings. */
public sealed interface PhoneBehaviour {

    /** Rings until the caller gives up (or the test says {@link SippPhone#answer}). */
    record RingsForEver() implements PhoneBehaviour {}

    /** Answers after ringing so long, and stays on until the other side ends the call or the test says so. */
    record Answers(Duration afterRinging) implements PhoneBehaviour {}

    /** Answers, talks, hangs up. */
    record AnswersAndHangsUp(Duration afterRinging, Duration afterAnswer) implements PhoneBehaviour {}

    /** Refuses as busy, SIP 486, which Asterisk reports as cause 17. */
    record IsBusy() implements PhoneBehaviour {}

    /** Refuses on a key, SIP 603, which Asterisk reports as cause 21. */
    record Declines() implements PhoneBehaviour {}
}
