package org.cordboard.server.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** Where a settings file and the files it names are found. Names are relative, with {@code /} between the parts. */
public sealed interface SettingsFiles {

    /** The name as people should see it in a message. */
    String display(String name);

    /**
     * The first bytes of a file.
     *
     * @throws NoSuchFileException when there is none of this name
     */
    byte[] read(String name, int atMost) throws IOException;

    /** The place in the file system that a name in the settings stands for. */
    Path path(String name);

    static SettingsFiles in(Path folder) {
        return new Folder(folder);
    }

    /**
     * Files that come with the program; only the demo uses them.
     *
     * @param folder an absolute resource name such as {@code /org/cordboard/server/demo}
     */
    static SettingsFiles onClassPath(String folder) {
        return new ClassPath(folder);
    }

    /**
     * Files of which one reads as something else.
     *
     * @param name the file that is replaced
     * @param text never changed after it was given
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Replaced(SettingsFiles files, String name, byte[] text) implements SettingsFiles {

        @Override
        public String display(String other) {
            return other;
        }

        @Override
        public byte[] read(String other, int atMost) throws IOException {
            return other.equals(name) ? Arrays.copyOf(text, Math.min(text.length, atMost)) : files.read(other, atMost);
        }

        @Override
        public Path path(String other) {
            return files.path(other);
        }
    }

    /** A folder of the file system. */
    record Folder(Path folder) implements SettingsFiles {

        @Override
        public String display(String name) {
            return path(name).toString();
        }

        @Override
        public byte[] read(String name, int atMost) throws IOException {
            try (InputStream in = Files.newInputStream(path(name))) {
                return in.readNBytes(atMost);
            }
        }

        @Override
        public Path path(String name) {
            return folder.resolve(name);
        }
    }

    /** A folder of the class path. */
    record ClassPath(String folder) implements SettingsFiles {

        @Override
        public String display(String name) {
            return name;
        }

        @Override
        public byte[] read(String name, int atMost) throws IOException {
            try (InputStream in = SettingsFiles.class.getResourceAsStream(folder + "/" + name)) {
                if (in == null) {
                    throw new NoSuchFileException(name);
                }
                return in.readNBytes(atMost);
            }
        }

        @Override
        public Path path(String name) {
            return Path.of(name);
        }
    }
}
