package org.cordboard.server.settings;

import java.util.List;
import org.cordboard.cti.ivr.IvrNode;
import org.jspecify.annotations.Nullable;

/**
 * What a node looks at or says.
 *
 * @param name of the collected value or the customer's field; empty for the other subjects
 */
record Topic(IvrNode.Subject subject, String name) {

    private static final String COLLECTED = "data.";
    private static final String ATTRIBUTE = "customer.";

    static ValueType<Topic> any() {
        return type("tier, target, language, data.NAME or customer.FIELD", true);
    }

    static ValueType<Topic> said() {
        return type("data.NAME or customer.FIELD", false);
    }

    private static ValueType<Topic> type(String range, boolean words) {
        return new ValueType<>("subject", range, text -> {
            Topic topic = parse(text);
            if (topic == null || (!words && topic.name().isEmpty())) {
                throw new BadValue(
                        ValueType.quoted(text) + " is not known here",
                        Nearest.to(text, words ? List.of("tier", "target", "language") : List.of())
                                .map(word -> "did you mean '" + word + "'? use " + range)
                                .orElse("use " + range));
            }
            return topic;
        });
    }

    private static @Nullable Topic parse(String text) {
        return switch (text) {
            case "tier" -> new Topic(IvrNode.Subject.TIER, "");
            case "target" -> new Topic(IvrNode.Subject.TARGET, "");
            case "language" -> new Topic(IvrNode.Subject.LANGUAGE, "");
            default -> named(text);
        };
    }

    private static @Nullable Topic named(String text) {
        if (text.startsWith(COLLECTED) && text.length() > COLLECTED.length()) {
            return new Topic(IvrNode.Subject.COLLECTED, text.substring(COLLECTED.length()));
        }
        boolean attribute = text.startsWith(ATTRIBUTE) && text.length() > ATTRIBUTE.length() && text.length() <= 109;
        return attribute ? new Topic(IvrNode.Subject.ATTRIBUTE, text.substring(ATTRIBUTE.length())) : null;
    }
}
