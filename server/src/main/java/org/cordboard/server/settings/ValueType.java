package org.cordboard.server.settings;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one value must look like. Values are read from their text as written, so that a station {@code 0123} keeps its zero
 * and a menu choice {@code no} stays a word.
 *
 * @param type the type's name in the documentation, with the unit
 * @param range what is allowed, for the documentation and for advice
 * @param parser throws {@link BadValue}
 */
record ValueType<T>(String type, String range, Function<String, T> parser) {

    private static final Pattern DURATION = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h)");

    T parse(String text) {
        return parser.apply(text);
    }

    <R> ValueType<R> as(Function<T, R> conversion) {
        return new ValueType<>(type, range, parser.andThen(conversion));
    }

    /** The same, but what was written never shows in a message, because it may be a password. */
    ValueType<T> confidential() {
        return new ValueType<>(type, range, text -> {
            try {
                return parser.apply(text);
            } catch (BadValue e) {
                throw new BadValue("this is not a valid " + type, e.advice());
            }
        });
    }

    /** Any printable text. */
    static ValueType<String> text(int longest) {
        String range = "1–" + longest + " characters";
        return new ValueType<>("text", range, text -> {
            if (text.isBlank() || text.length() > longest) {
                throw new BadValue(
                        text.isBlank() ? "the text is empty" : "the text is too long: " + text.length(),
                        "use " + range);
            }
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new BadValue("the text holds a line break or another control character", "use one line of text");
            }
            return text;
        });
    }

    /**
     * Text of a given form.
     *
     * @param range the form in words
     */
    static ValueType<String> form(String type, String range, String regex) {
        Pattern pattern = Pattern.compile(regex);
        return new ValueType<>(type, range, text -> {
            if (!pattern.matcher(text).matches()) {
                throw new BadValue(quoted(text) + " is not a valid " + type, "use " + range);
            }
            return text;
        });
    }

    static ValueType<Integer> integer(int least, int most) {
        String range = least + "–" + most;
        return new ValueType<>("integer", range, text -> {
            if (!text.matches("-?[0-9]{1,18}")) {
                throw new BadValue(quoted(text) + " is not a whole number", "use " + range);
            }
            BigInteger value = new BigInteger(text);
            if (value.compareTo(BigInteger.valueOf(least)) < 0 || value.compareTo(BigInteger.valueOf(most)) > 0) {
                throw new BadValue(text + " is out of range", "use " + range);
            }
            return value.intValue();
        });
    }

    static ValueType<Duration> duration(Duration least, Duration most) {
        String range = written(least) + "–" + written(most);
        return new ValueType<>("duration (ms, s, m, h)", range, text -> {
            Matcher matcher = DURATION.matcher(text);
            if (!matcher.matches()) {
                throw new BadValue(
                        quoted(text) + " is not a duration",
                        "write a whole number and a unit, ms, s, m or h, such as 20s; allowed here: " + range);
            }
            long amount = Long.parseLong(matcher.group(1));
            Duration value =
                    switch (matcher.group(2)) {
                        case "ms" -> Duration.ofMillis(amount);
                        case "s" -> Duration.ofSeconds(amount);
                        case "m" -> Duration.ofMinutes(amount);
                        default -> Duration.ofHours(amount);
                    };
            if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
                throw new BadValue(text + " is out of range", "use " + range);
            }
            return value;
        });
    }

    /** A number of days; {@link Settings#FOR_EVER} for ever. */
    static ValueType<Duration> days(int least, int most) {
        String range = least + "d–" + most + "d, or forever";
        return new ValueType<>("days (d)", range, text -> {
            if (text.equals("forever")) {
                return Settings.FOR_EVER;
            }
            if (!text.matches("[1-9][0-9]{0,8}d")) {
                throw new BadValue(
                        quoted(text) + " is not a number of days", "write it such as 90d; allowed here: " + range);
            }
            int days = Integer.parseInt(text.substring(0, text.length() - 1));
            if (days < least || days > most) {
                throw new BadValue(text + " is out of range", "use " + range);
            }
            return Duration.ofDays(days);
        });
    }

    static ValueType<Boolean> yesOrNo() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("true", true);
        words.put("false", false);
        return choice(words);
    }

    /** One of a few words, exactly as written in the keys. */
    static <T> ValueType<T> choice(Map<String, T> words) {
        Map<String, T> copy = new LinkedHashMap<>(words);
        String range = String.join(", ", copy.keySet());
        return new ValueType<>("word", range, text -> {
            T value = copy.get(text);
            if (value == null) {
                throw new BadValue(quoted(text) + " is not known here", choiceAdvice(text, copy.keySet()));
            }
            return value;
        });
    }

    private static String choiceAdvice(String text, Collection<String> words) {
        Optional<String> nearest = Nearest.to(text, words);
        String all = "use one of: " + String.join(", ", words);
        return nearest.map(n -> "did you mean '" + n + "'? " + all).orElse(all);
    }

    /** A duration as it would be written in the settings. */
    static String written(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    /** The text in quotes, cut short. */
    static String quoted(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
