package org.cordboard.sim.ami;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Asterisk's ways with words. */
final class AmiText {

    static final String VERSION = "22.10.1";

    private AmiText() {}

    /** The driver's name, which a channel's name begins with. */
    static String technology(String channel) {
        return channel.substring(0, Math.max(0, channel.indexOf('/')));
    }

    static String orUnknown(String value) {
        return value.isEmpty() ? "<unknown>" : value;
    }

    /** Percent-encodes everything but letters, digits and {@code -_.~}, as ast_uri_encode does. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-_.~".indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xf));
            }
        }
        return encoded.toString();
    }

    private static final String HEX = "0123456789ABCDEF";

    /** Milliseconds as seconds with the six decimals AMI has. */
    static String timestamp(long millis) {
        long rest = 1_000 + millis % 1_000;
        return millis / 1_000 + "." + Long.toString(rest).substring(1) + "000";
    }

    /** Milliseconds as {@code hh:mm:ss}. */
    static String duration(long millis) {
        long seconds = millis / 1_000;
        return String.format(Locale.ROOT, "%02d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    /** The words Asterisk has for a Q.850 cause. */
    static String causeText(int cause) {
        return switch (cause) {
            case 1 -> "Unallocated (unassigned) number";
            case 2 -> "No route to specified transmit network";
            case 3 -> "No route to destination";
            case 16 -> "Normal Clearing";
            case 17 -> "User busy";
            case 18 -> "No user responding";
            case 19 -> "User alerting, no answer";
            case 20 -> "Subscriber absent";
            case 21 -> "Call Rejected";
            case 22 -> "Number changed";
            case 26 -> "Answered elsewhere";
            case 27 -> "Destination out of order";
            case 28 -> "Invalid number format";
            case 29 -> "Facility rejected";
            case 31 -> "Normal, unspecified";
            case 34 -> "Circuit/channel congestion";
            case 38 -> "Network out of order";
            case 41 -> "Temporary failure";
            case 42 -> "Switching equipment congestion";
            case 44 -> "Requested channel not available";
            case 58 -> "Bearer capability not available";
            case 102 -> "Recover on timer expiry";
            case 127 -> "Interworking, unspecified";
            default -> "Unknown";
        };
    }
}
