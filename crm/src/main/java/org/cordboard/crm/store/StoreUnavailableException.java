package org.cordboard.crm.store;

/** The database cannot be used now. The message is a sentence for people; the cause is for the log. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StoreUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
