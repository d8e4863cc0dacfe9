package org.cordboard.sim.world;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to dial and over which circuits, as Asterisk writes it: {@code DAHDI/g1/13900001234} takes the lowest free circuit of group 1,
 * {@code G1} the highest, {@code r1} and {@code R1} take turns, {@code i2} means any group of span 2, {@code i2-g1} one of them, and a plain
 * number one circuit.
 *
 * @param span 0 for any
 * @param group -1 for any
 * @param circuit DAHDI's number of the only one, or 0
 */
record DahdiDialString(Order order, int span, int group, int circuit, String number) {

    static final String TECHNOLOGY = "DAHDI/";

    private static final Pattern FORM = Pattern.compile(
            "DAHDI/(?:i(?<span>\\d{1,3})-?)?(?:(?<order>[gGrR])(?<group>\\d{1,2}))?(?<circuit>\\d{1,4})?"
                    + "(?:c|d|r\\d)?/(?<number>[^/]*)");

    /** In which order circuits are tried. */
    enum Order {
        UPWARDS,
        DOWNWARDS,
        IN_TURN_UPWARDS,
        IN_TURN_DOWNWARDS
    }

    /** Null when it is none, or names neither group nor span nor circuit. */
    static @Nullable DahdiDialString parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        int span = number(matcher.group("span"), 0);
        int group = number(matcher.group("group"), -1);
        int circuit = number(matcher.group("circuit"), 0);
        boolean names = span > 0 || group >= 0 || circuit > 0;
        return names
                ? new DahdiDialString(order(matcher.group("order")), span, group, circuit, matcher.group("number"))
                : null;
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }

    private static Order order(@Nullable String letter) {
        return switch (letter == null ? "g" : letter) {
            case "G" -> Order.DOWNWARDS;
            case "r" -> Order.IN_TURN_UPWARDS;
            case "R" -> Order.IN_TURN_DOWNWARDS;
            default -> Order.UPWARDS;
        };
    }

    boolean means(SpanTrunk trunk) {
        return (span == 0 || trunk.span.number() == span) && (group < 0 || trunk.span.group() == group);
    }

    boolean means(Circuit one) {
        return circuit == 0 || one.number == circuit;
    }

    /** Leaves the number out. */
    @Override
    public String toString() {
        return "DahdiDialString[span=" + span + ", group=" + group + ", circuit=" + circuit + "]";
    }
}
