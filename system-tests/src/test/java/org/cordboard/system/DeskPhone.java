package org.cordboard.system;

import java.time.Duration;

/** A telephone on an agent's desk and the person beside it. */
interface DeskPhone {

    /** What it does with calls from the next one on. */
    sealed interface Behaviour {

        record Answers(Duration afterRinging) implements Behaviour {}

        record RingsOn() implements Behaviour {}

        /** The person presses the key that refuses the call. */
        record Declines() implements Behaviour {}

        /** Engaged already. */
        record IsBusy() implements Behaviour {}
    }

    void behave(Behaviour behaviour);

    /** How many calls have rung it. */
    int rings();

    /** It is answered and connected with somebody. */
    boolean talking();

    /** The person beside it says something from now on. They begin when they hear somebody. */
    void speak();

    /** Whether somebody is heard to speak just now. */
    boolean hearsVoice();

    /** Puts the handset down. */
    void hangUp();
}
