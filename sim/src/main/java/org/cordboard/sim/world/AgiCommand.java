package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The AGI commands the simulated PBX carries out; the rest is {@link Unknown}. */
sealed interface AgiCommand {

    record Answer() implements AgiCommand {}

    record StreamFile(String file, String escapeDigits) implements AgiCommand {}

    record MusicOn(String musicClass) implements AgiCommand {}

    record MusicOff() implements AgiCommand {}

    record NoOperation() implements AgiCommand {}

    record Exec(String application, String data) implements AgiCommand {}

    record SetVariable(String name, String value) implements AgiCommand {}

    record GetVariable(String name) implements AgiCommand {}

    record HangUp() implements AgiCommand {}

    /** Leaves the AGI; the dialplan goes on. */
    record Break() implements AgiCommand {}

    record Unknown() implements AgiCommand {}

    static AgiCommand parse(String line) {
        List<String> words = words(line);
        if (words.isEmpty()) {
            return new Unknown();
        }
        String verb = words.getFirst().toUpperCase(Locale.ROOT);
        String second = words.size() > 1 ? words.get(1).toUpperCase(Locale.ROOT) : "";
        return switch (verb) {
            case "ANSWER" -> new Answer();
            case "NOOP" -> new NoOperation();
            case "HANGUP" -> new HangUp();
            case "STREAM" ->
                second.equals("FILE") && words.size() >= 3
                        ? new StreamFile(words.get(2), words.size() > 3 ? words.get(3) : "")
                        : new Unknown();
            case "SET" -> set(second, words);
            case "GET" ->
                second.equals("VARIABLE") && words.size() >= 3 ? new GetVariable(words.get(2)) : new Unknown();
            case "EXEC" ->
                words.size() < 2
                        ? new Unknown()
                        : new Exec(words.get(1), String.join(" ", words.subList(2, words.size())));
            case "ASYNCAGI" -> second.equals("BREAK") ? new Break() : new Unknown();
            default -> new Unknown();
        };
    }

    private static AgiCommand set(String what, List<String> words) {
        if (what.equals("MUSIC") && words.size() >= 3) {
            return words.get(2).equalsIgnoreCase("ON")
                    ? new MusicOn(words.size() > 3 ? words.get(3) : "default")
                    : new MusicOff();
        }
        if (what.equals("VARIABLE") && words.size() >= 4) {
            return new SetVariable(words.get(2), words.get(3));
        }
        return new Unknown();
    }

    /** Splits at blanks; double quotes keep blanks and empty words together. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        boolean started = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                started = true;
            } else if (c == ' ' && !quoted) {
                if (started) {
                    words.add(word.toString());
                }
                word.setLength(0);
                started = false;
            } else {
                word.append(c);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return words;
    }
}
