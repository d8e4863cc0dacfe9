package org.cordboard.server.journal;

/**
 * The beginning of a journal, after it was removed.
 *
 * @param segments the files there were
 * @param upTo position of the last entry in them; 0 when there were none
 */
public record Removed(int segments, long bytes, long upTo) {

    static final Removed NOTHING = new Removed(0, 0, 0);
}
