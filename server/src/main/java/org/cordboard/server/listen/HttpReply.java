package org.cordboard.server.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An answer over HTTP.
 *
 * @param body never changed after it was given
 */
@SuppressWarnings("ArrayRecordComponent") // A body is written once and never compared.
public record HttpReply(int status, String contentType, byte[] body) {

    public static HttpReply json(int status, Object value) {
        return new HttpReply(status, "application/json; charset=utf-8", Json.write(value));
    }

    public static HttpReply text(int status, String contentType, String text) {
        return new HttpReply(status, contentType, text.getBytes(UTF_8));
    }

    /** A refusal: a stable code and a sentence for people. */
    public static HttpReply refused(int status, String code, String message) {
        return json(status, new Refusal(code, message));
    }

    /** @param code stable, for programs */
    public record Refusal(String code, String message) {}
}
