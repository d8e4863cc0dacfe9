package org.cordboard.server.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How the journal's writer reaches the disk; tests put a full or failing one in its place. */
interface Disk {

    /** A file that is only added to. */
    interface Appender extends Closeable {

        void write(ByteBuffer bytes) throws IOException;

        /** Returns when all that was written is on the disk. */
        void force() throws IOException;
    }

    /** @param file need not exist */
    Appender append(Path file) throws IOException;

    /** Makes the names of new and deleted files durable. */
    void forceDirectory(Path directory) throws IOException;

    Disk REAL = new Disk() {

        @Override
        public Appender append(Path file) throws IOException {
            return new FileAppender(FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        }

        @Override
        public void forceDirectory(Path directory) throws IOException {
            if (!Files.getFileStore(directory).supportsFileAttributeView("posix")) {
                return; // Windows opens no directories, and needs none forced.
            }
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    };

    /** @param channel writes go through a native buffer of the size of one write, which is why large ones are cut up */
    record FileAppender(FileChannel channel) implements Appender {

        private static final int CHUNK = 256 << 10;

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int end = bytes.limit();
            while (bytes.position() < end) {
                bytes.limit(Math.min(end, bytes.position() + CHUNK));
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
