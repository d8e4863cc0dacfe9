package org.cordboard.system;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage.Command;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.protocol.client.AgentClient;
import org.cordboard.protocol.client.AgentClientException;
import org.cordboard.protocol.client.AgentListener;
import org.cordboard.protocol.client.ClientOptions;
import org.cordboard.protocol.client.Reconnect;

/** A seat over HTTP and WebSocket. It comes back by itself when the connection or the server was lost. */
final class ClientSeat extends Seat implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Reconnect PERSISTENT = new Reconnect(200, Duration.ofMillis(100), Duration.ofSeconds(1));

    private final AgentClient client;

    ClientSeat(String agent, DeskPhone phone, HttpClient http, int port) {
        super(agent, phone);
        URI server = URI.create("http://127.0.0.1:" + port);
        ClientOptions options = ClientOptions.usual(server, agent, ContractSite.PASSWORD)
                .with(PERSISTENT)
                .withOpenWithin(LIMIT);
        this.client = new AgentClient(http, options, new Ear());
    }

    void open(String station) {
        get(client.open(station));
    }

    private final class Ear implements AgentListener {

        @Override
        public void opened(ServerMessage.SessionOpened session) {
            hear(session);
        }

        @Override
        public void snapshot(ServerMessage.Snapshot snapshot) {
            hear(snapshot);
        }

        @Override
        public void event(Event event) {
            hear(event);
        }

        @Override
        public void error(ServerMessage.ProtocolError error) {
            hear(error);
        }

        @Override
        public void interrupted(AgentClientException reason) {
            disconnected();
        }

        @Override
        public void ended(AgentClientException reason) {
            disconnected();
        }
    }

    @Override
    Answer ask(Command command) {
        Answer answer = get(client.send(command));
        hear(answer);
        return answer;
    }

    private <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(agent() + " got no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(agent() + " was interrupted", e);
        }
    }

    @Override
    String nextId() {
        return client.nextId();
    }

    @Override
    void loseConnection() {
        client.breakConnection();
    }

    @Override
    void reconnect() {
        // The client does so by itself.
    }

    @Override
    public void close() {
        client.close();
    }
}
