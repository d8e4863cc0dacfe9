package org.cordboard.server.listen;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * Where bodies are streamed to: files in one directory, written by one thread, so that no network thread waits for the disk. Four
 * bodies at most come in at a time; one more is refused as busy.
 */
public final class Uploads implements AutoCloseable {

    private static final int AT_ONCE = 4;

    private final Path directory;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "cti-upload"));

    private Uploads(Path directory) {
        this.directory = directory;
    }

    /**
     * Makes the directory if it is missing; what uploads that were broken off left behind is deleted.
     *
     * @throws UncheckedIOException when that cannot be done
     */
    public static Uploads in(Path directory) {
        try {
            Files.createDirectories(directory);
            try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*.upload")) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The directory for uploads cannot be used: " + directory, e);
        }
        return new Uploads(directory);
    }

    boolean take() {
        return places.tryAcquire();
    }

    void giveBack() {
        places.release();
    }

    Executor thread() {
        return thread;
    }

    Path create() {
        try {
            return Files.createTempFile(directory, "body", ".upload");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
