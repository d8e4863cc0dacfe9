package org.cordboard.server.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reads a settings file and the tree files it names. All faults of all files are reported together.
 *
 * <p>Files are limited to 1 MiB of UTF-8 each, aliases are refused, and no object is constructed from the file's tags.
 */
public final class SettingsReader {

    private final Map<String, String> environment;
    private final Map<String, String> passwordHashes;

    /** @param environment what {@code ${NAME}} in a secret is looked up in, usually {@link System#getenv()} */
    public SettingsReader(Map<String, String> environment) {
        this(environment, Map.of());
    }

    private SettingsReader(Map<String, String> environment, Map<String, String> passwordHashes) {
        this.environment = new LinkedHashMap<>(environment);
        this.passwordHashes = new LinkedHashMap<>(passwordHashes);
    }

    /**
     * The same reader, with password hashes that stand in for those of the file, or for missing ones.
     *
     * @param byLogin Argon2id hashes in PHC form by login name
     */
    public SettingsReader withPasswordHashes(Map<String, String> byLogin) {
        return new SettingsReader(environment, byLogin);
    }

    /** @throws SettingsException with every fault found */
    public Settings read(Path file) {
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        return read(SettingsFiles.in(folder), String.valueOf(file.getFileName()));
    }

    /**
     * @param name the settings file among the files
     * @throws SettingsException with every fault found
     */
    public Settings read(SettingsFiles files, String name) {
        Faults faults = new Faults();
        Section root = YamlDocument.read(files, name, faults);
        if (root == null) {
            throw faults.toException();
        }
        Settings settings = new SettingsReading(files, environment, passwordHashes, faults).read(root);
        if (settings == null || !faults.isEmpty()) {
            throw faults.toException();
        }
        return settings;
    }
}
