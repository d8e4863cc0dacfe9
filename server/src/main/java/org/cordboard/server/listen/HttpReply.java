package org.cordboard.server.listen;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer over HTTP.
 *
 * @param headers besides those every answer has
 * @param body never changed after it was given
 */
@SuppressWarnings("ArrayRecordComponent") // A body is written once and never compared.
public record HttpReply(int status, String contentType, Map<String, String> headers, byte[] body) {

    public HttpReply {
        headers = Map.copyOf(headers);
    }

    public static HttpReply json(int status, Object value) {
        return new HttpReply(status, "application/json; charset=utf-8", Map.of(), Json.write(value));
    }

    public static HttpReply text(int status, String contentType, String text) {
        return new HttpReply(status, contentType, Map.of(), text.getBytes(UTF_8));
    }

    /** Done, and there is nothing to say about it. */
    public static HttpReply nothing() {
        return new HttpReply(204, "", Map.of(), new byte[0]);
    }

    /**
     * A refusal in the form of RFC 9457.
     *
     * @param code stable, for programs
     * @param cause a sentence for people: what is wrong
     * @param remedy a sentence for people: what to do about it
     */
    public static HttpReply refused(int status, String code, String cause, String remedy) {
        String title = HttpResponseStatus.valueOf(status).reasonPhrase();
        Problem problem = new Problem("about:blank", title, status, code, cause, remedy);
        return new HttpReply(status, "application/problem+json", Map.of(), Json.write(problem));
    }

    /** This answer with one more header. */
    public HttpReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new HttpReply(status, contentType, more, body);
    }

    /** @param detail the cause */
    record Problem(String type, String title, int status, String code, String detail, String remedy) {}
}
