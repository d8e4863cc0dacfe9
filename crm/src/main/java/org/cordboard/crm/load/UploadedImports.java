package org.cordboard.crm.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cordboard.crm.store.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Imports of customers from files that were sent: one at a time, the others wait in their order. Twenty may wait; one more is
 * refused. The rows left out are kept in a file beside, those of the newest hundred imports. A stop breaks off what is under way;
 * rows that went in stay, and the file is sent again.
 */
public final class UploadedImports implements AutoCloseable {

    /** Imports that wait behind the one that runs. */
    public static final int WAITING = 20;

    private static final Logger log = LoggerFactory.getLogger(UploadedImports.class);
    private static final int FAULTY_KEPT = 100;

    private final CustomerImport customers;
    private final ImportRuns runs;
    private final Path directory;
    private final Map<Long, Under> underWay = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), work -> new Thread(work, "customer-imports"));
    private volatile boolean closed;

    /** There is no place for another import. */
    public static final class TooManyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyException() {
            super("So many imports wait already: " + WAITING);
        }
    }

    /** Somebody does not want the import any more. */
    private static final class CancelledException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    /** What is known of an import that has not ended. */
    private static final class Under {
        private volatile boolean cancelled;
        private volatile ImportProgress progress = new ImportProgress(0, 0, 0, 0);
    }

    /**
     * Breaks off on paper what an earlier process had under way.
     *
     * @param directory where the files are kept; made if missing
     */
    public UploadedImports(CustomerImport customers, ImportRuns runs, Path directory) {
        this.customers = customers;
        this.runs = runs;
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory for imports cannot be used: " + directory, e);
        }
        runs.breakOff();
    }

    /**
     * Takes a file away and has it imported when its turn comes.
     *
     * @param name of the file, for people
     * @param source 1 to 64 characters, not {@code staff}
     * @throws TooManyException when too many wait
     * @throws StoreUnavailableException when the database is down; the file stays where it is then
     */
    public synchronized long submit(Path file, String name, String source, String by) {
        if (thread.getQueue().remainingCapacity() == 0 || closed) {
            throw new TooManyException();
        }
        long id = runs.waiting(name, source, by);
        Path kept = directory.resolve(id + ".csv");
        try {
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        underWay.put(id, new Under());
        thread.execute(() -> run(id, kept, source));
        return id;
    }

    private void run(long id, Path file, String source) {
        Under under = underWay.getOrDefault(id, new Under());
        try {
            if (under.cancelled || closed) {
                throw new CancelledException();
            }
            runs.running(id);
            customers.run(new CustomerImport.Order(file, source, faultyFile(id), id), progress -> {
                under.progress = progress;
                if (under.cancelled || closed) {
                    throw new CancelledException();
                }
            });
        } catch (CancelledException e) {
            ImportRuns.State state = under.cancelled ? ImportRuns.State.CANCELLED : ImportRuns.State.BROKEN_OFF;
            stopped(id, state, under.cancelled ? "" : "The server stopped meanwhile; send the file again.", under);
        } catch (CustomerFileException e) {
            stopped(id, ImportRuns.State.FAILED, String.valueOf(e.getMessage()), under);
        } catch (StoreUnavailableException e) {
            stopped(id, ImportRuns.State.FAILED, "The database was away; send the file again.", under);
        } catch (RuntimeException e) {
            log.error("Import {} failed", id, e);
            stopped(id, ImportRuns.State.FAILED, "The server could not go on; its log says why.", under);
        } finally {
            underWay.remove(id);
            delete(file);
            delete(faultyFile(id - FAULTY_KEPT));
        }
    }

    private void stopped(long id, ImportRuns.State state, String reason, Under under) {
        try {
            ImportProgress reached = under.progress;
            runs.stopped(id, state, reason, reached.rows(), reached.faulty());
        } catch (StoreUnavailableException e) {
            log.warn("How import {} ended could not be noted; it will count as broken off", id);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} could not be deleted: {}", file, e.toString());
        }
    }

    private Path faultyFile(long id) {
        return directory.resolve(id + ".faulty.csv");
    }

    /** How far an import that has not ended has come. */
    public Optional<ImportProgress> progress(long id) {
        @Nullable Under under = underWay.get(id);
        return Optional.ofNullable(under).map(known -> known.progress);
    }

    /** The rows left out, as CSV with line and reason; empty when there are none, or none any more. */
    public Optional<Path> faulty(long id) {
        return Optional.of(faultyFile(id)).filter(Files::exists);
    }

    /**
     * Ends an import after the rows at hand; those that went in stay.
     *
     * @return false when it has ended already
     */
    public boolean cancel(long id) {
        @Nullable Under under = underWay.get(id);
        if (under != null) {
            under.cancelled = true;
        }
        return under != null;
    }

    @Override
    public void close() {
        closed = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                log.warn("An import was still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
