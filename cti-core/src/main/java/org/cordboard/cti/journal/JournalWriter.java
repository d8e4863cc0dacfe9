package org.cordboard.cti.journal;

/**
 * Takes the engine's entries in their order and makes them durable in groups.
 *
 * <p>One thread appends; the same or one other thread forces, and while it waits for the disk entries may go on being
 * appended. An entry's effects and reply are let go only when {@link #force} has returned its position.
 *
 * <p>What cannot be written is a {@link JournalFailedException}. The journal then stays failed: nobody can say how much of the
 * last group has reached the disk, so nothing may be added behind it until it has been opened, and thereby checked, again.
 */
public interface JournalWriter extends AutoCloseable {

    /**
     * Adds an entry to the present group. Returns at once, unless so much is waiting for the disk that it has to be written
     * first.
     *
     * @throws IllegalArgumentException when its position is not the one after {@link #lastAppended}
     */
    void append(JournalEntry entry);

    /** The position of the last entry appended, or found when the journal was opened; 0 in an empty journal. */
    long lastAppended();

    /**
     * Makes all durable that was appended before the call.
     *
     * @return the position of the last durable entry; 0 in an empty journal
     */
    long force();

    /** Forces what is left, unless the journal has failed. */
    @Override
    void close();
}
