package org.cordboard.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The files of the hotlines' trees, beside the settings. A tree is checked as the settings check it, so that whatever is stored can
 * come into force; the server takes it over as it does any changed file. Safe for use by many threads.
 */
public final class TreeFiles {

    private static final int KEPT = 20;

    private final SettingsFiles files;
    private final String settings;
    private final SettingsReader reader;

    /** @param settings the name of the settings among the files */
    public TreeFiles(SettingsFiles files, String settings, SettingsReader reader) {
        this.files = files;
        this.settings = settings;
        this.reader = reader;
    }

    /** The name of the file a tree is read from. */
    public String fileOf(String tree) {
        String usual = tree + ".yaml";
        try {
            files.read(usual, 1);
            return usual;
        } catch (IOException e) {
            return tree;
        }
    }

    /**
     * The text of a file as it is now.
     *
     * @throws UncheckedIOException when it cannot be read
     */
    public String text(String file) {
        try {
            return new String(files.read(file, YamlDocument.LARGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that would be wrong with the settings if this were the text of a file; empty when nothing. */
    public List<Fault> check(String file, byte[] text) {
        try {
            reader.read(new SettingsFiles.Replaced(files, file, text), settings);
            return List.of();
        } catch (SettingsException e) {
            return e.faults();
        }
    }

    /** Whether files can be written; those that come with the program cannot. */
    public boolean canStore() {
        return files instanceof SettingsFiles.Folder;
    }

    /**
     * Puts a text in place of the old one, at once or not at all. The old one is kept beside it as {@code NAME.1.old}, {@code
     * NAME.2.old} and so on; the newest twenty of them.
     *
     * @throws UncheckedIOException when it cannot be written; nothing is changed then
     */
    public synchronized void store(String file, byte[] text) {
        Path place = files.path(file).toAbsolutePath();
        try {
            Path fresh = Files.createTempFile(place.getParent(), "tree", ".new");
            try {
                Files.write(fresh, text);
                keep(place);
                Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void keep(Path place) throws IOException {
        int number = 1;
        while (Files.exists(old(place, number))) {
            number++;
        }
        if (number > KEPT) {
            for (int i = 1; i < number - 1; i++) {
                Files.move(old(place, i + 1), old(place, i), StandardCopyOption.REPLACE_EXISTING);
            }
            number--;
        }
        Files.copy(place, old(place, number));
    }

    private static Path old(Path place, int number) {
        return place.resolveSibling(place.getFileName() + "." + number + ".old");
    }
}
