package org.cordboard.server.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Files of one kind in a directory, each named after a position of the journal.
 *
 * @param suffix such as {@code .journal}; files with other names are none of them
 */
public record NumberedFiles(String suffix) {

    private static final int DIGITS = 20;

    public Path file(Path directory, long position) {
        return directory.resolve(String.format("%0" + DIGITS + "d", position) + suffix);
    }

    /** By position. */
    public NavigableMap<Long, Path> list(Path directory) throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + suffix)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (name.matches("0[0-9]{" + (DIGITS - 1) + "}\\" + suffix)) {
                    found.put(Long.parseLong(name.substring(0, DIGITS)), file);
                }
            }
        }
        return found;
    }
}
