package org.cordboard.cti.journal;

import org.jspecify.annotations.Nullable;

/** Bytes of a journal that are not the encoding of anything known. Nothing of them may be applied. */
public final class JournalCorruptException extends RuntimeException {

    private final int offset;
    private final String reason;

    public JournalCorruptException(int offset, String reason) {
        this(offset, reason, null);
    }

    public JournalCorruptException(int offset, String reason, @Nullable Throwable cause) {
        super(reason + " at byte " + offset, cause);
        this.offset = offset;
        this.reason = reason;
    }

    /** Where decoding stopped, in bytes from the start of what was to be decoded. */
    public int offset() {
        return offset;
    }

    public String reason() {
        return reason;
    }
}
