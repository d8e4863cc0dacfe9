package org.cordboard.system.asterisk;

import java.time.Duration;

/** What a customer does without being told. */
public sealed interface CustomerBehaviour {

    /** Stays until the other side ends the call (or the test says {@link SippCaller#hangUp}). */
    record StaysOn() implements CustomerBehaviour {}

    /** Hangs up so long after having dialled, answered or not. */
    record LosesPatience(Duration afterDialling) implements CustomerBehaviour {}

    /** Hangs up so long after having been answered. */
    record HangsUpAfterTalk(Duration afterAnswer) implements CustomerBehaviour {}
}
