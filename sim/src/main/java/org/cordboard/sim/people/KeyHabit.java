package org.cordboard.sim.people;

/** How somebody uses the keys of their telephone. */
public enum KeyHabit {
    /** Listens, then presses. */
    LISTENS,
    /** Knows the menu and presses everything while the first prompt still plays. */
    TYPES_AHEAD,
    /** Searches for each key. */
    SLOW,
    /** Hits a wrong key first and goes on as if nothing had happened. */
    MISDIALS,
    /** Hits a wrong key first, and does it right when asked again. */
    CORRECTS
}
