package org.cordboard.server.demo;

import java.util.List;

/** Text in columns of a terminal, in which a Chinese character takes the room of two letters. */
final class Columns {

    private static final int FIRST_WIDE = 0x1100;
    private static final List<Character.UnicodeBlock> WIDE_MARKS = List.of(
            Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS, Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION);

    private Columns() {}

    /** The text with blanks after it, up to this width. */
    static String left(String text, int width) {
        return text + blanks(text, width);
    }

    /** The text with blanks before it, up to this width. */
    static String right(String text, int width) {
        return blanks(text, width) + text;
    }

    private static String blanks(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text)));
    }

    /** Letters the text takes the room of. */
    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int character) {
        boolean wide = character >= FIRST_WIDE
                && (Character.isIdeographic(character) || WIDE_MARKS.contains(Character.UnicodeBlock.of(character)));
        return wide ? 2 : 1;
    }
}
