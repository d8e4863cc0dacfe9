package org.cordboard.server.settings;

/** A value's text cannot be taken. Caught where the place of the text is known. */
final class BadValue extends RuntimeException {

    private final String advice;

    BadValue(String problem, String advice) {
        super(problem, null, false, false);
        this.advice = advice;
    }

    String problem() {
        return String.valueOf(getMessage());
    }

    String advice() {
        return advice;
    }
}
