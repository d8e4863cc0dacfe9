package org.cordboard.protocol;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rules of {@link Limit} and of whole numbers; each answers with the rule that is broken, or null. */
final class FieldCheck {

    private FieldCheck() {}

    static @Nullable String text(String value, @Nullable Limit limit) {
        if (limit == null) {
            return null;
        }
        if (value.length() < limit.min() || value.length() > limit.max()) {
            return String.format(
                    Locale.ROOT, "must be %d to %d characters long, not %d", limit.min(), limit.max(), value.length());
        }
        return clean(value) ? null : "must be free of control characters and unpaired surrogates";
    }

    /** Free of control characters and unpaired surrogates. */
    static boolean clean(String value) {
        return value.chars().noneMatch(Character::isISOControl) && wellFormed(value);
    }

    static @Nullable String whole(long value, boolean small, @Nullable Limit limit) {
        long min = limit != null ? limit.min() : small ? Integer.MIN_VALUE : -Limits.WHOLE;
        long max = limit != null ? limit.max() : small ? Integer.MAX_VALUE : Limits.WHOLE;
        return value < min || value > max ? "must be a whole number from " + min + " to " + max : null;
    }

    /** Whether each surrogate has its partner. */
    static boolean wellFormed(String value) {
        return value.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** With U+FFFD in place of surrogates that have no partner. */
    static String mended(String value) {
        if (wellFormed(value)) {
            return value;
        }
        return value.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
