package org.cordboard.crm.load;

/** A customers file that cannot be used as a whole; nothing of it was loaded. The message is a sentence for people. */
public final class CustomerFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CustomerFileException(String sentence) {
        super(sentence);
    }
}
