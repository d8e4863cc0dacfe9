package org.cordboard.sim.ami;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One event filter of a session, in Asterisk's two forms: criteria such as {@code action(exclude),name(Hangup)} with an
 * expression, or a bare regular expression over the event's text with {@code !} for exclusion.
 */
final class EventFilter {

    private static final Pattern CRITERION = Pattern.compile("(\\w+)\\(([^()]*)\\)");

    private enum Method {
        NONE,
        EXACT,
        STARTS_WITH,
        ENDS_WITH,
        CONTAINS,
        REGEX
    }

    private final boolean excludes;
    private final @Nullable String event;
    private final @Nullable String header;
    private final Method method;
    private final String expression;
    private final @Nullable Pattern regex;

    private EventFilter(
            boolean excludes, @Nullable String event, @Nullable String header, Method method, String expression) {
        this.excludes = excludes;
        this.event = event;
        this.header = header;
        this.method = method;
        this.expression = expression;
        this.regex = method == Method.REGEX ? Pattern.compile(expression) : null;
    }

    /** Reads a filter; empty when it is not well formed. */
    static Optional<EventFilter> parse(String criteria, String expression) {
        try {
            return criteria.isBlank() ? legacy(expression) : advanced(criteria, expression);
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<EventFilter> legacy(String expression) {
        if (expression.isBlank()) {
            return Optional.empty();
        }
        boolean excludes = expression.startsWith("!");
        String pattern = excludes ? expression.substring(1) : expression;
        return Optional.of(new EventFilter(excludes, null, null, Method.REGEX, pattern));
    }

    private static Optional<EventFilter> advanced(String criteria, String expression) {
        boolean excludes = false;
        String event = null;
        String header = null;
        Method method = expression.isEmpty() ? Method.NONE : Method.REGEX;
        Matcher matcher = CRITERION.matcher(criteria);
        int end = 0;
        while (matcher.find()) {
            if (!criteria.substring(end, matcher.start()).matches(",?\\s*")) {
                return Optional.empty();
            }
            end = matcher.end();
            String value = matcher.group(2).strip();
            switch (matcher.group(1).toLowerCase(Locale.ROOT)) {
                case "action" -> excludes = value.equalsIgnoreCase("exclude");
                case "name" -> event = value;
                case "header" -> header = value;
                case "method" -> {
                    Optional<Method> known = methodOf(value);
                    if (known.isEmpty()) {
                        return Optional.empty();
                    }
                    method = known.get();
                }
                default -> {
                    return Optional.empty();
                }
            }
        }
        return end == criteria.strip().length() && end > 0
                ? Optional.of(new EventFilter(excludes, event, header, method, expression))
                : Optional.empty();
    }

    private static Optional<Method> methodOf(String word) {
        for (Method method : Method.values()) {
            if (method.name().equalsIgnoreCase(word)) {
                return Optional.of(method);
            }
        }
        return Optional.empty();
    }

    private boolean matches(AmiEvent candidate) {
        if (event != null && !candidate.is(event)) {
            return false;
        }
        if (method == Method.NONE) {
            return true;
        }
        String text = header == null ? candidate.frame().text() : candidate.value(header);
        if (text == null) {
            return false;
        }
        return switch (method) {
            case NONE -> true;
            case EXACT -> text.equals(expression);
            case STARTS_WITH -> text.startsWith(expression);
            case ENDS_WITH -> text.endsWith(expression);
            case CONTAINS -> text.contains(expression);
            case REGEX -> regex != null && regex.matcher(text).find();
        };
    }

    /** Whether an event passes: one including filter must match if there are any, and no excluding one may. */
    static boolean pass(List<EventFilter> filters, AmiEvent candidate) {
        boolean included = filters.stream().allMatch(filter -> filter.excludes);
        for (EventFilter filter : filters) {
            if (filter.matches(candidate)) {
                if (filter.excludes) {
                    return false;
                }
                included = true;
            }
        }
        return included;
    }
}
