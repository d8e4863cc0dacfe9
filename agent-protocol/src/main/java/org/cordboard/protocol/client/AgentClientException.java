package org.cordboard.protocol.client;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Limits;
import org.jspecify.annotations.Nullable;

/** Why a client cannot do what it was asked to. The message is a sentence for a person; the cause is for the log. */
public final class AgentClientException extends RuntimeException {

    /** What went wrong, as far as a caller can do something different about it. */
    public enum Kind {
        /** Nobody listens at the address, or no answer came in time. */
        UNREACHABLE,
        /** The user or the password is wrong. */
        LOGIN_REFUSED,
        /** The server does not give a session; the {@linkplain #code code} says why. */
        SESSION_REFUSED,
        /** Another session has taken the seat. */
        SESSION_REPLACED,
        /** The session is gone at the server; whether the command was done is not known. */
        SESSION_LOST,
        /** The connection was lost. */
        DISCONNECTED,
        /** The other side does not speak the protocol. */
        NOT_THE_PROTOCOL,
        /** As many commands are unanswered as the options allow. */
        TOO_MANY_UNANSWERED,
        /** The client was closed here. */
        CLOSED
    }

    private final Kind kind;
    private final @Nullable ErrorCode code;

    AgentClientException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    AgentClientException(Kind kind, String message, @Nullable ErrorCode code, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    public Kind kind() {
        return kind;
    }

    /** The server's code, when it gave one. */
    public @Nullable ErrorCode code() {
        return code;
    }

    /** Says what an attempt to reach the server failed of. */
    static AgentClientException of(@Nullable Throwable failure, String address) {
        @Nullable Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof AgentClientException known) {
            return known;
        }
        if (cause instanceof ConnectException) {
            return new AgentClientException(Kind.UNREACHABLE, "Nobody listens at " + address, null, cause);
        }
        if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
            return new AgentClientException(Kind.UNREACHABLE, "No answer from " + address, null, cause);
        }
        if (cause instanceof WebSocketHandshakeException refused) {
            return ofHandshake(refused, address);
        }
        return new AgentClientException(Kind.DISCONNECTED, "The connection to " + address + " failed", null, cause);
    }

    private static AgentClientException ofHandshake(WebSocketHandshakeException refused, String address) {
        int status = refused.getResponse().statusCode();
        return status >= 500 || status == 429
                ? new AgentClientException(
                        Kind.UNREACHABLE, address + " takes no connections now (status " + status + ")", null, refused)
                : new AgentClientException(
                        Kind.NOT_THE_PROTOCOL,
                        "What answers at " + address + " does not speak " + Limits.SUBPROTOCOL + " (status " + status
                                + ")",
                        null,
                        refused);
    }
}
