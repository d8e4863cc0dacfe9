package org.cordboard.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The golden files: one message each, named by its type. */
final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {}

    /** Texts by type, without the line's end. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(FOLDER)) {
            for (Path path : paths.toList()) {
                String name = path.getFileName().toString();
                files.put(
                        name.substring(0, name.length() - ".json".length()),
                        Files.readString(path).strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    static String of(String type) {
        String text = files().get(type);
        if (text == null) {
            throw new AssertionError("There is no golden file for " + type);
        }
        return text;
    }

    /** All types of both directions. */
    static Set<String> types() {
        Set<String> types = new TreeSet<>(MessageTypes.CLIENT.byName().keySet());
        types.addAll(MessageTypes.SERVER.byName().keySet());
        return types;
    }
}
