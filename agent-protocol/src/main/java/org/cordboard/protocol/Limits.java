package org.cordboard.protocol;

/** Bounds of the protocol, the same for every server and client. */
public final class Limits {

    /** WebSocket subprotocol both sides must agree on. */
    public static final String SUBPROTOCOL = "cordboard.agent.v1";
    /** Where the WebSocket is found on the server. */
    public static final String SOCKET_PATH = "/api/v1/agent";
    /** Where a token is to be had: POST of {@code {"user", "password"}} gives {@code {"token", "expiresAt"}}. */
    public static final String LOGIN_PATH = "/api/v1/login";

    /** Largest text frame a client may send, in bytes of UTF-8. */
    public static final int CLIENT_FRAME_BYTES = 16 * 1024;
    /** Largest text frame a client must be able to take, in bytes of UTF-8. */
    public static final int SERVER_FRAME_BYTES = 256 * 1024;
    /** Objects and lists inside each other, the message itself counted. */
    public static final int DEPTH = 8;
    /** With so many malformed messages a connection is closed, with {@link CloseCode#TOO_MANY_ERRORS}. */
    public static final int MALFORMED_MESSAGES = 10;

    /** Largest whole number: what a page's numbers hold exactly, 2^53 − 1. */
    public static final long WHOLE = (1L << 53) - 1;

    static final int COMMAND_ID = 64;
    static final int ID = 128;
    static final int TOKEN = 512;
    static final int STATION = 64;
    static final int NUMBER = 64;
    static final int REASON = 64;
    static final int DISPOSITION = 256;
    static final int NOTICE = 500;
    static final long NOTICE_HOLDS = 86_400_000;
    static final int DATA_NAME = 64;
    static final int DATA_VALUE = 1024;
    static final int DIGITS = 32;

    private Limits() {}
}
