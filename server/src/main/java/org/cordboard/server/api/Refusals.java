package org.cordboard.server.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.cordboard.crm.customer.BadValueException;
import org.cordboard.crm.load.CustomerFileException;
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

    /** A file of which nothing could be used. */
    static RefusedException badFile(CustomerFileException fault) {
        return new RefusedException(HttpReply.refused(
                400,
                "BAD_FILE",
                sentence(String.valueOf(fault.getMessage())),
                "Put the file right and send it again."));
    }

    /** A day, such as {@code 2026-11-22}. */
    static LocalDate day(@Nullable String text, String field) {
        try {
            LocalDate day = LocalDate.parse(required(text, field));
            if (day.getYear() >= 1970 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException e) {
            // It is said below what a day looks like.
        }
        throw badValue(field + " must be a day such as 2026-11-22, from 1970 to 2199");
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
