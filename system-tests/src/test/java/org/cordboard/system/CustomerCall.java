package org.cordboard.system;

/** A customer on the line, with what they can notice themselves. */
interface CustomerCall {

    /** The call was answered: the customer pays for it now. */
    boolean isAnswered();

    /**
     * Whether a prompt was heard since {@link #listenFromNow}, or since the beginning. Where nobody can tell one prompt from the
     * other it is a stretch of sound of some length.
     */
    boolean hears(String prompt);

    /** Whether music has begun since {@link #listenFromNow}; where nobody can tell it from other sound, a second of sound. */
    boolean hearsMusic();

    /** The PBX's own announcement was heard instead of the service. */
    boolean heardFallback();

    void listenFromNow();

    /** Presses keys one after the other; something must have been heard before. */
    void press(String keys);

    /** Says something from now on; something must have been heard before. */
    void speak();

    /** Whether somebody is heard to speak just now, or music. */
    boolean hearsVoice();

    /** The keys that the other side has pressed so far. */
    String keysHeard();

    void hangUp();

    boolean over();

    /** The call is over, and not because the customer hung up. */
    boolean wasEndedByOtherSide();
}
