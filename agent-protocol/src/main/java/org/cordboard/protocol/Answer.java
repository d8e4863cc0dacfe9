package org.cordboard.protocol;

/** The one answer to a command, carrying the command's id. Answers are not numbered and not replayed. */
public sealed interface Answer extends ServerMessage {

    String id();

    /** Done, or noted as pending state. */
    @WireName("ok")
    record Ok(String id) implements Answer {}

    /**
     * Not done, and nothing has changed.
     *
     * @param message a sentence in English that names the obstacle
     */
    @WireName("refused")
    record Refused(String id, ErrorCode code, String message) implements Answer {}

    /**
     * The answer to {@code ping}.
     *
     * @param serverAt the server's clock, Unix milliseconds; lets a page count down to {@code expiresAt}
     */
    @WireName("pong")
    record Pong(String id, long serverAt) implements Answer {}
}
