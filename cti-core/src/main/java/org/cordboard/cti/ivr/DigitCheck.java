package org.cordboard.cti.ivr;

/** What collected digits must satisfy. */
public enum DigitCheck {
    NONE,
    /** The check digit of card numbers (ISO/IEC 7812-1, Luhn). */
    LUHN;

    boolean accepts(String digits) {
        return this == NONE || luhn(digits);
    }

    private static boolean luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
