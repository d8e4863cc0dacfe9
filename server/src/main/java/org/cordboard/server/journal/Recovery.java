package org.cordboard.server.journal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What was found when a journal was opened.
 *
 * @param last position of the last entry; 0 in an empty journal
 * @param torn a file whose end was cut off, or which was removed because not even its header was complete; null after an
 *     orderly end
 * @param cutAt the file's length since then
 * @param cutBytes what was dropped; no entry in it was ever acknowledged
 */
public record Recovery(long last, @Nullable Path torn, long cutAt, long cutBytes) {

    /** A sentence for the log. */
    public String describe() {
        String found = last == 0 ? "The journal is empty" : "The journal ends with entry " + last;
        return torn == null
                ? found + "."
                : found + "; " + cutBytes + " bytes of unfinished writing were cut off " + torn + " at byte " + cutAt
                        + ".";
    }
}
