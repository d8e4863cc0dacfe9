package org.cordboard.cti.port;

/** Keys of a telephone as text. What is sent into a conversation may be a card number, and is never written down. */
public final class Digits {

    private static final int MOST = 32;

    private static final String KEYS = "0123456789*#ABCD";

    private Digits() {}

    /** Whether this can be sent: 1 to {@value #MOST} of {@code 0-9 * # A-D}. */
    public static boolean canBeSent(String digits) {
        return !digits.isEmpty() && digits.length() <= MOST && digits.chars().allMatch(key -> KEYS.indexOf(key) >= 0);
    }

    /** As many keys, and not which. */
    public static String blotted(String digits) {
        return String.valueOf(PbxEvent.DigitPressed.BLOTTED).repeat(digits.length());
    }
}
