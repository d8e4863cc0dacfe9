package org.cordboard.cti.port;

/** Keys of a telephone as text. What is sent into a conversation may be a card number, and is never written down. */
public final class Digits {

    private static final int MOST = 32;

    /** Stands for a text that cannot be sent. */
    private static final String NO_KEY = "!";

    private static final String KEYS = "0123456789*#ABCD" + PbxEvent.DigitPressed.BLOTTED;

    private Digits() {}

    /**
     * Whether this can be sent: 1 to {@value #MOST} of {@code 0-9 * # A-D}. Blotted ones count as well, so that a command that was written down is
     * decided again as it was; none comes from outside, see {@link #fromOutside}.
     */
    public static boolean canBeSent(String digits) {
        return !digits.isEmpty() && digits.length() <= MOST && digits.chars().allMatch(key -> KEYS.indexOf(key) >= 0);
    }

    /** What somebody wants sent, in which nothing is blotted. */
    public static String fromOutside(String digits) {
        return digits.indexOf(PbxEvent.DigitPressed.BLOTTED) < 0 ? digits : NO_KEY;
    }

    /** As many keys, and not which; of what cannot be sent, only that. */
    public static String blotted(String digits) {
        return canBeSent(digits) ? String.valueOf(PbxEvent.DigitPressed.BLOTTED).repeat(digits.length()) : NO_KEY;
    }
}
