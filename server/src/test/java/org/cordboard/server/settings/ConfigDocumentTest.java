package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/CONFIG.md to the catalogue of keys, and the catalogue to the readers. */
class ConfigDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "CONFIG.md");

    @Test
    void listsEveryKeyWithTypeDefaultRangeAndConsequence() throws IOException {
        List<String> documented = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
        List<String> known = new ArrayList<>();
        Stream.concat(SettingsKeys.catalogue().stream(), TreeKeys.catalogue().stream())
                .forEach(key -> known.add(row(key)));

        assertThat(documented).containsExactlyElementsOf(known);
    }

    @Test
    void readersTakeEveryKeyOfTheCatalogue(@TempDir Path folder) {
        String everything = """
                site: {id: n, region: CN}
                listen: {host: localhost, port: 0}
                dataDirectory: data
                pbxs:
                  - {id: a, type: asterisk, host: h, port: 1, user: u, secret: s}
                  - {id: b, user: u, secretFile: everything.yaml}
                trunks: [{id: t, pbx: a}]
                stations: [{id: s, pbx: a}]
                queues: [{id: q, name: Q, headStarts: {gold: 1s}, ringTimeout: 1s, wrapUpLimit: 1s, maxWait: 1s, music: m}]
                hotlines: [{number: 1, name: H, tree: tree.yaml}]
                users: [{login: l, name: L, passwordHash: '%s', role: agent, queues: [q]}]
                customers: {file: everything.yaml}
                limits: {lookUp: 1s, answer: 1s, prompt: 1s, connectionGrace: 1s}
                """.formatted(SettingsFolder.HASH);
        String tree = """
                entry: a
                afterTalk: f
                nodes:
                  a: {type: play, prompts: [p], next: b}
                  b: {type: menu, prompts: [p], choices: {1: c}, timeout: 1s, tries: 1, otherwise: c}
                  c: {type: identify, known: d, unknown: d}
                  d: {type: branch, on: target, cases: {true: e}, otherwise: e}
                  e: {type: queue, queue: q, onTimeout: f, onNoAgents: f}
                  f: {type: hangUp, cause: 16}
                """;
        SettingsFolder files =
                new SettingsFolder(folder).write("everything.yaml", everything).write("tree.yaml", tree);

        assertThat(new SettingsReader(Map.of())
                        .read(files.file().resolveSibling("everything.yaml"))
                        .users())
                .hasSize(1);
        assertThat(SettingsKeys.catalogue())
                .allSatisfy(key -> assertThat(everything).contains(key.name() + ":"));
        assertThat(TreeKeys.catalogue()).allSatisfy(key -> assertThat(tree).contains(key.name() + ":"));
    }

    @Test
    void defaultsAreValuesThatTheKeysAllow() {
        assertThat(Stream.concat(SettingsKeys.catalogue().stream(), TreeKeys.catalogue().stream())
                        .filter(key -> key instanceof Key.Scalar<?>)
                        .map(key -> (Key.Scalar<?>) key)
                        .filter(key -> !key.fallback().equals(Key.REQUIRED)
                                && !key.fallback().equals(Key.NONE)))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(key.fallbackValue()).isNotNull());
    }

    private static String row(Key key) {
        return Stream.of("`" + key.path() + "`", key.type(), key.fallback(), key.range(), key.consequence())
                .collect(Collectors.joining(" | ", "| ", " |"));
    }
}
