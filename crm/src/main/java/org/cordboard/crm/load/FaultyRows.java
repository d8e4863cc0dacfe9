package org.cordboard.crm.load;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that were left out, written to a CSV file as they come: line, reason, and the fields as they stood, so that they can
 * be put right and imported again. The file is made with the first of them.
 */
final class FaultyRows implements AutoCloseable {

    private static final int REMEMBERED = 100;

    private final @Nullable Path file;
    private final List<ImportSummary.RowFault> first = new ArrayList<>();
    private List<String> header = List.of();
    private @Nullable CsvWriter writer;
    private int count;

    /** @param file null when nobody wants them written */
    FaultyRows(@Nullable Path file) {
        this.file = file;
    }

    /** The columns of the rows. What an earlier run left out is put away, because this run starts anew. */
    void header(List<String> titles) {
        header = titles;
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CustomerFileException(
                    "The file of faulty rows " + file + " of an earlier run cannot be replaced.");
        }
    }

    void add(long line, String reason, List<String> fields) {
        count++;
        if (first.size() < REMEMBERED) {
            first.add(new ImportSummary.RowFault(line, reason));
        }
        if (file != null) {
            write(open(file), Long.toString(line), reason, fields);
        }
    }

    private CsvWriter open(Path where) {
        CsvWriter open = writer;
        if (open == null) {
            try {
                open = CsvWriter.builder().build(Files.newOutputStream(where), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new CustomerFileException("The faulty rows cannot be written to " + where + ".");
            }
            writer = open;
            write(open, "line", "reason", header);
        }
        return open;
    }

    private static void write(CsvWriter to, String line, String reason, List<String> fields) {
        List<String> row = new ArrayList<>(fields.size() + 2);
        row.add(line);
        row.add(reason);
        row.addAll(fields);
        to.writeRecord(row);
    }

    int count() {
        return count;
    }

    List<ImportSummary.RowFault> first() {
        return first;
    }

    @Override
    public void close() {
        CsvWriter open = writer;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
