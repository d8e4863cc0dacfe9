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
    void readersTakeEveryKeyOfTheCatalogue(@TempDir Path folder) throws IOException {
        String everything = """
                site: {id: n, region: CN, zone: Asia/Shanghai}
                listen: {host: localhost, port: 0}
                dataDirectory: data
                journal: {keep: 30d}
                database: {host: h, port: 1, name: n, user: u, secret: s, tls: true}
                pbxs:
                  - {id: a, type: asterisk, host: h, port: 1, user: u, secret: s, recordings: /srv/calls}
                  - {id: b, user: u, secretFile: everything.yaml}
                trunks: [{id: t, pbx: a, capacity: 30}]
                routes: [{id: r, prefixes: [0], trunks: [t], strip: 1, prepend: 9, callerId: 1}]
                outbound: {forbidden: [0900], emergency: [110], ring: 45s, wrapUpLimit: 30s}
                stations: [{id: s, pbx: a}]
                queues:
                  - id: q
                    name: Q
                    headStarts: {gold: 1s}
                    weight: 1m
                    mostBonus: 1m
                    needs: [{skill: english, level: 5, relaxesAfter: 1s}]
                    ownerPatience: 1s
                    lastAgentPatience: 1s
                    ownerShare: 10
                    mostWaiting: 10
                    overflowAfter: 1s
                    leaveWhenEmpty: true
                    hours: {zone: Asia/Shanghai, open: [{days: [mon-sun], from: 00:00, to: 24:00}], holidays: [2026-10-01]}
                    callBackAttempts: 1
                    callBackSpacing: 1s
                    callBackKeptFor: 1m
                    callBackRing: 15s
                    ringTimeout: 1s
                    wrapUpLimit: 1s
                    maxWait: 2s
                    answerWithin: 10s
                    shortAbandon: 3s
                    record: 20
                    music: m
                hotlines: [{number: 1, name: H, tree: tree.yaml, answer: atOnce, recording: forbidden}]
                sounds: {directory: sounds}
                users: [{login: l, name: L, passwordHash: '%s', role: agent, queues: [q], skills: {english: 5}, forbidden: [00]}]
                customers: {file: everything.yaml}
                limits: {lookUp: 1s, answer: 1s, prompt: 1s, connectionGrace: 1s, legs: 500}
                """.formatted(SettingsFolder.HASH);
        String tree = """
                entry: a
                afterTalk: f
                languages: [en, zh]
                calendars:
                  office:
                    zone: Asia/Shanghai
                    open: [{days: [mon-fri], from: 09:00, to: 18:00}]
                    holidays: [2026-10-01..2026-10-07, 2027-01-01]
                nodes:
                  a: {type: play, prompts: [p], interruptible: true, next: b}
                  b: {type: menu, prompts: [p], onSilence: [p], onInvalid: [p], choices: {1: g}, timeout: 1s, tries: 1, otherwise: g}
                  g: {type: collect, prompts: [p], into: account, least: 4, most: 6, terminator: '#', digitTimeout: 1s,
                      check: luhn, sensitive: false, onSilence: [p], onInvalid: [p], timeout: 1s, tries: 1, next: h, otherwise: h}
                  h: {type: consent, prompts: [p], into: agreed, yes: 1, no: 2, onSilence: [p], onInvalid: [p], timeout: 1s,
                      tries: 1, given: i, refused: i}
                  i: {type: say, as: digits, of: data.account, next: j, otherwise: j}
                  j: {type: language, language: zh, next: k}
                  k: {type: hours, calendar: office, open: l, closed: l, holiday: l}
                  l: {type: lookUp, attribute: points, into: points, timeout: 1s, found: m, notFound: m, onTimeout: m}
                  m: {type: lookUp, attribute: account, expected: account, found: n, notFound: n, onTimeout: o}
                  n: {type: answer, next: c}
                  o: {type: steer, channel: app, prompts: [p]}
                  c: {type: identify, by: account, known: d, unknown: d}
                  d: {type: branch, on: target, cases: {true: e}, otherwise: q}
                  q: {type: goto, next: r}
                  r: {type: ownManager, free: e, busy: s, absent: s}
                  s: {type: askToWait, queue: q, prompts: [p], onSilence: [p], onInvalid: [p], timeout: 1s, tries: 1,
                      free: e, wait: 1, waits: e, leave: 2, leaves: t, otherwise: f}
                  t: {type: callBack, queue: q, number: account, next: f, otherwise: f}
                  e: {type: queue, queue: q, onTimeout: f, onNoAgents: f, onOverflow: f, onClosed: f, announce: [p],
                      announceAfter: 1s, announceEvery: 5s, keys: {2: t}, ownPatience: 1s}
                  f: {type: hangUp, cause: 16}
                """;
        SettingsFolder files =
                new SettingsFolder(folder).write("everything.yaml", everything).write("tree.yaml", tree);
        recordEverything(folder.resolve("sounds"));

        assertThat(new SettingsReader(Map.of())
                        .read(files.file().resolveSibling("everything.yaml"))
                        .users())
                .hasSize(1);
        assertThat(SettingsKeys.catalogue())
                .allSatisfy(key -> assertThat(everything).contains(key.name() + ":"));
        assertThat(TreeKeys.catalogue()).allSatisfy(key -> assertThat(tree).contains(key.name() + ":"));
    }

    private static void recordEverything(Path sounds) throws IOException {
        for (String language : List.of("en", "zh")) {
            Files.createDirectories(sounds.resolve(language).resolve("digits"));
            Files.createFile(sounds.resolve(language).resolve("p.wav"));
            for (int i = 0; i < 10; i++) {
                Files.createFile(sounds.resolve(language).resolve("digits").resolve(i + ".gsm"));
            }
        }
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
