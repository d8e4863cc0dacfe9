package org.cordboard.asterisk;

import java.io.IOException;

/** One connection to a manager interface, used once: logged in, used, closed. */
interface AmiWire {

    /** What a wire tells; called on the wire's reading thread and never blocks it for long. */
    interface Listener {
        void heard(AmiMessage message);

        void lost(String reason);
    }

    /** Makes a wire that is not connected yet. */
    interface Factory {
        AmiWire make(AsteriskSettings settings, Listener listener);
    }

    /** Why a wire could not be opened, in words for the operator. */
    final class NotOpened extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean hopeless;

        /** @param hopeless trying again soon will not help: somebody has to change a setting */
        NotOpened(String message, boolean hopeless) {
            super(message);
            this.hopeless = hopeless;
        }

        boolean isHopeless() {
            return hopeless;
        }
    }

    /** Connects and logs in; blocks until that is done or has failed. */
    void open() throws NotOpened;

    void send(AmiAction action) throws IOException;

    /** Says goodbye and closes. */
    void close();

    /** Closes at once, from any thread, also while another thread is stuck in {@link #open} or {@link #send}. */
    void drop();
}
