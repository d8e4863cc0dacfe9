package org.cordboard.cti.ivr;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys a caller has pressed and nobody has used yet, and the sensitive values they made up. This is the one thing the
 * engine keeps that is no fact: it is changed while deciding, stands in no journal, state or hash, and is gone after a restart.
 * What it leads to is told by facts, which are all that replay needs; after a restart the link comes up again, the node starts
 * over, and the caller is asked once more. A sensitive value that is lost this way counts as one that cannot be checked.
 *
 * <p>Keys are kept here until a node uses them because nobody knows before what they are: a caller may type a card number
 * while the prompt before the question still plays.
 */
final class Keypad {

    /** More keys than this are not kept; later ones are dropped. */
    static final int MOST = 64;

    /** Typed ahead. */
    private final ArrayDeque<Character> ahead = new ArrayDeque<>();
    /** The digits of the present entry. */
    private final StringBuilder entry = new StringBuilder();

    /** The key that would have ended the entry that has just ended by itself, and until when it is expected. */
    private char late;

    private long lateUntil;

    private final Map<String, String> secrets = new LinkedHashMap<>();

    void typeAhead(char key) {
        if (ahead.size() < MOST) {
            ahead.add(key);
        }
    }

    boolean hasTypedAhead() {
        return !ahead.isEmpty();
    }

    /** The oldest key typed ahead, or null. */
    @Nullable
    Character next() {
        return ahead.poll();
    }

    void forgetTypedAhead() {
        ahead.clear();
    }

    String entry() {
        return entry.toString();
    }

    void enter(char digit) {
        entry.append(digit);
    }

    void forgetEntry() {
        entry.setLength(0);
    }

    /** Many callers press the terminator after the last digit, too; it means nothing then. */
    void expectLate(String terminator, long until) {
        late = terminator.isEmpty() ? 0 : terminator.charAt(0);
        lateUntil = until;
    }

    /** Whether a key is the expected late one, which is expected once. */
    boolean swallows(char key, long at) {
        boolean swallowed = late == key && at <= lateUntil;
        late = 0;
        return swallowed;
    }

    /** Those of the keys that are not expected late. */
    String withoutLate(String keys, long at) {
        return late == 0 || at > lateUntil ? keys : keys.replace(String.valueOf(late), "");
    }

    void keepSecret(String name, String value) {
        secrets.put(name, value);
    }

    /** The value of a sensitive entry; null when none was made, or the server was restarted since. */
    @Nullable
    String secret(String name) {
        return secrets.get(name);
    }
}
