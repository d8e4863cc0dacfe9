package org.cordboard.sim.ami;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts the bytes of a client into messages, within the limits Asterisk has. */
final class AmiActionDecoder {

    /** Asterisk's input buffer. */
    static final int MAX_LINE = 1_024;

    /** Asterisk's AST_MAX_MANHEADERS. */
    static final int MAX_HEADERS = 128;

    /** One cut: either an action or what is wrong with it. */
    sealed interface Cut {

        record Message(AmiAction action) implements Cut {}

        record Broken(String reason) implements Cut {}
    }

    private final byte[] line = new byte[MAX_LINE];
    private final List<String> lines = new ArrayList<>();
    private int length;
    private boolean lineTooLong;
    private boolean messageTooLong;
    private boolean tooManyLines;

    /** Takes the next bytes, cut anywhere, and returns the messages that are complete now. */
    List<Cut> take(byte[] bytes) {
        List<Cut> cuts = new ArrayList<>();
        for (byte b : bytes) {
            if (b == '\n') {
                endLine(cuts);
            } else if (length < MAX_LINE) {
                line[length++] = b;
            } else {
                lineTooLong = true;
            }
        }
        return cuts;
    }

    private void endLine(List<Cut> cuts) {
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        String text = new String(line, 0, end, StandardCharsets.UTF_8);
        length = 0;
        if (lineTooLong) {
            lineTooLong = false;
            messageTooLong = true;
        } else if (text.isEmpty()) {
            endMessage(cuts);
        } else if (lines.size() < MAX_HEADERS) {
            lines.add(text);
        } else {
            tooManyLines = true;
        }
    }

    private void endMessage(List<Cut> cuts) {
        if (messageTooLong) {
            cuts.add(new Cut.Broken("Failed to parse message: line too long"));
        } else if (tooManyLines) {
            cuts.add(new Cut.Broken("Failed to parse message: too many lines in message"));
        } else if (!lines.isEmpty()) {
            AmiAction action = AmiAction.parse(lines);
            cuts.add(action.name().isEmpty() ? new Cut.Broken("Missing action in request") : new Cut.Message(action));
        }
        lines.clear();
        messageTooLong = false;
        tooManyLines = false;
    }
}
