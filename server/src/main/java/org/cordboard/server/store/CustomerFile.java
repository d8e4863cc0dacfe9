package org.cordboard.server.store;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordboard.cti.customer.CustomerId;
import org.jdbi.v3.core.Handle;

/**
 * Loads customers from a CSV file into the database. Rows with faults are left out and reported, the others go in; loading
 * the same file again changes nothing. docs/CONFIG.md describes the file.
 */
public final class CustomerFile {

    private static final int LARGEST = 64 << 20;
    private static final int ROWS = 500_000;
    private static final int AT_ONCE = 500;
    private static final int FAULTS = 100;
    private static final String WRITE = "given customers";

    /** A row that could be read. */
    private record Row(long line, CustomerEntry entry) {}

    /** What is done with the rows of a batch. */
    private interface BatchWork {
        void on(Handle handle, List<Row> rows);
    }

    private final Database database;
    private final PhoneNumbers phoneNumbers;

    public CustomerFile(Database database, PhoneNumbers phoneNumbers) {
        this.database = database;
        this.phoneNumbers = phoneNumbers;
    }

    /**
     * @throws CustomerFileException when the file as a whole cannot be used
     * @throws StoreUnavailableException when the database is down; rows may have gone in, and it can be tried again
     */
    public SeedSummary load(Path file) {
        return new Loading(String.valueOf(file.getFileName())).load(bytes(file));
    }

    private static byte[] bytes(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (NoSuchFileException e) {
            throw new CustomerFileException("There is no file " + file + ".");
        } catch (IOException e) {
            throw new CustomerFileException("The file " + file + " cannot be read.");
        }
        if (bytes.length > LARGEST) {
            throw new CustomerFileException("The file " + file + " is larger than 64 MiB; split it.");
        }
        return bytes;
    }

    private void inBatches(List<Row> rows, BatchWork work) {
        for (int from = 0; from < rows.size(); from += AT_ONCE) {
            List<Row> batch = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
            database.transaction(WRITE, handle -> {
                work.on(handle, batch);
                return true;
            });
        }
    }

    /** One run over one file. */
    private final class Loading {

        private final String file;
        private final List<SeedSummary.RowFault> faults = new ArrayList<>();
        private final Set<CustomerId> known = new LinkedHashSet<>();
        private int faulty;
        private int added;
        private int changed;
        private int unchanged;

        Loading(String file) {
            this.file = file;
        }

        SeedSummary load(byte[] bytes) {
            List<Row> rows = rows(Utf8Text.decode(file, bytes));
            List<Row> different = new ArrayList<>();
            inBatches(rows, (handle, batch) -> batch.stream()
                    .filter(row -> differs(handle, row.entry()))
                    .forEach(different::add));
            inBatches(different, this::write);
            return new SeedSummary(added, changed, unchanged, faults, faulty);
        }

        private List<Row> rows(String text) {
            List<Row> rows = new ArrayList<>();
            Map<CustomerId, Long> lines = new LinkedHashMap<>();
            long line = 1;
            try (CsvReader<CsvRecord> csv = CsvReader.builder()
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(1 << 20)
                    .ofCsvRecord(text)) {
                Iterator<CsvRecord> records = csv.iterator();
                if (!records.hasNext()) {
                    throw new CustomerFileException(file + " is empty; it needs at least the header line.");
                }
                CustomerRow reader = new CustomerRow(file, records.next().getFields(), phoneNumbers);
                while (records.hasNext()) {
                    CsvRecord csvRecord = records.next();
                    line = csvRecord.getStartingLineNumber();
                    if (rows.size() == ROWS) {
                        fault(line, "more than " + ROWS + " rows; this and all further ones are left out");
                        break;
                    }
                    read(reader, csvRecord, rows, lines);
                }
            } catch (CsvParseException e) {
                fault(line, "the CSV breaks off after this line, perhaps at a quote that is not closed");
            } catch (IOException e) {
                throw new CustomerFileException("The file " + file + " cannot be read.");
            }
            return rows;
        }

        private void read(CustomerRow reader, CsvRecord csvRecord, List<Row> rows, Map<CustomerId, Long> lines) {
            long line = csvRecord.getStartingLineNumber();
            try {
                CustomerEntry entry = reader.read(csvRecord.getFields());
                Long earlier = lines.putIfAbsent(entry.customer().id(), line);
                if (earlier == null) {
                    rows.add(new Row(line, entry));
                } else {
                    fault(line, "id '" + entry.customer().id() + "' stands on line " + earlier + " already");
                }
            } catch (CustomerRow.Unusable e) {
                fault(line, e.reason());
            }
        }

        /** Numbers the customer no longer has are set free first, because another row of the file may have them now. */
        private boolean differs(Handle handle, CustomerEntry entry) {
            Optional<CustomerEntry> stored =
                    CustomerStore.entry(handle, entry.customer().id().value());
            if (stored.isEmpty()) {
                return true;
            }
            if (stored.get().equals(entry)) {
                unchanged++;
                return false;
            }
            known.add(entry.customer().id());
            stored.get().numbers().stream()
                    .filter(number -> !entry.numbers().contains(number))
                    .forEach(number -> CustomerStore.removeNumber(handle, number));
            return true;
        }

        private void write(Handle handle, List<Row> batch) {
            Map<String, CustomerId> taken = new LinkedHashMap<>();
            List<CustomerEntry> sound = new ArrayList<>();
            for (Row row : batch) {
                Optional<CustomerId> other = CustomerStore.conflict(handle, row.entry(), taken);
                if (other.isPresent()) {
                    fault(row.line(), "a number belongs to customer '" + other.get() + "' already");
                    continue;
                }
                sound.add(row.entry());
                if (known.contains(row.entry().customer().id())) {
                    changed++;
                } else {
                    added++;
                }
            }
            CustomerStore.write(handle, sound);
        }

        private void fault(long line, String reason) {
            faulty++;
            if (faults.size() < FAULTS) {
                faults.add(new SeedSummary.RowFault(line, reason));
            }
        }
    }
}
