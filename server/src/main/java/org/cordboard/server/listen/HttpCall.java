package org.cordboard.server.listen;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request over HTTP.
 *
 * @param path without the query
 * @param query the values of each name, decoded
 * @param headers by name in small letters; of several of one name the first
 * @param places what stood in the path where the route has a name in braces, decoded
 * @param body never changed after it was given
 */
@SuppressWarnings("ArrayRecordComponent") // A body is read once and never compared.
public record HttpCall(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Map<String, String> places,
        byte[] body) {

    public HttpCall {
        query = Map.copyOf(query);
        headers = Map.copyOf(headers);
        places = Map.copyOf(places);
    }

    HttpCall withPlaces(Map<String, String> found) {
        return new HttpCall(method, path, query, headers, found, body);
    }

    HttpCall withBody(byte[] read) {
        return new HttpCall(method, path, query, headers, places, read);
    }

    /** @param name in small letters */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /**
     * What stands in the path at a place of the route.
     *
     * @throws IllegalArgumentException when the route has no such place
     */
    public String place(String name) {
        return Optional.ofNullable(places.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the route has no place " + name));
    }

    /**
     * The body read as JSON.
     *
     * @throws RefusedException when it is not the JSON that is wanted
     */
    public <T> T json(Class<T> type) {
        return Json.read(body, type);
    }
}
