package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts AMI frames together from lines. A line without a colon continues the value above it (Asterisk prints the variables of a
 * channel so); a frame of more than {@value #MAX_HEADERS} headers keeps the first of them and counts the rest as dropped.
 */
public final class AmiFrameReader {

    static final int MAX_HEADERS = 1_000;

    private final List<AmiHeader> headers = new ArrayList<>();
    /** Of the header that further lines may continue; empty before the first one. */
    private String name = "";

    private final StringBuilder value = new StringBuilder();
    private final StringBuilder unread = new StringBuilder();
    private long dropped;

    /** Takes text cut anywhere, lines ending with CR LF or LF; returns the frames it completes. A banner is none. */
    public List<AmiMessage> text(String text) {
        List<AmiMessage> frames = new ArrayList<>();
        unread.append(text);
        int read = 0;
        for (int end = unread.indexOf("\n"); end >= 0; end = unread.indexOf("\n", read)) {
            boolean withReturn = end > read && unread.charAt(end - 1) == '\r';
            AmiMessage frame = line(unread.substring(read, withReturn ? end - 1 : end));
            if (frame != null) {
                frames.add(frame);
            }
            read = end + 1;
        }
        unread.delete(0, read);
        return frames;
    }

    /** Takes one line without its line end; returns the frame that an empty line completes, else null. */
    public @Nullable AmiMessage line(String line) {
        if (line.isEmpty()) {
            return complete();
        }
        if (headers.size() + (name.isEmpty() ? 0 : 1) >= MAX_HEADERS) {
            dropped++;
            return null;
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
            endHeader();
            name = line.substring(0, colon).strip();
            value.append(line.substring(colon + 1).strip());
        } else if (!name.isEmpty()) {
            value.append('\n').append(line);
        }
        return null;
    }

    private void endHeader() {
        if (!name.isEmpty()) {
            headers.add(new AmiHeader(name, value.toString()));
        }
        name = "";
        value.setLength(0);
    }

    /** How many lines were dropped because their frame was too long. */
    public long dropped() {
        return dropped;
    }

    private @Nullable AmiMessage complete() {
        endHeader();
        if (headers.isEmpty()) {
            return null;
        }
        AmiMessage message = new AmiMessage(headers);
        headers.clear();
        return message;
    }
}
