package org.cordboard.server;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.cordboard.crm.load.CustomerImport;
import org.cordboard.crm.load.ImportSummary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings' file of customers, which each start loads. The first start has to wait for it, as it knows nobody without it; a later one
 * only learns what has changed, and does so on the thread {@code customers-file} while it serves. Rows with faults are kept in the data
 * directory, beside what they should have become.
 */
final class CustomersFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(CustomersFile.class);
    private static final String SOURCE = "customers-file";

    private final CustomerImport customers;
    private final Path file;
    private final Path faulty;
    private final Thread thread = new Thread(this::loadBeside, SOURCE);
    private volatile boolean closed;

    CustomersFile(CustomerImport customers, Path file, Path dataDirectory) {
        this.customers = customers;
        this.file = file;
        this.faulty = dataDirectory.resolve(file.getFileName() + ".faulty.csv");
    }

    /**
     * Loads it and returns when it is loaded.
     *
     * @throws RuntimeException with a message for people when nothing of it can be used, or the database is down
     */
    void load() {
        ImportSummary summary = customers.run(new CustomerImport.Order(file, SOURCE, faulty), progress -> {
            if (closed) {
                throw new CancellationException("the server stops");
            }
        });
        log.info("Customers: {}", summary);
        summary.faults().forEach(fault -> log.warn("Customers file, {}", fault));
        if (summary.faulty() > 0) {
            log.warn("The rows left out stand in {}", faulty);
        }
    }

    /** Begins to load it. What goes wrong is logged, and the customers stay as they were. */
    void startLoading() {
        thread.setDaemon(true);
        thread.start();
    }

    private void loadBeside() {
        try {
            load();
        } catch (CancellationException e) {
            log.info("The customers file is not loaded to its end: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The customers file is not loaded; customers stay as they were: {}", e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
