package org.cordboard.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A text that is no message of the protocol. Its message is made for the other side: it names the field and the rule, and
 * nothing of this program. It has no stack trace, because anybody may send a million of them.
 */
public final class ProtocolException extends RuntimeException {

    private final ErrorCode code;
    private final String message;
    private final transient @Nullable String id;

    public ProtocolException(ErrorCode code, String message) {
        this(code, message, null);
    }

    ProtocolException(ErrorCode code, String message, @Nullable String id) {
        super(message, null, false, false);
        this.code = code;
        this.message = message;
        this.id = id;
    }

    @Override
    public String getMessage() {
        return message;
    }

    public ErrorCode code() {
        return code;
    }

    /** The id of the command, when it could be read. */
    public @Nullable String id() {
        return id;
    }

    /** What to send back: a command whose id could be read is refused, anything else is an error. */
    public ServerMessage answer() {
        return id == null ? new ServerMessage.ProtocolError(code, message) : new Answer.Refused(id, code, message);
    }

    ProtocolException withId(@Nullable String commandId) {
        return new ProtocolException(code, message, commandId);
    }
}
