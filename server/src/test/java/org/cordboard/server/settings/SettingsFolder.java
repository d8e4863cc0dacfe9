package org.cordboard.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A folder with a small, sound settings file and its tree, to be spoilt by a test in one place. */
final class SettingsFolder {

    static final String HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b3dWRWJTmaaJObGAAAAAAAAAAA";

    static final String SITE = """
            site:
              id: north
            pbxs:
              - id: pbx
                user: cordboard
                secret: ${AMI_SECRET}
            trunks:
              - {id: carrier, pbx: pbx}
            stations:
              - {id: 0101, pbx: pbx}
            queues:
              - id: vip
                name: VIP
                headStarts: {diamond: 120s, gold: 1m}
            hotlines:
              - {number: 4008001000, name: VIP line, tree: vip.yaml}
            users:
              - login: ann
                name: Ann
                passwordHash: %s
                queues: [vip]
            """.formatted(HASH);

    static final String TREE = """
            entry: who
            nodes:
              who: {type: identify, known: kind, unknown: sorry}
              kind:
                type: branch
                on: tier
                cases: {diamond: wait, gold: wait}
                otherwise: ask
              ask:
                type: menu
                prompts: [press-1-for-an-agent]
                choices: {1: wait, '*': ask}
                otherwise: sorry
              wait: {type: queue, queue: vip, onTimeout: sorry, onNoAgents: sorry}
              sorry: {type: play, prompts: [sorry, goodbye], next: end}
              end: {type: hangUp, cause: 17}
            """;

    private final Path folder;

    SettingsFolder(Path folder) {
        this.folder = folder;
        write("site.yaml", SITE);
        write("vip.yaml", TREE);
    }

    SettingsFolder write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    SettingsFolder replaceInSite(String from, String to) {
        return write("site.yaml", replaced(SITE, from, to));
    }

    SettingsFolder replaceInTree(String from, String to) {
        return write("vip.yaml", replaced(TREE, from, to));
    }

    Path file() {
        return folder.resolve("site.yaml");
    }

    Settings read() {
        return new SettingsReader(Map.of("AMI_SECRET", "s3cret")).read(file());
    }

    /** The faults, each as line, column, path and problem, without the folder's name. */
    List<String> faults() {
        try {
            read();
            return List.of();
        } catch (SettingsException e) {
            return e.faults().stream()
                    .map(f -> folder.relativize(Path.of(f.file())) + ":" + f.line() + ":" + f.column() + " " + f.path()
                            + ": " + f.problem())
                    .toList();
        }
    }

    /** The one fault's advice. */
    String advice() {
        try {
            read();
            return "";
        } catch (SettingsException e) {
            return e.faults().getFirst().advice();
        }
    }

    private static String replaced(String text, String from, String to) {
        if (!text.contains(from)) {
            throw new IllegalArgumentException("not in the sample: " + from);
        }
        return text.replace(from, to);
    }
}
