package org.cordboard.sim.ami;

/** The caller id of an Originate: {@code "Name" <number>}, {@code Name <number>}, or a number alone. */
final class CallerIdText {

    private CallerIdText() {}

    static String number(String text) {
        int open = text.lastIndexOf('<');
        int close = text.lastIndexOf('>');
        return open >= 0 && close > open ? text.substring(open + 1, close).strip() : text.strip();
    }

    static String name(String text) {
        int open = text.lastIndexOf('<');
        String name = open < 0 ? "" : text.substring(0, open).strip();
        boolean quoted = name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
