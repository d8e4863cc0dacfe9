package org.cordboard.server.login;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps tokens over a restart: a line for each that is issued or revoked, by its hash, in a file for its owner's eyes alone. When it cannot
 * be written it is deleted, and everybody logs in again after the next start: a token that was revoked must not come back.
 */
public final class TokenFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TokenFile.class);

    /** Lines after which it is written anew. */
    private static final int LINES = 4 * Tokens.KEPT;

    private static final String ISSUED = "+";
    private static final String REVOKED = "-";

    private final Path file;
    private @Nullable FileChannel channel;
    private int lines;

    public TokenFile(Path file) {
        this.file = file;
    }

    /** What the file holds, oldest first: user and end of each token, by its hash. A line that was not finished is passed over. */
    Map<String, String[]> read() {
        Map<String, String[]> found = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return found;
        }
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                String[] words = line.split(" ", -1);
                if (words.length == 4 && words[0].equals(ISSUED) && words[2].matches("[0-9]{1,18}")) {
                    found.put(words[1], new String[] {words[3], words[2]});
                } else if (words.length >= 2 && words[0].equals(REVOKED)) {
                    found.remove(words[1]);
                }
            }
        } catch (IOException e) {
            log.warn("Tokens cannot be read, everybody has to log in again: {}", e.toString());
            found.clear();
        }
        return found;
    }

    void issued(String hash, String user, long untilMillis) {
        write(line(hash, user, untilMillis), false);
    }

    void revoked(String hash) {
        write(REVOKED + " " + hash + "\n", true);
    }

    boolean isLong() {
        return lines > LINES;
    }

    /** Begins the file anew. */
    void begin(Map<String, Tokens.Holder> tokens) {
        close();
        StringBuilder text = new StringBuilder();
        tokens.forEach((hash, holder) ->
                text.append(line(hash, holder.user().value(), holder.until().toEpochMilli())));
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                Files.createFile(
                        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(fresh, text);
            Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            lines = tokens.size();
        } catch (IOException e) {
            failed(e);
        }
    }

    private static String line(String hash, String user, long untilMillis) {
        return ISSUED + " " + hash + " " + untilMillis + " " + user + "\n";
    }

    private void write(String text, boolean force) {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            if (force) {
                open.force(false);
            }
            lines++;
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        log.warn("Tokens are not kept over a restart any more: {}", e.toString());
        close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException worse) {
            log.error(
                    "{} has to be deleted by hand, it may hold tokens that are good no longer: {}",
                    file,
                    worse.toString());
        }
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.warn("{}: {}", file, e.toString());
            }
        }
    }
}
