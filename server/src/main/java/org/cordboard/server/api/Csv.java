package org.cordboard.server.api;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.cordboard.server.listen.HttpReply;
import org.jspecify.annotations.Nullable;

/**
 * Rows as CSV (RFC 4180), the titles first. A cell that a spreadsheet would take for a formula gets an apostrophe in front; a
 * number in international form keeps its plus.
 */
final class Csv {

    private static final Pattern FORMULA = Pattern.compile("[=@\\t\\r].*|[+-](?!\\d*$).*", Pattern.DOTALL);

    private Csv() {}

    static HttpReply reply(List<String> titles, List<? extends List<? extends @Nullable Object>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(titles);
            rows.forEach(row -> csv.writeRecord(row.stream().map(Csv::cell).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return HttpReply.text(200, "text/csv; charset=utf-8; header=present", text.toString());
    }

    private static String cell(@Nullable Object value) {
        String text = Objects.toString(value, "");
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }

    /** A time of milliseconds since 1970 in UTC, such as {@code 2026-11-22T08:00:00.123Z}. */
    static @Nullable String time(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
