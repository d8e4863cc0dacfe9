package org.cordboard.crm.organisation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a password must be, and how long it lasts.
 *
 * @param shortest characters
 * @param kinds of the four kinds (small letters, capitals, digits, others) that must be there; letters of scripts without
 *     capitals count as others
 * @param lasts after which it must be changed
 * @param remembered earlier passwords that may not come again
 */
public record PasswordRules(int shortest, int kinds, Duration lasts, int remembered) {

    /** Ten characters of three kinds, for 90 days, none of the last five. */
    public static final PasswordRules USUAL = new PasswordRules(10, 3, Duration.ofDays(90), 5);

    /** Why a password is refused. */
    public enum Fault {
        TOO_SHORT,
        TOO_LONG,
        TOO_FEW_KINDS,
        HOLDS_LOGIN,
        HOLDS_CONTROL_CHARACTER
    }

    private static final int LONGEST = 256;

    /** All that is wrong with a password; whether it was used before, only the hashes can tell. */
    public List<Fault> check(String login, char[] password) {
        List<Fault> faults = new ArrayList<>();
        if (password.length < shortest) {
            faults.add(Fault.TOO_SHORT);
        }
        if (password.length > LONGEST) {
            faults.add(Fault.TOO_LONG);
        }
        if (kindsIn(password) < kinds) {
            faults.add(Fault.TOO_FEW_KINDS);
        }
        if (login.length() >= 3 && holds(password, login.toLowerCase(Locale.ROOT))) {
            faults.add(Fault.HOLDS_LOGIN);
        }
        for (char c : password) {
            if (Character.isISOControl(c)) {
                faults.add(Fault.HOLDS_CONTROL_CHARACTER);
                break;
            }
        }
        return faults;
    }

    private static int kindsIn(char[] password) {
        int kinds = 0;
        for (char c : password) {
            kinds |= Character.isLowerCase(c) ? 1 : Character.isUpperCase(c) ? 2 : Character.isDigit(c) ? 4 : 8;
        }
        return Integer.bitCount(kinds);
    }

    /** Without making a string of the password, which could not be wiped. */
    private static boolean holds(char[] password, String login) {
        for (int from = 0; from + login.length() <= password.length; from++) {
            int same = 0;
            while (same < login.length() && Character.toLowerCase(password[from + same]) == login.charAt(same)) {
                same++;
            }
            if (same == login.length()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a user has to change the password before anything else. */
    public boolean mustChange(User user, long nowMillis) {
        return user.mustChange() || nowMillis - user.passwordChangedAt() >= lasts.toMillis();
    }
}
