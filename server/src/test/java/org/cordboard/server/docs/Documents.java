package org.cordboard.server.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The repository's pages and sources, as a reader of the repository finds them. */
final class Documents {

    private static final Pattern FIRST_CELL = Pattern.compile("\\| *`([^`]+)`.*");

    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\"></a>");

    private Documents() {}

    /** The folder that holds both the script and the parent project. */
    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("cordboard")) || !Files.exists(folder.resolve("pom.xml"))) {
            folder = Optional.ofNullable(folder.getParent())
                    .orElseThrow(() -> new IllegalStateException("not inside the repository"));
        }
        return folder;
    }

    /** README, the list of changes, and all pages in docs. */
    static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(root().resolve("README.md"), root().resolve("CHANGELOG.md")));
        try (Stream<Path> docs = Files.list(root().resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pages;
    }

    static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path page) {
        return String.join("\n", lines(page));
    }

    /** The words in the first column of each section's tables, by the section's title. */
    static Map<String, List<String>> words(Path page) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        List<String> section = new ArrayList<>();
        for (String line : lines(page)) {
            if (line.startsWith("#")) {
                section = new ArrayList<>();
                sections.put(line.substring(line.indexOf(' ') + 1), section);
            }
            var cell = FIRST_CELL.matcher(line);
            if (cell.matches()) {
                section.add(cell.group(1));
            }
        }
        return sections;
    }

    /** The names under which a page's places can be linked to: of its sections, as code hosts make them, and those given by hand. */
    static List<String> anchors(Path page) {
        List<String> anchors = new ArrayList<>();
        for (String line : lines(page)) {
            var given = ANCHOR.matcher(line);
            if (given.matches()) {
                anchors.add(given.group(1));
            } else if (line.matches("#{1,6} .*")) {
                String title = line.substring(line.indexOf(' ') + 1).toLowerCase(Locale.ROOT);
                anchors.add(title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'));
            }
        }
        return anchors;
    }

    /** All Java files of the program, tests left out. */
    static List<Path> sources() {
        List<Path> sources = new ArrayList<>();
        for (String module : List.of("cti-core", "agent-protocol", "pbx-adapters", "sim", "crm", "server")) {
            try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }
}
