package org.cordboard.server.store;

/** A customers file that cannot be used as a whole; nothing of it was loaded. The message is a sentence for people. */
public final class CustomerFileException extends RuntimeException {

    CustomerFileException(String sentence) {
        super(sentence);
    }
}
