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

    private final String file;
    private final Faults faults;

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
            if (refusesAliases(yaml, text)) {
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
            faults.add(Place.wholeFile(file), "the file cannot be used: " + e.getMessage(), "simplify it");
        }
        return null;
    }

    private boolean refusesAliases(Yaml yaml, String text) {
        for (Event event : yaml.parse(new StringReader(text))) {
            if (event instanceof AliasEvent alias) {
                faults.add(
                        place(alias.getStartMark()),
                        "aliases (*" + alias.getAnchor() + ") are not supported",
                        "write the value out");
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
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = position - before.lastIndexOf('\n');
        faults.add(new Place(file, line, column, ""), problem, advice);
    }
}
