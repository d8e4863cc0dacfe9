package org.cordboard.server.api;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * A page of records as JSON or as CSV, whichever is wanted. In CSV the components are the columns: several values of one stand
 * beside each other with blanks between, and a component whose name ends with {@code At} is a time, written out.
 */
final class Listing {

    private Listing() {}

    /**
     * Makes the answer.
     *
     * @param type of the rows, for the titles
     * @param found one more than a page has, if there are more
     * @param end where a page ends that has this row last
     */
    static <R extends Record> HttpReply reply(
            HttpCall call, Class<R> type, List<R> found, int most, Function<R, Cursor> end) {
        List<R> shown = found.subList(0, Math.min(most, found.size()));
        return reply(call, type, shown, found.size() <= most ? null : end.apply(found.get(most - 1)));
    }

    /** @param end where the page ends; null when it is the last */
    static <R extends Record> HttpReply reply(HttpCall call, Class<R> type, List<R> shown, @Nullable Cursor end) {
        String next = end == null ? null : end.toString();
        if (Form.wanted(call) == Form.JSON) {
            return HttpReply.json(200, new Page<>(shown, next));
        }
        HttpReply reply =
                Csv.reply(titles(type), shown.stream().map(Listing::row).toList());
        return next == null ? reply : reply.with("X-Next-Cursor", next);
    }

    private static List<String> titles(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> title(component.getName()))
                .toList();
    }

    private static String title(String name) {
        String base = name.endsWith("At") ? name.substring(0, name.length() - 2) : name;
        return base.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static List<@Nullable Object> row(Record row) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            cells.add(cell(component, value(component, row)));
        }
        return cells;
    }

    private static @Nullable Object cell(RecordComponent component, @Nullable Object value) {
        if (component.getName().endsWith("At") && value instanceof Long millis) {
            return Csv.time(millis);
        }
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value;
    }

    private static @Nullable Object value(RecordComponent component, Record row) {
        try {
            return component.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a view can be read in its own package", e);
        }
    }
}
