package org.cordboard.asterisk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts what a manager interface sends into frames. Lines longer than {@value #MAX_LINE} bytes, and frames of more than {@value
 * #MAX_LINES} lines or {@value #MAX_FRAME} bytes, are not AMI: whatever the other side is, it does not fill our memory.
 */
final class AmiInput {

    static final int MAX_LINE = 1 << 16;
    static final int MAX_LINES = 2_000;
    static final int MAX_FRAME = 1 << 20;

    private static final String BANNER = "Asterisk Call Manager/";

    private final InputStream in;
    /** Bytes that the frame which is being read may still have. */
    private int room = MAX_FRAME;

    /** @param in read byte by byte, so it should have a buffer */
    AmiInput(InputStream in) {
        this.in = in;
    }

    /**
     * A frame.
     *
     * @param lines as they were sent, the empty one at the end included
     */
    record Frame(List<String> lines, AmiMessage message) {}

    /**
     * The line with which Asterisk greets.
     *
     * @throws IOException also when somebody else answers
     */
    String banner() throws IOException {
        String line = line();
        if (!line.startsWith(BANNER)) {
            String start = line.substring(0, Math.min(line.length(), 40)).replaceAll("\\p{Cntrl}", "?");
            throw new IOException("no Asterisk manager interface: it says \"" + start + "\"");
        }
        return line;
    }

    /**
     * Waits for the next frame.
     *
     * @throws IOException when there will be none: the stream ends, fails, or is not AMI
     */
    Frame frame() throws IOException {
        List<String> lines = new ArrayList<>();
        AmiFrameReader reader = new AmiFrameReader();
        room = MAX_FRAME;
        while (true) {
            String line = line();
            if (lines.size() >= MAX_LINES) {
                throw new IOException("a frame of more than " + MAX_LINES + " lines is not AMI");
            }
            lines.add(line);
            AmiMessage message = reader.line(line);
            if (message != null) {
                return new Frame(lines, message);
            }
            if (line.isEmpty()) {
                lines.clear();
            }
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("the PBX closed the connection");
            }
            if (line.size() >= MAX_LINE) {
                throw new IOException("a line of more than " + MAX_LINE + " bytes is not AMI");
            }
            if (room == 0) {
                throw new IOException("a frame of more than " + MAX_FRAME + " bytes is not AMI");
            }
            if (b != '\r') {
                line.write(b);
                room--;
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
