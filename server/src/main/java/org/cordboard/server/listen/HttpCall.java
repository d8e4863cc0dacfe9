package org.cordboard.server.listen;

/**
 * A request over HTTP.
 *
 * @param path without the query
 * @param body never changed after it was given
 */
@SuppressWarnings("ArrayRecordComponent") // A body is read once and never compared.
public record HttpCall(String method, String path, byte[] body) {

    /**
     * The body read as JSON.
     *
     * @throws BadRequestException when it is not the JSON that is wanted
     */
    public <T> T json(Class<T> type) {
        return Json.read(body, type);
    }

    /** The request makes no sense; the message says why. */
    public static final class BadRequestException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public BadRequestException(String message) {
            super(message);
        }
    }
}
