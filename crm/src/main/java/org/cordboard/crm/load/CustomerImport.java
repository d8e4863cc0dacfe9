package org.cordboard.crm.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.cordboard.crm.customer.BadValueException;
import org.cordboard.crm.customer.CustomerClaim;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Identity;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.store.Database;
import org.jspecify.annotations.Nullable;

/**
 * Imports customers from a CSV file of any size. The file is streamed: one batch of rows is read while the one before is written,
 * so that memory holds two batches and some twenty bytes for each id seen. Rows with faults are left out and reported, all others
 * go in; running the same file again changes nothing, and one that was broken off is simply run again. docs/CONFIG.md describes
 * the file.
 */
public final class CustomerImport {

    private static final int BATCH = 2_000;

    private final CustomerStore store;
    private final PhoneNumbers phoneNumbers;
    private final ImportRuns runs;

    public CustomerImport(Database database, CustomerStore store, PhoneNumbers phoneNumbers) {
        this.store = store;
        this.phoneNumbers = phoneNumbers;
        this.runs = new ImportRuns(database, InstantSource.system());
    }

    /**
     * What to import.
     *
     * @param source who says it, 1 to 64 characters; a source that speaks again replaces what it said
     * @param faultyRows where rows with faults go; replaced if there; null when they need not be kept
     * @param run under which it is noted already; null when it is not
     */
    public record Order(
            Path file,
            String source,
            @Nullable Path faultyRows,
            @Nullable Long run) {

        /** One that is noted when it begins. */
        public Order(Path file, String source, @Nullable Path faultyRows) {
            this(file, source, faultyRows, null);
        }

        /** With the faulty rows beside the file, as {@code NAME.faulty.csv}. */
        public static Order of(Path file, String source) {
            return new Order(file, source, file.resolveSibling(file.getFileName() + ".faulty.csv"));
        }
    }

    /**
     * Runs an import on the caller's thread and one of its own.
     *
     * @param progress told after each batch, on the caller's thread
     * @throws CustomerFileException when the file as a whole cannot be used; nothing is changed then
     * @throws org.cordboard.crm.store.StoreUnavailableException when the database is down; rows may have gone in
     */
    public ImportSummary run(Order order, Consumer<ImportProgress> progress) {
        try (FaultyRows faulty = new FaultyRows(order.faultyRows());
                BatchWriter writer = new BatchWriter(store, order.source(), faulty)) {
            Reading reading = new Reading(order, faulty, writer, progress);
            CsvRows.read(order.file(), faulty, reading);
            return reading.finish();
        }
    }

    /** One run over one file. */
    private final class Reading implements CsvRows.Sink {

        private final Order order;
        private final String name;
        private final FaultyRows faulty;
        private final BatchWriter writer;
        private final Consumer<ImportProgress> progress;
        private final LinesSeen ids = new LinesSeen();
        private final LinesSeen identities = new LinesSeen();
        private @Nullable RowReader reader;
        private List<BatchWriter.Row> batch = new ArrayList<>(BATCH);
        private long size;
        private long run;
        private int rows;

        Reading(Order order, FaultyRows faulty, BatchWriter writer, Consumer<ImportProgress> progress) {
            this.order = order;
            this.name = String.valueOf(order.file().getFileName());
            this.faulty = faulty;
            this.writer = writer;
            this.progress = progress;
        }

        @Override
        public void header(List<String> titles) {
            reader = new RowReader(name, titles, phoneNumbers);
            try {
                size = Files.size(order.file());
            } catch (IOException e) {
                throw new CustomerFileException("The file " + order.file() + " cannot be read.");
            }
            Long noted = order.run();
            run = noted == null ? runs.started(name, order.source()) : noted;
        }

        @Override
        public void row(long line, List<String> fields, long bytes) {
            rows++;
            try {
                CustomerClaim claim = Objects.requireNonNull(reader).read(fields);
                int earlier = ids.firstLine(claim.id().value(), (int) line);
                if (earlier != 0) {
                    throw new BadValueException("id '" + claim.id() + "' stands on line " + earlier + " already");
                }
                refuseSecondIdentity(claim.identity(), line);
                batch.add(new BatchWriter.Row(line, claim, fields));
            } catch (BadValueException e) {
                faulty.add(line, e.reason(), fields);
            }
            if (batch.size() == BATCH) {
                flush(bytes);
            }
        }

        private void refuseSecondIdentity(@Nullable Identity identity, long line) {
            int earlier = identity == null ? 0 : identities.firstLine(identity.value(), (int) line);
            if (earlier != 0) {
                throw new BadValueException("identity " + identity + " stands on line " + earlier + " already");
            }
        }

        private void flush(long bytes) {
            writer.write(batch);
            batch = new ArrayList<>(BATCH);
            progress.accept(new ImportProgress(bytes, size, rows, faulty.count()));
        }

        ImportSummary finish() {
            flush(size);
            ImportSummary summary = writer.finish();
            runs.ended(run, summary);
            progress.accept(new ImportProgress(size, size, rows, faulty.count()));
            return summary;
        }
    }
}
