package org.cordboard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cordboard.protocol.RecordShape.Field;
import org.cordboard.protocol.RecordShape.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds docs/PROTOCOL.md to the types: it names all there is, as it is, and nothing else. */
class ProtocolPageTest {

    private static final Path PAGE = Path.of("../docs/PROTOCOL.md");

    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

    private final Vocabulary vocabulary = Vocabulary.ofProtocol();
    private List<String> lines;
    private Map<String, List<String>> sections;

    @BeforeEach
    void read() throws IOException {
        lines = Files.readAllLines(PAGE);
        sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("## ") || line.startsWith("### ")) {
                section = new ArrayList<>();
                String title = line.substring(line.indexOf(' ') + 1);
                assertThat(sections.put(title, section))
                        .as(title + " is there twice")
                        .isNull();
            }
            section.add(line);
        }
    }

    @Test
    void hasOneSectionForEachMessageObjectAndSetOfWords() {
        Set<String> expected = new LinkedHashSet<>(Vocabulary.messages().keySet());
        expected.addAll(vocabulary.objects().keySet());
        expected.addAll(vocabulary.words().keySet());
        expected.remove("ErrorCode"); // Has a chapter of its own.
        List<String> titles = lines.stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(titles).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void namesTheFieldsOfEachMessageAndObjectInOrderWithTheirTypes() {
        Map<String, RecordShape> shapes = new LinkedHashMap<>(Vocabulary.messages());
        shapes.putAll(vocabulary.objects());
        shapes.forEach((name, shape) -> assertThat(rows(name))
                .as(name)
                .containsExactlyElementsOf(
                        shape.fields().stream().map(ProtocolPageTest::row).toList()));
    }

    @Test
    void namesTheWordsInOrder() {
        vocabulary.words().forEach((name, words) -> {
            String section = name.equals("ErrorCode") ? "Error codes" : name;
            assertThat(firstCells(section)).as(name).isEqualTo(words);
        });
    }

    @Test
    void saysWhenEachMessageIsSent() {
        for (String type : Vocabulary.messages().keySet()) {
            assertThat(sections.get(type)).as(type).anyMatch(line -> line.startsWith("*Sent:* "));
        }
    }

    @Test
    void namesOnlyErrorCodesThereAreAndSaysWhereRefusalsAreMet() {
        Set<String> met = new LinkedHashSet<>();
        for (String type : MessageTypes.CLIENT.byName().keySet()) {
            for (String line : sections.getOrDefault(type, List.of())) {
                if (line.startsWith("Turned down with: ")) {
                    quoted(line).forEach(met::add);
                }
            }
        }
        List<String> codes = Stream.of(ErrorCode.values()).map(Enum::name).toList();
        assertThat(codes).containsAll(met);
        List<String> refusals = EnumSet.range(ErrorCode.UNKNOWN_AGENT, ErrorCode.LINK_DOWN).stream()
                .map(Enum::name)
                .toList();
        assertThat(met).containsAll(refusals);
    }

    @Test
    void namesTheCloseCodes() {
        List<String> expected = Stream.of(CloseCode.values())
                .map(code -> code.code() + " | `" + code.name() + "`")
                .toList();
        List<String> found = tableLines("Close codes").stream()
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip() + " | " + cells[2].strip())
                .toList();
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void namesTheLimits() {
        String limits = String.join("\n", sections.getOrDefault("Limits", List.of()));
        assertThat(limits)
                .contains("| " + Limits.CLIENT_FRAME_BYTES + " bytes |")
                .contains("| " + Limits.SERVER_FRAME_BYTES + " bytes |")
                .contains("inside each other | " + Limits.DEPTH + " |")
                .contains("on one connection | " + Limits.MALFORMED_MESSAGES + " |")
                .contains("Digits of a number | " + StrictJson.NUMBER_DIGITS + " |");
        assertThat(String.join("\n", lines))
                .contains(Limits.SUBPROTOCOL, Limits.SOCKET_PATH, Limits.LOGIN_PATH, "±" + Limits.WHOLE);
    }

    @Test
    void showsASessionOfRealMessages() {
        List<String> said = lines.stream()
                .filter(line -> line.startsWith("> {") || line.startsWith("< {"))
                .toList();
        assertThat(said).hasSizeGreaterThan(10);
        long seq = 0;
        for (String line : said) {
            String text = line.substring(2);
            if (line.startsWith(">")) {
                assertThat(ProtocolCodec.encode(ProtocolCodec.decodeClient(text)))
                        .isEqualTo(text);
                continue;
            }
            ServerMessage message = ProtocolCodec.decodeServer(text);
            assertThat(ProtocolCodec.encode(message)).isEqualTo(text);
            if (message instanceof Event event) {
                assertThat(event.seq()).isEqualTo(++seq);
            }
        }
    }

    private static String row(Field field) {
        return "`" + field.name() + "` | " + words(field.kind(), field) + (field.optional() ? ", may be absent" : "");
    }

    private static String words(Kind kind, Field field) {
        return switch (kind) {
            case Kind.Text text -> "text" + range(field);
            case Kind.Whole whole -> "whole" + range(field);
            case Kind.Flag flag -> "flag";
            case Kind.Word word -> link(word.type().getSimpleName());
            case Kind.Nested nested -> link(nested.shape().type().getSimpleName());
            case Kind.Items items -> "list of " + words(items.item(), field);
            case Kind.Texts texts -> "texts by key";
        };
    }

    private static String range(Field field) {
        Limit limit = field.limit();
        return limit == null ? "" : ", " + limit.min() + " to " + limit.max();
    }

    private static String link(String name) {
        return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
    }

    /** The first two cells of each row. */
    private List<String> rows(String section) {
        return tableLines(section).stream()
                .map(line -> line.split("\\|"))
                .map(cells -> cells[1].strip() + " | " + cells[2].strip())
                .toList();
    }

    private List<String> firstCells(String section) {
        return tableLines(section).stream()
                .map(line -> quoted(line).findFirst().orElse(""))
                .toList();
    }

    /** The rows of a section's table without its head. */
    private List<String> tableLines(String section) {
        return sections.getOrDefault(section, List.of()).stream()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    private static Stream<String> quoted(String line) {
        return QUOTED.matcher(line).results().map(found -> found.group(1));
    }
}
