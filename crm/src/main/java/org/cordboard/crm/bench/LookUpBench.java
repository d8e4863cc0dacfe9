package org.cordboard.crm.bench;

import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.HdrHistogram.Histogram;
import org.cordboard.crm.assignment.Deputies;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.lookup.CallerDirectory;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.targeting.TargetLists;

/** Looks callers up among many customers: from the database alone, and from memory. */
public final class LookUpBench {

    private static final int WARM_UP = 5_000;
    private static final int MEASURED = 50_000;
    /** Callers who call again and again. */
    private static final int REGULARS = 10_000;

    private LookUpBench() {}

    /**
     * Runs it.
     *
     * @param folder where the database goes; filled with customers when there are fewer than wanted
     * @param say takes the lines of the report
     */
    public static void run(Path folder, int customers, Consumer<String> say) {
        ImportBench.fill(folder, customers, say);
        try (Database database = Database.open(folder)) {
            PhoneNumbers numbers = new PhoneNumbers("CN");
            InstantSource clock = InstantSource.system();
            CallerDirectory directory = new CallerDirectory(
                    database,
                    numbers,
                    new CustomerStore(database, numbers),
                    new TargetLists(database, clock, 600),
                    new Deputies(database, clock),
                    Clock.system(ZoneId.systemDefault()));
            SplittableRandom random = new SplittableRandom(1);
            measure(directory, "from the database, any of " + customers, () -> random.nextInt(customers), true, say);
            for (int i = 0; i < REGULARS; i++) {
                directory.lookUp(MadeUpFile.number(i));
            }
            measure(directory, "from memory", () -> random.nextInt(REGULARS), false, say);
        }
    }

    private static void measure(
            CallerDirectory directory, String what, IntSupplier row, boolean forget, Consumer<String> say) {
        Histogram nanos = new Histogram(3);
        int found = 0;
        for (int i = -WARM_UP; i < MEASURED; i++) {
            String number = MadeUpFile.number(row.getAsInt());
            if (forget) {
                directory.forgetAll();
            }
            long started = System.nanoTime();
            boolean known = directory.lookUp(number).isPresent();
            long took = System.nanoTime() - started;
            if (i >= 0) {
                nanos.recordValue(took);
                found += known ? 1 : 0;
            }
        }
        say.accept(String.format(
                Locale.ROOT,
                "%s: %,d look-ups, %,d found; p50 %.4f ms, p99 %.4f ms, p99.9 %.4f ms, max %.3f ms",
                what,
                MEASURED,
                found,
                nanos.getValueAtPercentile(50) / 1e6,
                nanos.getValueAtPercentile(99) / 1e6,
                nanos.getValueAtPercentile(99.9) / 1e6,
                nanos.getMaxValue() / 1e6));
    }
}
