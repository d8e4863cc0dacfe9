package org.cordboard.server.store;

/** The database cannot be used now. The message is a sentence for people; the cause is for the log. */
public final class StoreUnavailableException extends RuntimeException {

    StoreUnavailableException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
