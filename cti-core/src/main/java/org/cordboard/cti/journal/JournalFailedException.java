package org.cordboard.cti.journal;

import org.jspecify.annotations.Nullable;

/** The journal can take no more entries, for example because the disk is full. The message names the file and the reason. */
public final class JournalFailedException extends RuntimeException {

    public JournalFailedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
