package org.cordboard.server.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A number for the code that decides: it differs when the engine's classes differ. */
final class CodeHash {

    private CodeHash() {}

    /** The checksum over the jar, or over all classes of the folder, that a class was loaded from. */
    static long of(Class<?> type) {
        try {
            Path source = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            CRC32C crc = new CRC32C();
            for (Path file : files(source)) {
                crc.update(file.getFileName().toString().getBytes(UTF_8));
                crc.update(Files.readAllBytes(file));
            }
            return crc.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException("The engine's own code cannot be read: " + e.getMessage(), e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The engine's own code has no place that can be read", e);
        }
    }

    private static List<Path> files(Path source) throws IOException {
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (Stream<Path> all = Files.walk(source)) {
            return all.filter(f -> f.toString().endsWith(".class")).sorted().toList();
        }
    }
}
