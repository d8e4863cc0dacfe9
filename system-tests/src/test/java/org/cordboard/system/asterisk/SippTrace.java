package org.cordboard.system.asterisk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads SIPp's message trace: a line of dashes with the time, a line saying sent or received, an empty line, the message.
 * Only the heads matter here, so a message counts as soon as its head is complete.
 */
final class SippTrace {

    private static final Pattern MESSAGE = Pattern.compile(
            "-{20,} [^\\n]*\\n[A-Z]+ message (sent|received)[^\\n]*\\n\\r?\\n(.*?)\\r?\\n\\r?\\n", Pattern.DOTALL);
    private static final Pattern CALL_ID = Pattern.compile("(?m)^Call-ID: *([^\\r\\n]*)");
    private static final Pattern METHOD = Pattern.compile("(?m)^CSeq: *[0-9]+ +([A-Z-]+)");

    private SippTrace() {}

    /** Takes the complete messages out of {@code text} and leaves the rest. */
    static List<SipLine> take(StringBuilder text) {
        List<SipLine> lines = new ArrayList<>();
        Matcher matcher = MESSAGE.matcher(text);
        int taken = 0;
        while (matcher.find()) {
            String head = matcher.group(2);
            String start = head.lines().findFirst().orElse("");
            lines.add(new SipLine(matcher.group(1).equals("sent"), start, first(METHOD, head), first(CALL_ID, head)));
            taken = matcher.end();
        }
        text.delete(0, taken);
        return lines;
    }

    private static String first(Pattern pattern, String head) {
        Matcher matcher = pattern.matcher(head);
        return matcher.find() ? matcher.group(1) : "";
    }
}
