package org.cordboard.server.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.cordboard.cti.ivr.IvrTree;
import org.jspecify.annotations.Nullable;

/** Reads a tree file by itself, without the settings of a site. */
public final class TreeReading {

    private TreeReading() {}

    /**
     * @param sounds the folder with the PBX's recordings, to find missing ones; null not to look for them
     * @param unanswered whether callers enter before their call is answered
     * @throws SettingsException with every fault found
     */
    public static IvrTree read(Path file, @Nullable Path sounds, boolean unanswered) {
        Faults faults = new Faults();
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        String name = String.valueOf(file.getFileName());
        if (sounds != null && !Files.isDirectory(sounds)) {
            faults.add(Place.wholeFile(sounds.toString()), "there is no such folder", "check the name");
        }
        Section content = YamlDocument.read(SettingsFiles.in(folder), name, faults);
        TreeReader.Read read = content == null
                ? null
                : new TreeReader(nameOf(name), content, faults, null, sounds == null ? null : new Sounds(sounds))
                        .read();
        if (read != null && unanswered) {
            new TreeShape(read.tree(), read.places(), faults).checkAnswered("at hand");
        }
        if (read == null || !faults.isEmpty()) {
            throw faults.toException();
        }
        return read.tree();
    }

    /** A tree is named after its file. */
    static String nameOf(String file) {
        return file.endsWith(".yaml") ? file.substring(0, file.length() - ".yaml".length()) : file;
    }
}
