package org.cordboard.crm.store;

import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Texts as every database can hold them. PostgreSQL takes no NUL and only whole characters, and what comes over a network may hold
 * anything: a caller's number must not end the books. Such characters become U+FFFD, on every database alike.
 */
public final class StorableText extends AbstractArgumentFactory<String> {

    private static final char REPLACEMENT = '\uFFFD';

    StorableText() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
        return (position, statement, context) -> statement.setString(position, of(text));
    }

    /** The text itself where nothing of it has to be replaced, which is nearly always. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isWhole(text, i)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder storable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            storable.append(isWhole(text, i) ? text.charAt(i) : REPLACEMENT);
        }
        return storable.toString();
    }

    private static boolean isWhole(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
        }
        return c != 0;
    }
}
