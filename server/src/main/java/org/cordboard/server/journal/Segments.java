package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The files of a journal's directory, named after their first positions. */
final class Segments {

    private static final String SUFFIX = ".journal";
    private static final int DIGITS = 20;

    private Segments() {}

    static Path file(Path directory, long first) {
        return directory.resolve(String.format("%0" + DIGITS + "d", first) + SUFFIX);
    }

    /** By first position. Files with other names are none of the journal's. */
    static NavigableMap<Long, Path> list(Path directory) throws IOException {
        NavigableMap<Long, Path> segments = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches("0[0-9]{" + (DIGITS - 1) + "}\\" + SUFFIX)) {
                    segments.put(Long.parseLong(name.substring(0, DIGITS)), file);
                }
            }
        }
        return segments;
    }
}
