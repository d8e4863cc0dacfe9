package org.cordboard.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cordboard.cti.journal.JournalFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second writer away from a journal. The operating system lets go of the lock when its process dies, however it does;
 * the file {@code lock} itself stays and means nothing.
 */
final class DirectoryLock implements Closeable {

    private static final String NAME = "lock";

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            taken = tryLock(channel) != null;
            if (!taken) {
                throw new JournalFailedException(
                        "the journal in " + directory + " is being written by another process" + owner(file)
                                + "; stop that one first, or give this one a directory of its own",
                        null);
            }
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(pid), 0);
            return new DirectoryLock(channel);
        } finally {
            if (!taken) {
                channel.close();
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // Held by this very process.
        }
    }

    private static String owner(Path file) {
        try {
            String pid = Files.readString(file, StandardCharsets.US_ASCII);
            return pid.matches("[0-9]{1,19}") ? " (" + pid + ")" : "";
        } catch (IOException e) {
            return ""; // It would only have made the message better.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
