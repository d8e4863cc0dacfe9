package org.cordboard.protocol.client;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.ClientMessage.Command;
import org.cordboard.protocol.ClientMessage.SessionClose;
import org.cordboard.protocol.ClientMessage.SessionOpen;
import org.cordboard.protocol.ClientMessage.SessionResume;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ProtocolException;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.protocol.ServerMessage.ProtocolError;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.protocol.ServerMessage.Snapshot;
import org.cordboard.protocol.ServerMessage.Unrecognised;
import org.cordboard.protocol.client.AgentClientException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * An agent's desktop without a face: logs in, takes a seat, sends commands, hears events, and comes back by itself when the
 * connection is lost, with nothing missed and no command done twice. Methods may be called from any thread and never block;
 * many clients may share one {@link HttpClient}.
 */
public final class AgentClient implements AutoCloseable {

    private enum Phase {
        IDLE,
        CONNECTING,
        OPEN,
        WAITING,
        ENDED
    }

    private final HttpClient http;
    private final ClientOptions options;
    private final AgentListener listener;
    private final Lane lane;
    private final AtomicLong ids = new AtomicLong();
    private final CompletableFuture<AgentClientException> termination = new CompletableFuture<>();
    private final Connection.Owner owner = new Connection.Owner() {
        @Override
        public void received(Connection from, String text) {
            if (from == connection) {
                AgentClient.this.received(text);
            }
        }

        @Override
        public void lost(Connection lost, int code, String reason) {
            if (lost == connection) {
                AgentClient.this.lost(code, reason);
            }
        }
    };

    // All below belongs to the lane; volatile only where others may look.
    private Phase phase = Phase.IDLE;
    private @Nullable Connection connection;
    private @Nullable CompletableFuture<SessionOpened> opening;
    private @Nullable String token;
    private boolean tokenIsNew;
    private String station = "";
    private volatile @Nullable SessionOpened session;
    private volatile @Nullable AgentStatus agent;
    private final EventCount count = new EventCount();
    private final Unanswered unanswered;
    private int attempts;
    private long openSince;

    public AgentClient(HttpClient http, ClientOptions options, AgentListener listener) {
        this.http = http;
        this.options = options;
        this.listener = listener;
        this.lane = new Lane(http.executor().orElse(ForkJoinPool.commonPool()));
        this.unanswered = new Unanswered(options.unansweredCommands());
    }

    /**
     * Logs in and takes a seat. The first attempt is not repeated: the future fails with an {@link AgentClientException},
     * and the client may be asked to open again.
     */
    public CompletableFuture<SessionOpened> open(String atStation) {
        CompletableFuture<SessionOpened> opened = new CompletableFuture<>();
        lane.execute(() -> {
            if (phase != Phase.IDLE) {
                opened.completeExceptionally(new AgentClientException(Kind.CLOSED, "This client was opened before"));
                return;
            }
            station = atStation;
            opening = opened;
            connect();
        });
        return opened;
    }

