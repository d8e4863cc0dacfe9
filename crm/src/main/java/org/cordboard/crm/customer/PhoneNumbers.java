package org.cordboard.crm.customer;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes phone numbers in one form, so that they can be compared however the network or a clerk wrote them: international
 * (E.164) where the numbering plan of the region knows the number, else its digits alone (internal and service numbers).
 */
public final class PhoneNumbers {

    private static final Pattern NUMBER = Pattern.compile("[+\\uFF0B]?[\\p{Nd} ()\\-./\\u00A0]{1,40}");
    private static final int LONGEST = 24;

    private final PhoneNumberUtil plans = PhoneNumberUtil.getInstance();
    private final String region;

    /** @param region the country a number without country code belongs to, two letters (ISO 3166) */
    public PhoneNumbers(String region) {
        if (!knowsRegion(region)) {
            throw new IllegalArgumentException("no numbering plan is known for region " + region);
        }
        this.region = region;
    }

    /** Whether there is a numbering plan for a country, given as two letters (ISO 3166). */
    public static boolean knowsRegion(String region) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(region);
    }

    /** The number in the form that is stored; empty when it is none, as with withheld numbers. */
    public Optional<String> normalise(String number) {
        String trimmed = number.strip();
        if (!NUMBER.matcher(trimmed).matches()) {
            return Optional.empty();
        }
        String digits = digits(trimmed);
        if (digits.isEmpty() || digits.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            Phonenumber.PhoneNumber parsed = plans.parse(trimmed, region);
            if (plans.isPossibleNumber(parsed)) {
                return Optional.of(plans.format(parsed, PhoneNumberFormat.E164));
            }
        } catch (NumberParseException e) {
            // Too short or long for any plan: an extension or a service number, compared by its digits.
        }
        return Optional.of(digits);
    }

    private static String digits(String number) {
        StringBuilder digits = new StringBuilder(number.length());
        for (int i = 0; i < number.length(); i++) {
            int digit = Character.digit(number.charAt(i), 10);
            if (digit >= 0) {
                digits.append((char) ('0' + digit));
            }
        }
        return digits.toString();
    }
}
