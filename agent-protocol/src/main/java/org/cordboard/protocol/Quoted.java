package org.cordboard.protocol;

/** A stranger's word made fit for a message to people: short, on one line, in quotation marks. */
final class Quoted {

    private static final int SHOWN = 40;

    private Quoted() {}

    static String of(String word) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(SHOWN, word.length()); i++) {
            char c = word.charAt(i);
            quoted.append(c < ' ' || c > '~' || c == '"' ? '?' : c);
        }
        return quoted.append(word.length() > SHOWN ? "…\"" : "\"").toString();
    }
}