    /**
     * Sends a command. While the connection is lost it waits to be sent; a command that was sent but not answered is sent
     * again under the same id, which does nothing twice.
     *
     * @return the answer; fails with an {@link AgentClientException} when none will come
     * @throws IllegalArgumentException naming the field of the command that breaks its limit
     */
    public CompletableFuture<Answer> send(Command command) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Unanswered.Entry entry = new Unanswered.Entry(ProtocolCodec.encode(command), answer);
        lane.execute(() -> {
            if (phase == Phase.IDLE || phase == Phase.ENDED) {
                answer.completeExceptionally(new AgentClientException(Kind.CLOSED, "No session is open"));
                return;
            }
            AgentClientException obstacle = unanswered.add(command, entry);
            if (obstacle != null) {
                answer.completeExceptionally(obstacle);
            } else if (phase == Phase.OPEN && connection != null) {
                connection.send(entry.text());
            }
        });
        return answer;
    }

    /** An id for the next command, new with each call. */
    public String nextId() {
        return "c" + ids.incrementAndGet();
    }

    /** What the server last said about the agent; null before the session was opened. */
    public @Nullable AgentStatus agent() {
        return agent;
    }

    /** The session as it was last opened; null before that. */
    public @Nullable SessionOpened session() {
        return session;
    }

    /** Completes with the reason when the client has ended for good. */
    public CompletableFuture<AgentClientException> termination() {
        return termination.copy();
    }

    /** Drops the connection without a word, as a failing network does; what follows is up to {@link Reconnect}. */
    public void breakConnection() {
        lane.execute(() -> {
            if (phase == Phase.OPEN) {
                lost(Connection.NO_CLOSE_FRAME, "broken here");
            }
        });
    }

    /** Ends the session; unanswered commands fail. The agent's seat is kept: send {@code agent.logout} first to leave it. */
    @Override
    public void close() {
        lane.execute(() -> {
            Connection open = connection;
            if (phase == Phase.OPEN && open != null) {
                open.send(ProtocolCodec.encode(new SessionClose()));
                open.close();
                connection = null;
            }
            end(new AgentClientException(Kind.CLOSED, "The client was closed"));
        });
    }

    private void connect() {
        phase = Phase.CONNECTING;
        Connection next = new Connection(lane, owner);
        connection = next;
        tokenIsNew = token == null;
        CompletableFuture<String> ready = token != null
                ? CompletableFuture.completedFuture(token)
                : Login.request(http, options).thenApply(Login::token);
        lane.whenDone(ready, (given, failure) -> {
            if (connection != next) {
                return;
            }
            if (given == null) {
                failed(AgentClientException.of(failure, options.server().toString()));
            } else {
                token = given;
                connectSocket(next, given);
            }
        });
    }

    private void connectSocket(Connection next, String given) {
        CompletableFuture<WebSocket> connecting = http.newWebSocketBuilder()
                .subprotocols(Limits.SUBPROTOCOL)
                .connectTimeout(options.openWithin())
                .buildAsync(options.socket(Limits.SOCKET_PATH), next);
        lane.whenDone(connecting, (socket, failure) -> connected(next, given, socket, failure));
    }

    private void connected(Connection next, String given, @Nullable WebSocket socket, @Nullable Throwable failure) {
        if (socket == null || connection != next) {
            if (socket != null) {
                socket.abort();
            } else if (connection == next) {
                failed(AgentClientException.of(failure, options.server().toString()));
            }
            return;
        }
        next.use(socket);
        if (!socket.getSubprotocol().equals(Limits.SUBPROTOCOL)) {
            failed(new AgentClientException(Kind.NOT_THE_PROTOCOL, "The server does not speak " + Limits.SUBPROTOCOL));
            return;
        }
        SessionOpened known = session;
        ClientMessage first = known == null
                ? new SessionOpen(given, station)
                : new SessionResume(given, known.sessionId(), known.epoch(), count.last());
        try {
            next.send(ProtocolCodec.encode(first));
        } catch (IllegalArgumentException e) {
            failed(new AgentClientException(
                    Kind.SESSION_REFUSED, String.valueOf(e.getMessage()), ErrorCode.INVALID_FIELD, e));
            return;
        }
        after(options.openWithin(), () -> {
            if (connection == next && phase == Phase.CONNECTING) {
                failed(new AgentClientException(Kind.UNREACHABLE, "The server does not open the session"));
            }
        });
    }

    private void received(String text) {
        ServerMessage message;
        try {
            message = ProtocolCodec.decodeServer(text);
        } catch (ProtocolException e) {
            lost(Connection.NO_CLOSE_FRAME, "the server sent no message of the protocol: " + e.getMessage());
            return;
        }
        switch (message) {
            case SessionOpened m -> opened(m);
            case Snapshot m -> {
                count.restart(m.seq());
                agent = m.agent();
                listener.snapshot(m);
            }
            case ProtocolError m -> {
                if (phase == Phase.CONNECTING) {
                    refused(m);
                } else {
                    listener.error(m);
                }
            }
            case Answer m -> unanswered.settle(m);
            case Event m -> event(m);
            case Unrecognised m -> {
                if (m.seq() != null) {
                    isNext(m.seq());
                }
            }
        }
    }

    private void opened(SessionOpened message) {
        if (phase != Phase.CONNECTING || connection == null) {
            return;
        }
        phase = Phase.OPEN;
        openSince = System.nanoTime();
        session = message;
        if (!message.resumed()) {
            count.restart(message.seq());
        }
        agent = message.agent();
        listener.opened(message);
        for (String text : unanswered.texts()) {
            connection.send(text);
        }
        watch(connection);
        CompletableFuture<SessionOpened> first = opening;
        opening = null;
        if (first != null) {
            first.complete(message);
        }
    }

    private void event(Event event) {
        if (isNext(event.seq())) {
            if (event instanceof Event.AgentStateChanged changed) {
                agent = changed.agent();
            }
            listener.event(event);
        }
    }

    /** A gap means that this connection cannot be trusted: resuming brings what is missing. */
    private boolean isNext(long seq) {
        long expected = count.last() + 1;
        EventCount.Step step = count.step(seq);
        if (step == EventCount.Step.GAP) {
            lost(Connection.NO_CLOSE_FRAME, "event " + seq + " came where " + expected + " was due");
        }
        return step == EventCount.Step.NEXT;
    }

    /** Asks for a word when there was none for a while, and gives up when there is still none. */
    private void watch(Connection watched) {
        Duration interval = options.pingEvery();
        if (interval.isZero()) {
            return;
        }
        after(interval, () -> {
            if (watched != connection) {
                return;
            }
            if (watched.heardSinceLastAsked()) {
                watch(watched);
                return;
            }
            watched.ping();
            after(interval, () -> {
                if (watched != connection) {
                    return;
                }
                if (watched.heardSinceLastAsked()) {
                    watch(watched);
                } else {
                    lost(Connection.NO_CLOSE_FRAME, "the server has gone silent");
                }
            });
        });
    }

    /** The server's error instead of {@code session.opened}. */
    private void refused(ProtocolError error) {
        drop();
        switch (error.code()) {
            case SESSION_NOT_OPEN -> {
                if (session != null) {
                    session = null;
                    unanswered.failAll(new AgentClientException(
                            Kind.SESSION_LOST, "The server no longer knows the session", error.code(), null));
                    connect();
                    return;
                }
            }
            case NOT_AUTHENTICATED -> {
                token = null;
                if (!tokenIsNew) {
                    connect();
                    return;
                }
            }
            default -> {}
        }
        Kind kind = error.code() == ErrorCode.SESSION_REPLACED ? Kind.SESSION_REPLACED : Kind.SESSION_REFUSED;
        failed(new AgentClientException(kind, error.message(), error.code(), null));
    }

    private void lost(int code, String reason) {
        if (code == CloseCode.NOT_AUTHENTICATED.code()) {
            token = null;
        }
        Kind kind = code == CloseCode.SESSION_REPLACED.code()
                ? Kind.SESSION_REPLACED
                : isOurFault(code) ? Kind.NOT_THE_PROTOCOL : Kind.DISCONNECTED;
        String why = reason.isEmpty() ? "close code " + code : reason;
        failed(new AgentClientException(kind, "The connection was lost: " + why));
    }

    private static boolean isOurFault(int code) {
        return code == CloseCode.PROTOCOL_ERROR.code()
                || code == CloseCode.TOO_BIG.code()
                || code == CloseCode.TOO_MANY_ERRORS.code();
    }

    /** An attempt has failed or a connection was lost: try again, tell who opened, or end. */
    private void failed(AgentClientException reason) {
        boolean wasOpen = phase == Phase.OPEN;
        drop();
        CompletableFuture<SessionOpened> first = opening;
        if (first != null) {
            opening = null;
            phase = Phase.IDLE;
            unanswered.failAll(reason);
            first.completeExceptionally(reason);
            return;
        }
        // A connection that breaks as soon as it is open must not be tried again without growing pauses.
        if (wasOpen
                && System.nanoTime() - openSince
                        > options.reconnect().longestWait().toNanos()) {
            attempts = 0;
        }
        if (isFinal(reason) || attempts >= options.reconnect().attempts()) {
            end(reason);
            return;
        }
        phase = Phase.WAITING;
        attempts++;
        listener.interrupted(reason);
        after(options.reconnect().waitBefore(attempts, ThreadLocalRandom.current()), () -> {
            if (phase == Phase.WAITING) {
                connect();
            }
        });
    }

    private static boolean isFinal(AgentClientException reason) {
        return switch (reason.kind()) {
            case LOGIN_REFUSED, SESSION_REPLACED, NOT_THE_PROTOCOL, CLOSED -> true;
            case SESSION_REFUSED -> reason.code() != ErrorCode.BUSY && reason.code() != ErrorCode.INTERNAL;
            case UNREACHABLE, DISCONNECTED, SESSION_LOST, TOO_MANY_UNANSWERED -> false;
        };
    }

    private void drop() {
        if (connection != null) {
            connection.abort();
            connection = null;
        }
    }

    private void end(AgentClientException reason) {
        if (phase == Phase.ENDED) {
            return;
        }
        drop();
        phase = Phase.ENDED;
        unanswered.failAll(reason);
        if (opening != null) {
            opening.completeExceptionally(reason);
            opening = null;
        }
        listener.ended(reason);
        termination.complete(reason);
    }

    private void after(Duration wait, Runnable task) {
        CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, lane)
                .execute(task);
    }
}
