package org.cordboard.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsException;
import org.cordboard.server.settings.SettingsReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second whether the settings or a tree file beside them has changed, reads them again, and hands them on when
 * all of them are good. Otherwise every fault is logged and what was in force stays so.
 */
final class SettingsWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SettingsWatch.class);
    private static final int DEPTH = 4;

    private final Path file;
    private final SettingsReader reader;
    private final Consumer<Settings> changed;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread made = new Thread(work, "settings-watch");
        made.setDaemon(true);
        return made;
    });
    private Map<Path, String> seen;

    private SettingsWatch(Path file, SettingsReader reader, Consumer<Settings> changed) {
        this.file = file;
        this.reader = reader;
        this.changed = changed;
        this.seen = look();
    }

    /** One that looks when it is told to. */
    static SettingsWatch watching(Path file, SettingsReader reader, Consumer<Settings> changed) {
        return new SettingsWatch(file, reader, changed);
    }

    /** @param changed given the settings each time they have changed; called on this watch's thread */
    static SettingsWatch start(Path file, SettingsReader reader, Consumer<Settings> changed) {
        SettingsWatch watch = new SettingsWatch(file, reader, changed);
        watch.thread.scheduleWithFixedDelay(watch::check, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    void check() {
        try {
            Map<Path, String> now = look();
            if (now.equals(seen)) {
                return;
            }
            seen = now;
            Settings settings = reader.read(file);
            settings.warnings().forEach(warning -> log.warn("{}", warning));
            changed.accept(settings);
            log.info(
                    "The settings have changed and are in force: {} trees",
                    settings.trees().size());
        } catch (SettingsException e) {
            log.warn("The changed settings are not used, the old ones stay in force: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("The settings could not be looked at", e);
        }
    }

    /** Time and size of every settings file there may be. */
    private Map<Path, String> look() {
        Map<Path, String> found = new LinkedHashMap<>();
        Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file);
        try (Stream<Path> files = Files.find(
                folder,
                DEPTH,
                (path, about) -> about.isRegularFile() && String.valueOf(path).endsWith(".yaml"))) {
            for (Path path : files.sorted().limit(1_000).toList()) {
                found.put(path, Files.getLastModifiedTime(path) + " " + Files.size(path));
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("The folder of the settings cannot be listed: {}", e.getMessage());
        }
        return found;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
