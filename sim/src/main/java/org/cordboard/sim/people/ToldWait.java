package org.cordboard.sim.people;

/**
 * What callers do with a wait they are told.
 *
 * @param hears how they understand it
 * @param mostMillis who is told of a longer one gives up at once
 * @param trust how many times as long as told the others stay, however impatient they were before
 */
public record ToldWait(AnnouncedWait hears, long mostMillis, double trust) {

    /** Takes no notice of announcements. */
    public static final ToldWait IGNORED = new ToldWait(AnnouncedWait.NONE, Long.MAX_VALUE, 1);

    public ToldWait {
        if (mostMillis < 0 || !(trust > 0)) {
            throw new IllegalArgumentException("a wait is not negative, and trust is above 0");
        }
    }
}
