package org.cordboard.protocol.client;

import java.net.URI;
import java.time.Duration;

/**
 * Where the server is and how patient the client is.
 *
 * @param server the server's HTTP address, such as {@code http://127.0.0.1:8080}
 * @param user the login name, which is the agent's
 * @param openWithin how long logging in, connecting and opening the session may take, each
 * @param pingEvery after this long without a word from the server it is asked for one, and after as long again the connection
 *     counts as lost; zero for never
 * @param unansweredCommands commands that may wait for their answers; one more fails at once
 * @param reconnect what to do when the connection is lost
 */
public record ClientOptions(
        URI server,
        String user,
        String password,
        Duration openWithin,
        Duration pingEvery,
        int unansweredCommands,
        Reconnect reconnect) {

    public ClientOptions {
        String scheme = String.valueOf(server.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("The server's address must begin with http:// or https://: " + server);
        }
        if (unansweredCommands < 1) {
            throw new IllegalArgumentException("unansweredCommands must be at least 1: " + unansweredCommands);
        }
    }

    /** Ten seconds to open, a ping every twenty, 64 unanswered commands, and reconnection as by {@link Reconnect#usual}. */
    public static ClientOptions usual(URI server, String user, String password) {
        return new ClientOptions(
                server, user, password, Duration.ofSeconds(10), Duration.ofSeconds(20), 64, Reconnect.usual());
    }

    public ClientOptions with(Reconnect policy) {
        return new ClientOptions(server, user, password, openWithin, pingEvery, unansweredCommands, policy);
    }

    public ClientOptions withPingEvery(Duration interval) {
        return new ClientOptions(server, user, password, openWithin, interval, unansweredCommands, reconnect);
    }

    public ClientOptions withOpenWithin(Duration limit) {
        return new ClientOptions(server, user, password, limit, pingEvery, unansweredCommands, reconnect);
    }

    public ClientOptions withUnansweredCommands(int limit) {
        return new ClientOptions(server, user, password, openWithin, pingEvery, limit, reconnect);
    }

    URI at(String path) {
        return server.resolve(path);
    }

    URI socket(String path) {
        return URI.create(server.resolve(path).toString().replaceFirst("^http", "ws"));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "ClientOptions[" + server + ", " + user + "]";
    }
}
