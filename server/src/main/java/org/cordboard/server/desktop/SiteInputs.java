package org.cordboard.server.desktop;

import java.util.concurrent.CompletionStage;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;

/** The way of desktops to the engine. */
public interface SiteInputs {

    /**
     * Hands a command to the engine.
     *
     * @return completes with the reply once it is durable, or with {@link TooBusyException} when it was not taken at all
     */
    CompletionStage<Reply> command(Input.AgentCommanded command);

    /** Tells the engine something it must know. */
    void tell(Input input);

    /** Nothing was done, because the engine has more to do than it can, or has stopped. */
    final class TooBusyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public TooBusyException(String message) {
            super(message);
        }
    }
}
