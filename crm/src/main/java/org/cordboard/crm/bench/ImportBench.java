package org.cordboard.crm.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.load.ImportSummary;
import org.cordboard.crm.store.Database;

/** Imports a file of made-up customers into a new database on disk, twice, and says how fast and with how much memory. */
public final class ImportBench {

    private ImportBench() {}

    /**
     * Runs it.
     *
     * @param folder where the database and the file go; a database that is there is used as it is
     * @param say takes the lines of the report
     */
    public static void run(Path folder, int rows, Consumer<String> say) {
        Path file = write(folder, rows, say);
        try (Database database = Database.open(folder)) {
            CustomerImport load = load(database);
            once(load, file, "first run", say);
            once(load, file, "same file again", say);
        }
    }

    /** Imports such a file where the database has fewer customers, for those who measure something else. */
    public static void fill(Path folder, int customers, Consumer<String> say) {
        try (Database database = Database.open(folder)) {
            if (new CustomerStore(database, new PhoneNumbers("CN")).count() < customers) {
                once(load(database), write(folder, customers, say), "customers", say);
            }
        }
    }

    /** The first number of the customer in a row, from 0. */
    public static String number(int row) {
        return MadeUpFile.number(row);
    }

    private static Path write(Path folder, int rows, Consumer<String> say) {
        Path file = folder.resolve("customers-" + rows + ".csv");
        try {
            Files.createDirectories(folder);
            MadeUpFile.write(file, rows, StandardCharsets.UTF_8);
            say.accept("%,d rows, %,d KiB".formatted(rows, Files.size(file) >> 10));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CustomerImport load(Database database) {
        PhoneNumbers numbers = new PhoneNumbers("CN");
        return new CustomerImport(database, new CustomerStore(database, numbers), numbers);
    }

    private static void once(CustomerImport load, Path file, String what, Consumer<String> say) {
        PeakHeap.reset();
        long cpuBefore = cpuNanos();
        long started = System.nanoTime();
        ImportSummary summary = load.run(CustomerImport.Order.of(file, "bench"), progress -> {});
        double seconds = (System.nanoTime() - started) / 1e9;
        say.accept(String.format(
                Locale.ROOT,
                "%s: %s; %.1f s, %,.0f rows/s, %.1f s of CPU, peak heap %d MiB",
                what,
                summary,
                seconds,
                summary.rows() / seconds,
                (cpuNanos() - cpuBefore) / 1e9,
                PeakHeap.mebibytes()));
    }

    /** All threads of the process: beside other programs, it says more than the wall clock does. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }
}
