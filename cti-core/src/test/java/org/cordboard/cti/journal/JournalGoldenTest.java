package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Holds every journaled type to the bytes in {@code golden/journal.txt}, so that no journal becomes unreadable by accident.
 * The file has a line {@code name/version hex} for a made-up value of every type and for every version there ever was. To add
 * the lines of new types, and of nothing else:
 *
 * <pre>mvn -pl cti-core test -Dtest=JournalGoldenTest -Dgolden.add=true</pre>
 */
class JournalGoldenTest {

    private static final Path FILE = Path.of("src/test/resources/golden/journal.txt");

    private static final String HOW_TO_CHANGE = """
            The bytes of %1$s have changed, and journals hold the old ones.
              - If %1$s itself has changed: give it the next version in @Journaled, keep the old components as a record with the
                old name, and put an Upcaster from it into JournalCodec.UPCASTERS. Then add the line of the new version.
              - If only something inside it has a new version: add the line below this one, and leave that one in place.
              - If neither: its components stand in another order or have other types, or another case has become the first of
                an interface inside it.
            New line:
            %1$s %2$s
            """;

    private final RecordCodec codec = JournalCodec.standard().records();

    @Test
    void everyTypeIsEncodedAsItAlwaysWas() throws IOException {
        if (Boolean.getBoolean("golden.add")) {
            addNewTypes();
        }
        Map<String, List<String>> golden = golden();
        codec.types().forEach((name, type) -> {
            Object sample = Samples.fixed().of(type);
            String hex = HexFormat.of().formatHex(codec.encode(sample));
            if (!golden.containsKey(name)) {
                fail("%s has no line in %s. Add it with -Dgolden.add=true, or by hand:%n%s %s", name, FILE, name, hex);
            }
            String latest = golden.get(name).getLast();
            if (!latest.equals(hex)) {
                fail(HOW_TO_CHANGE, name, hex);
            }
            assertThat(codec.decode(HexFormat.of().parseHex(latest))).as(name).isEqualTo(sample);
        });
    }

    @Test
    void everyVersionThereEverWasIsStillRead() throws IOException {
        RecordCodec presentOnly = RecordCodec.forRoots(JournalCodec.ROOTS, List.of());
        golden().forEach((name, lines) -> {
            for (String line : lines) {
                byte[] bytes = HexFormat.of().parseHex(line);
                assertThat(codec.decode(bytes)).as(name).isNotNull();
                boolean present = codec.types().containsKey(name) && line.equals(lines.getLast());
                if (!present) {
                    assertThatThrownBy(() -> presentOnly.decode(bytes))
                            .as("%s: an older line that needs no upcaster is a change of format in disguise", name)
                            .isInstanceOf(JournalCorruptException.class);
                }
            }
        });
    }

    private static Map<String, List<String>> golden() throws IOException {
        Map<String, List<String>> golden = new TreeMap<>();
        for (String line : Files.readAllLines(FILE, StandardCharsets.UTF_8)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int space = line.indexOf(' ');
                golden.computeIfAbsent(line.substring(0, space), n -> new ArrayList<>())
                        .add(line.substring(space + 1));
            }
        }
        return golden;
    }

    private void addNewTypes() throws IOException {
        Map<String, List<String>> golden = golden();
        codec.types().forEach((name, type) -> {
            String hex = HexFormat.of().formatHex(codec.encode(Samples.fixed().of(type)));
            golden.computeIfAbsent(name, n -> new ArrayList<>(List.of(hex)));
        });
        List<String> lines =
                new ArrayList<>(List.of("# See JournalGoldenTest. Lines are added, never changed or removed."));
        golden.forEach((name, hexes) -> hexes.forEach(hex -> lines.add(name + " " + hex)));
        Files.write(FILE, lines, StandardCharsets.UTF_8);
    }
}
