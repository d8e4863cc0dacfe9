package org.cordboard.crm.customer;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a customer is known by everywhere: a personal identity card (GB 11643: 18 characters with a birthday and a check
 * character) or an organisation's code (GB 32100: 18 characters, or GB 11714: 8 and a check character).
 *
 * @param value in capitals, without blanks or hyphens
 */
public record Identity(Kind kind, String value) {

    /** Whose identity it is. */
    public enum Kind {
        PERSON,
        ORGANISATION
    }

    private static final Pattern CARD = Pattern.compile("\\d{17}[\\dX]");
    private static final Pattern CREDIT_CODE = Pattern.compile("[0-9A-HJ-NP-RTUW-Y]{18}");
    private static final Pattern ORGANISATION_CODE = Pattern.compile("[0-9A-Z]{8}[0-9X]");
    private static final int[] CARD_WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CARD_CHECKS = "10X98765432";
    private static final String CREDIT_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] CODE_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    /**
     * Reads an identity as people write it.
     *
     * @throws BadValueException when it is none; the reason does not repeat it
     */
    public static Identity parse(String text) {
        String value = text.strip().replace(" ", "").replace("-", "").toUpperCase(Locale.ROOT);
        // An organisation's code may be all digits, too; eight of them that are a birthday make it a card.
        boolean looksLikeCard = CARD.matcher(value).matches() && hasBirthday(value);
        if (looksLikeCard && isCard(value)) {
            return new Identity(Kind.PERSON, value);
        }
        if (!looksLikeCard && CREDIT_CODE.matcher(value).matches() && isCreditCode(value)) {
            return new Identity(Kind.ORGANISATION, value);
        }
        if (ORGANISATION_CODE.matcher(value).matches() && isOrganisationCode(value)) {
            return new Identity(Kind.ORGANISATION, value);
        }
        throw new BadValueException(
                switch (value.length()) {
                    case 18 -> "identity has a wrong check character or birthday";
                    case 9 -> "identity has a wrong check character";
                    default ->
                        "identity has neither the 18 characters of an identity card or credit code nor the 9 of an"
                                + " organisation code";
                });
    }

    private static boolean isCard(String value) {
        int sum = 0;
        for (int i = 0; i < CARD_WEIGHTS.length; i++) {
            sum += (value.charAt(i) - '0') * CARD_WEIGHTS[i];
        }
        return value.charAt(17) == CARD_CHECKS.charAt(sum % 11);
    }

    private static boolean hasBirthday(String value) {
        try {
            LocalDate day = LocalDate.of(
                    Integer.parseInt(value.substring(6, 10)),
                    Integer.parseInt(value.substring(10, 12)),
                    Integer.parseInt(value.substring(12, 14)));
            return day.getYear() >= 1850 && day.getYear() < 2100;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean isCreditCode(String value) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < 17; i++) {
            sum += CREDIT_CHARACTERS.indexOf(value.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return value.charAt(17) == CREDIT_CHARACTERS.charAt((31 - sum % 31) % 31);
    }

    private static boolean isOrganisationCode(String value) {
        int sum = 0;
        for (int i = 0; i < CODE_WEIGHTS.length; i++) {
            sum += Character.digit(value.charAt(i), 36) * CODE_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return value.charAt(8) == (check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check));
    }

    /** The last four characters, as it may be shown to everyone. */
    public String masked() {
        return "*".repeat(value.length() - 4) + value.substring(value.length() - 4);
    }

    /** Masked, because it is personal data. */
    @Override
    public String toString() {
        return masked();
    }
}
