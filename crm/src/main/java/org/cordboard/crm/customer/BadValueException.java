package org.cordboard.crm.customer;

/** A value that cannot be taken. The message says which field and what is wrong, and holds no personal data in full. */
public final class BadValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: a file of a million rows may hold a million of them. */
    public BadValueException(String reason) {
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
