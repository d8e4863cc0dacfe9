package org.cordboard.server.api;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.RefusedException;

/** The query of a request, read strictly: a name that is not known here, or is there twice, is refused. */
final class Parameters {

    static final int LONGEST = 200;
    private static final int PAGE = 50;

    private final HttpCall call;

    private Parameters(HttpCall call) {
        this.call = call;
    }

    /** @param known the names that make sense here */
    static Parameters of(HttpCall call, String... known) {
        List<String> names = Arrays.asList(known);
        call.query().forEach((name, values) -> {
            if (!names.contains(name)) {
                throw RefusedException.badRequest(
                        "The query has a name that is not known here: '" + quoted(name) + "'.",
                        names.isEmpty() ? "There is none here." : "Known here: " + String.join(", ", names) + ".");
            }
            if (values.size() > 1) {
                throw RefusedException.badRequest("'" + name + "' is in the query twice.", "Give it once.");
            }
        });
        return new Parameters(call);
    }

    /** What somebody sent, short enough and without line breaks to be repeated to them. */
    private static String quoted(String text) {
        String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }

    /** A text; empty when it is not there or empty. */
    Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(call.query().get(name))
                .map(values -> values.get(0).strip())
                .filter(text -> !text.isEmpty());
        value.ifPresent(text -> {
            if (text.length() > LONGEST) {
                throw bad(name, "is longer than " + LONGEST + " characters", "Shorten it.");
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw bad(name, "holds a line break or another control character", "Leave it out.");
            }
        });
        return value;
    }

    /** One of an enumeration's words. */
    <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
        return text(name).map(text -> {
            try {
                return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw bad(
                        name,
                        "is none of the words it may be",
                        "Use one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(Enum::name)
                                                .toList()) + ".");
            }
        });
    }

    /** True or false. */
    Optional<Boolean> truth(String name) {
        return text(name).map(text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(name, "is neither true nor false", "Use true or false.");
        });
    }

    /** A time as milliseconds since 1970. */
    Optional<Long> time(String name) {
        return text(name).map(text -> {
            try {
                return text.matches("\\d{1,15}")
                        ? Long.parseLong(text)
                        : OffsetDateTime.parse(text).toInstant().toEpochMilli();
            } catch (DateTimeException | ArithmeticException e) {
                throw bad(
                        name,
                        "is not a time",
                        "Write 2026-11-22T08:00:00Z, 2026-11-22T16:00:00%2B08:00, or milliseconds since 1970.");
            }
        });
    }

    /** How many rows a page has. */
    int limit(int most) {
        return text("limit")
                .map(text -> {
                    int limit = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
                    if (limit < 1 || limit > most) {
                        throw bad("limit", "is no number from 1 to " + most, "Use such a number.");
                    }
                    return limit;
                })
                .orElse(PAGE);
    }

    /** Where the page before ended. */
    Optional<Cursor> cursor(String list) {
        return text("cursor").map(text -> Cursor.read(list, text)
                .orElseThrow(() -> bad(
                        "cursor",
                        "was not given by this list",
                        "Take it from 'next' of the page before, or leave it out for the first page.")));
    }

    private static RefusedException bad(String name, String cause, String remedy) {
        return RefusedException.badRequest("'" + name + "' " + cause + ".", remedy);
    }
}
