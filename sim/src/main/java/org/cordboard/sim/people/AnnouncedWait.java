package org.cordboard.sim.people;

import java.util.List;
import java.util.OptionalLong;

/** Understands what callers are told about their wait. */
@FunctionalInterface
public interface AnnouncedWait {

    /** For callers who are told nothing, or do not listen. */
    AnnouncedWait NONE = heard -> OptionalLong.empty();

    /** @param heard all prompts so far; the wait in seconds if the last of them completes an announcement */
    OptionalLong seconds(List<String> heard);

    /**
     * An announcement made of a phrase, a number in Asterisk's recordings ({@code digits/20}, {@code digits/3}), and {@code minutes} or
     * {@code seconds}.
     */
    static AnnouncedWait saidAfter(String phrase) {
        return heard -> {
            int unit = heard.size() - 1;
            int begin = heard.lastIndexOf(phrase);
            long factor = unit < 0 ? 0 : factor(heard.get(unit));
            if (begin < 0 || factor == 0 || unit - begin < 2) {
                return OptionalLong.empty();
            }
            long number = 0;
            for (String word : heard.subList(begin + 1, unit)) {
                if (word.equals("digits/hundred")) {
                    number *= 100;
                } else if (word.matches("digits/\\d{1,4}")) {
                    number += Long.parseLong(word.substring("digits/".length()));
                } else {
                    return OptionalLong.empty();
                }
            }
            return OptionalLong.of(number * factor);
        };
    }

    private static long factor(String unit) {
        return switch (unit) {
            case "second", "seconds" -> 1;
            case "minute", "minutes" -> 60;
            default -> 0;
        };
    }
}
