package org.cordboard.crm.load;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * Streams the rows of a CSV file with a header line, in UTF-8 or GBK. A file that breaks off at a quote is read up to there; what
 * cannot be used as a whole is refused by a sentence before the first row.
 */
final class CsvRows {

    /** Rows of a file. Further ones are left out and reported. */
    static final int MOST = 5_000_000;

    /** Characters of a field, so that a quote that is never closed does not fill the memory. */
    private static final int LONGEST_FIELD = 1 << 20;

    /** Takes the rows. */
    interface Sink {

        /** @throws CustomerFileException when these are not the columns of such a file */
        void header(List<String> titles);

        /**
         * Takes a row.
         *
         * @param line counted from 1
         * @param bytes of the file that have been read so far
         */
        void row(long line, List<String> fields, long bytes);
    }

    private CsvRows() {}

    /** @throws CustomerFileException when the file as a whole cannot be used; no row was handed out then */
    static void read(Path file, FaultyRows faulty, Sink sink) {
        String name = String.valueOf(file.getFileName());
        try {
            Charset charset = TextEncoding.of(file, name);
            try (Counted in = new Counted(Files.newInputStream(file));
                    CsvReader<CsvRecord> csv = CsvReader.builder()
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .allowUnclosedQuote(false)
                            .maxBufferSize(LONGEST_FIELD)
                            .detectBomHeader(true)
                            .ofCsvRecord(in, charset)) {
                Iterator<CsvRecord> records = csv.iterator();
                header(name, records, faulty, sink);
                rows(records, in, faulty, sink);
            }
        } catch (NoSuchFileException e) {
            throw new CustomerFileException("There is no file " + file + ".");
        } catch (IOException e) {
            throw new CustomerFileException("The file " + file + " cannot be read.");
        }
    }

    private static void header(String name, Iterator<CsvRecord> records, FaultyRows faulty, Sink sink) {
        List<String> titles;
        try {
            if (!records.hasNext()) {
                throw new CustomerFileException(name + " is empty; it needs at least the header line.");
            }
            titles = records.next().getFields();
        } catch (CsvParseException e) {
            throw new CustomerFileException(name + ": the header line cannot be read.");
        }
        sink.header(titles);
        faulty.header(titles);
    }

    private static void rows(Iterator<CsvRecord> records, Counted in, FaultyRows faulty, Sink sink) {
        long line = 1;
        for (int rows = 0; ; rows++) {
            CsvRecord next;
            try {
                if (!records.hasNext()) {
                    return;
                }
                next = records.next();
            } catch (CsvParseException e) {
                faulty.add(
                        line, "the CSV breaks off after this line, perhaps at a quote that is not closed", List.of());
                return;
            }
            line = next.getStartingLineNumber();
            if (rows == MOST) {
                faulty.add(line, "more than " + MOST + " rows; this and all further ones are left out", List.of());
                return;
            }
            sink.row(line, next.getFields(), in.count());
        }
    }

    /** Counts the bytes read. */
    private static final class Counted extends FilterInputStream {

        private long count;

        Counted(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
