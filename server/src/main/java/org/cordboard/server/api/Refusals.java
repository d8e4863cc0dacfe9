package org.cordboard.server.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.cordboard.crm.customer.BadValueException;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.jspecify.annotations.Nullable;

/** The refusals that many routes share, and what leads to them in a body. */
final class Refusals {

    private static final int LONGEST = 300;

    private Refusals() {}

    static RefusedException notFound(String code, String what, String remedy) {
        return new RefusedException(
                HttpReply.refused(404, code, "There is no such " + what + " that you may see.", remedy));
    }

    static RefusedException conflict(String code, String cause, String remedy) {
        return new RefusedException(HttpReply.refused(409, code, cause, remedy));
    }

    static RefusedException badValue(String reason) {
        return new RefusedException(HttpReply.refused(
                400, "BAD_VALUE", sentence(reason), "Nothing was changed. Correct the value and send it again."));
    }

    /** Does what may find a value that cannot be taken, and says so to the one who sent it. */
    static <T> T checked(Supplier<T> work) {
        try {
            return work.get();
        } catch (BadValueException e) {
            throw badValue(e.reason());
        } catch (IllegalArgumentException e) {
            throw badValue(String.valueOf(e.getMessage()));
        }
    }

    static void checked(Runnable work) {
        checked(() -> {
            work.run();
            return true;
        });
    }

    /** What somebody sent may stand in the reason; it is cut short and kept on one line. */
    private static String sentence(String reason) {
        String cut = reason.length() > LONGEST ? reason.substring(0, LONGEST) + "…" : reason;
        String line = cut.replaceAll("\\p{Cntrl}", "?");
        return line.endsWith(".") ? line : line + ".";
    }

    /** A field that must be there. */
    static <T> T required(@Nullable T value, String field) {
        if (value == null) {
            throw badValue(field + " is missing");
        }
        return value;
    }

    /** One of an enumeration's words, in small letters or capitals. */
    static <E extends Enum<E>> E word(@Nullable String text, String field, Class<E> type) {
        try {
            return Enum.valueOf(type, required(text, field).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw badValue(field + " must be one of "
                    + String.join(
                            ", ",
                            Arrays.stream(type.getEnumConstants())
                                    .map(Enum::name)
                                    .toList()));
        }
    }
}
