package org.cordboard.server.journal;

import java.nio.file.Path;

/**
 * A journal that lacks or garbles entries which had been acknowledged. It is never repaired by itself: what was promised to
 * callers and agents is in it. The message says where and what can be done.
 */
public final class JournalDamagedException extends RuntimeException {

    private final Path file;
    private final long offset;

    JournalDamagedException(Path file, long offset, String reason) {
        super(file + " is damaged at byte " + offset + ": " + reason
                + ". Put this file back from a copy of the journal directory, or move the directory away to begin an empty"
                + " journal (calls in progress are then not known).");
        this.file = file;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    /** Of the first byte that cannot be trusted. */
    public long offset() {
        return offset;
    }
}
