package org.cordboard.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.ivr.SayAs;
import org.cordboard.cti.ivr.Speech;

/** A folder with recordings, as the PBX has them: a recording {@code zh/welcome} is a file {@code zh/welcome.wav}, or of another type. */
final class Sounds {

    private static final int SHOWN = 8;

    /** Values that need every recording of their kind between them. */
    private static final Map<SayAs, List<String>> EXAMPLES = examples();

    private final Path folder;
    private final Map<Path, Set<String>> listed = new LinkedHashMap<>();

    Sounds(Path folder) {
        this.folder = folder;
    }

    private static Map<SayAs, List<String>> examples() {
        Map<SayAs, List<String>> examples = new LinkedHashMap<>();
        List<String> numbers = new ArrayList<>(List.of("-1.5", "1111111111", "100", "1000", "10000", "100000000"));
        for (int i = 0; i < 100; i++) {
            numbers.add(String.valueOf(i));
        }
        examples.put(SayAs.NUMBER, numbers);
        examples.put(SayAs.DIGITS, List.of("0123456789"));
        List<String> dates = new ArrayList<>();
        for (int i = 1; i <= 31; i++) {
            dates.add("2026-%02d-%02d".formatted(i % 2 == 0 ? 1 : 3, i));
            dates.add("20%02d-%02d-01".formatted(i, 1 + i % 12));
        }
        examples.put(SayAs.DATE, dates);
        return examples;
    }

    boolean has(String prompt) {
        Path file = folder.resolve(prompt);
        Path parent = file.getParent() == null ? folder : file.getParent();
        return listed.computeIfAbsent(parent, Sounds::names).contains(String.valueOf(file.getFileName()));
    }

    /** The names of a folder's files without their types. */
    private static Set<String> names(Path folder) {
        Set<String> names = new LinkedHashSet<>();
        if (!Files.isDirectory(folder)) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                int dot = name.lastIndexOf('.');
                names.add(dot > 0 ? name.substring(0, dot) : name);
            }
        } catch (NotDirectoryException e) {
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("The sounds cannot be listed: " + folder, e);
        }
        return names;
    }

    /** Finds the prompts that are missing, in every language the tree has. */
    void check(List<Located<String>> prompts, List<Located<SayAs>> said, List<String> languages, Faults faults) {
        List<String> folders = languages.isEmpty() ? List.of("") : languages;
        for (Located<String> prompt : prompts) {
            List<String> missing = folders.stream()
                    .map(language -> inFolder(language, prompt.value()))
                    .filter(name -> !has(name))
                    .toList();
            report(missing, prompt.place(), faults);
        }
        for (Located<SayAs> value : said) {
            Set<String> missing = new LinkedHashSet<>();
            for (String language : folders) {
                EXAMPLES.getOrDefault(value.value(), List.of()).stream()
                        .flatMap(example -> Speech.of(value.value(), example, language).stream())
                        .map(name -> inFolder(language, name))
                        .filter(name -> !has(name))
                        .forEach(missing::add);
            }
            report(List.copyOf(missing), value.place(), faults);
        }
    }

    private static String inFolder(String language, String prompt) {
        return language.isEmpty() ? prompt : language + "/" + prompt;
    }

    private void report(List<String> missing, Place place, Faults faults) {
        if (missing.isEmpty()) {
            return;
        }
        String shown = String.join(", ", missing.subList(0, Math.min(SHOWN, missing.size())));
        faults.add(
                place,
                "there is no recording " + shown + (missing.size() > SHOWN ? ", … (" + missing.size() + " in all)" : "")
                        + " in " + folder,
                "record it, or correct the name");
    }
}
