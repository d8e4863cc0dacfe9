package org.cordboard.server.demo;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** The demonstration's texts in a person's language. Numbers are written plainly, the same in every language. */
public final class Words {

    private final ResourceBundle bundle;

    /** @param locale English is used where there is no translation */
    public Words(Locale locale) {
        this.bundle = ResourceBundle.getBundle(
                "org.cordboard.server.demo.wallboard",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public String say(String key, Object... values) {
        Object[] plain = Arrays.stream(values).map(String::valueOf).toArray();
        return new MessageFormat(bundle.getString(key).replace("'", "''"), Locale.ROOT).format(plain);
    }
}
