package org.cordboard.server.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cordboard.server.cli.Main;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** Holds README and the pages in docs to what is there: links, commands, and the files they name. */
class ReadmeDocumentTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("\\./cordboard ([a-z][a-z-]*)");
    private static final Pattern FILE = Pattern.compile("`([a-z-]+)/…/([\\w/]+\\.java)`");
    private static final Pattern METHOD = Pattern.compile("`([A-Z]\\w+)\\.([a-z]\\w+)`");

    /** What the script does itself, with the sources. */
    private static final Set<String> OF_THE_SCRIPT = Set.of("build", "test", "format", "fuzz");

    @Test
    void readmeIsShort() {
        assertThat(Documents.lines(Documents.root().resolve("README.md"))).hasSizeLessThanOrEqualTo(80);
    }

    @Test
    void everyLinkLeadsToAFileAndASection() {
        List<String> broken = new ArrayList<>();
        for (Path page : Documents.pages()) {
            for (String link : found(LINK, Documents.text(page), 1)) {
                if (!link.matches("https?://.*|mailto:.*") && !leadsSomewhere(page, link)) {
                    broken.add(page.getFileName() + ": " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || Documents.anchors(target).contains(parts[1]));
    }

    @Test
    void everyCommandNamedExistsAndEveryCommandIsNamed() {
        Set<String> commands = new TreeSet<>(OF_THE_SCRIPT);
        for (Class<?> subcommand : Main.class.getAnnotation(Command.class).subcommands()) {
            commands.add(subcommand.getAnnotation(Command.class).name());
        }
        Set<String> named = new TreeSet<>();
        Documents.pages().forEach(page -> named.addAll(found(COMMAND, Documents.text(page), 1)));

        assertThat(named).isEqualTo(commands);
    }

    @Test
    void commandsOfTheScriptAreInTheScript() {
        String script = Documents.text(Documents.root().resolve("cordboard"));
        assertThat(OF_THE_SCRIPT).allMatch(command -> script.contains("\n  " + command + ")\n"));
    }

    @Test
    void everySourceFileNamedExists() {
        List<String> missing = new ArrayList<>();
        for (Path page : Documents.pages()) {
            FILE.matcher(Documents.text(page)).results().forEach(file -> {
                Path module = Documents.root().resolve(file.group(1));
                if (Documents.sources().stream()
                        .noneMatch(source -> source.startsWith(module) && source.endsWith(file.group(2)))) {
                    missing.add(page.getFileName() + ": " + file.group());
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyMethodNamedInTheArchitectureExists() {
        List<MatchResult> named = METHOD.matcher(Documents.text(Documents.root().resolve("docs/ARCHITECTURE.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(10);
        assertThat(named).allSatisfy(method -> {
            List<Path> files = Documents.sources().stream()
                    .filter(source -> source.endsWith(method.group(1) + ".java"))
                    .toList();
            assertThat(files).as(method.group(1)).isNotEmpty();
            assertThat(files).as(method.group()).anyMatch(file -> Pattern.compile("\\b" + method.group(2) + "\\(")
                    .matcher(Documents.text(file))
                    .find());
        });
    }

    private static List<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group)).toList();
    }
}
