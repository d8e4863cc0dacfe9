package org.cordboard.server.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * One YAML file, read into nodes that know their line and column. No object is ever constructed from it, and aliases are
 * refused, so that a small file cannot unfold into a huge one.
 */
final class YamlDocument {

    static final int LARGEST = 1 << 20;
    private static final int DEEPEST = 20;
    /** To YAML they end a line, so that every place behind them would be named by another line than the editor's. */
    private static final char LINE_SEPARATOR = '\u2028';

    private static final char PARAGRAPH_SEPARATOR = '\u2029';

    private final String file;
    private final Faults faults;
    /** As far as the parser understood the file; it has exceptions that do not say where. */
    private @Nullable Mark reached;

    private YamlDocument(String file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    /** The top level of the file; null when it cannot be used at all, which is then among the faults. */
    static @Nullable Section read(SettingsFiles files, String name, Faults faults) {
        String file = files.display(name);
        YamlDocument document = new YamlDocument(file, faults);
        Place whole = Place.wholeFile(file);
        byte[] bytes;
        try {
            bytes = files.read(name, LARGEST + 1);
        } catch (NoSuchFileException e) {
            faults.add(whole, "there is no such file", "check the name and the folder");
            return null;
        } catch (IOException e) {
            faults.add(whole, "the file cannot be read", "check that it is a file and that the server may read it");
            return null;
        }
        if (bytes.length > LARGEST) {
            faults.add(whole, "the file is larger than 1 MiB", "settings are small; is it the right file?");
            return null;
        }
        String text = document.decode(bytes);
        return text == null ? null : document.compose(text);
    }

    private @Nullable String decode(byte[] bytes) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
        String text = chars.flip().toString();
        if (result.isError()) {
            fault(text, text.length(), "the file is not UTF-8 from here on", "save it as UTF-8");
            return null;
        }
        text = text.startsWith("\uFEFF") ? text.substring(1) : text;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                fault(text, i, "control character " + (int) c + " in the file", "remove it");
                return null;
            }
            if (c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR) {
                fault(text, i, "a line end that is none to an editor in the file", "write an ordinary one, or none");
                return null;
            }
        }
        return text;
    }

    private @Nullable Section compose(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setNestingDepthLimit(DEEPEST);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        Yaml yaml = new Yaml(new SafeConstructor(options));
        try {
            if (refuses(yaml, text)) {
                return null;
            }
            Node root = yaml.compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                return new Section(file, "", mapping, faults);
            }
            faults.add(
                    new Place(file, 1, 1, ""),
                    root == null ? "the file is empty" : "expected keys with values at the top of the file",
                    "write lines of 'key: value'; docs/CONFIG.md lists the keys");
        } catch (MarkedYAMLException e) {
            syntaxFault(e);
        } catch (YAMLException e) {
            Place place = reached == null ? new Place(file, 1, 1, "") : place(reached);
            faults.add(place, "not YAML behind this: " + e.getMessage(), "check the lines from here on");
        }
        return null;
    }

    /** Before any node is made: aliases, and nesting that the parser would refuse without saying where. */
    private boolean refuses(Yaml yaml, String text) {
        int depth = 0;
        for (Event event : yaml.parse(new StringReader(text))) {
            if (event instanceof AliasEvent alias) {
                faults.add(
                        place(alias.getStartMark()),
                        "aliases (*" + alias.getAnchor() + ") are not supported",
                        "write the value out");
                return true;
            }
            reached = event.getEndMark();
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEEPEST) {
                faults.add(place(event.getStartMark()), "nested deeper than " + DEEPEST, "simplify it");
                return true;
            }
        }
        return false;
    }

    private void syntaxFault(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        Place place = mark == null ? Place.wholeFile(file) : place(mark);
        String context = e.getContext() == null ? "" : " (" + e.getContext() + ")";
        faults.add(
                place,
                "not YAML: " + e.getProblem() + context,
                "check indentation, colons and quotes on this line and the one before");
    }

    private Place place(Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, "");
    }

    private void fault(String text, int position, String problem, String advice) {
        String before = text.substring(0, position);
        int line = (int) before.concat("x").lines().count();
        int column = position - Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r'));
        faults.add(new Place(file, line, column, ""), problem, advice);
    }
}
