package org.cordboard.protocol;

/** WebSocket close codes of the server, and what a client does about each. */
public enum CloseCode {
    /** The session was closed at the client's wish. */
    NORMAL(1000),
    /** The server stops. Connect again and resume. */
    GOING_AWAY(1001),
    /** A frame was larger than {@link Limits#CLIENT_FRAME_BYTES} (RFC 6455, 7.4.1). Do not send it again. */
    TOO_BIG(1009),
    /** The token is missing, wrong or out of date. Log in again. */
    NOT_AUTHENTICATED(4001),
    /** Not the protocol at all: a binary frame, or no session within the time allowed. */
    PROTOCOL_ERROR(4002),
    /** The client does not read as fast as events come. Connect again and resume. */
    TOO_SLOW(4003),
    /** Another session has taken the agent's seat. Do not come back by yourself. */
    SESSION_REPLACED(4004),
    /** The {@link Limits#MALFORMED_MESSAGES}th malformed message. The client needs mending. */
    TOO_MANY_ERRORS(4008);

    private final int code;

    CloseCode(int code) {
        this.code = code;
    }

    /** The number on the wire. */
    public int code() {
        return code;
    }
}
