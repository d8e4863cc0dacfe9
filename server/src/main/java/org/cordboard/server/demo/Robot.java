package org.cordboard.server.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.protocol.ServerMessage.Snapshot;
import org.cordboard.protocol.client.AgentClient;
import org.cordboard.protocol.client.AgentListener;
import org.cordboard.protocol.client.ClientOptions;

/**
 * An agent who is a program, at a real desktop connection: ready when there is nothing to do, wraps up with a disposition, and says
 * so. The telephone beside it is the simulated PBX's.
 */
public final class Robot implements AgentListener, AutoCloseable {

    private static final String[] DISPOSITIONS = {"SOLVED", "NEED_RECORDED", "CALL_BACK", "COMPLAINT"};

    private final String station;
    private final Duration wrapUp;
    private final ScheduledExecutorService timer;
    private final Consumer<Offer> onOffer;
    private final AgentClient client;

    /**
     * Makes a robot that has not logged in yet.
     *
     * @param wrapUp how long its after-call work takes at most
     * @param onOffer told of each screen-pop at the moment it arrives, on the connection's thread
     */
    public Robot(
            HttpClient http,
            URI server,
            String user,
            String password,
            String station,
            Duration wrapUp,
            ScheduledExecutorService timer,
            Consumer<Offer> onOffer) {
        this.station = station;
        this.wrapUp = wrapUp;
        this.timer = timer;
        this.onOffer = onOffer;
        // Robots log in all at once, and checking a password is slow on purpose.
        ClientOptions options = ClientOptions.usual(server, user, password).withOpenWithin(Duration.ofMinutes(1));
        this.client = new AgentClient(http, options, this);
    }

    /** Logs in and becomes ready. */
    public CompletableFuture<SessionOpened> start() {
        return client.open(station);
    }

    @Override
    public void opened(SessionOpened session) {
        see(session.agent());
    }

    @Override
    public void snapshot(Snapshot snapshot) {
        see(snapshot.agent());
    }

    @Override
    public void event(Event event) {
        switch (event) {
            case Event.OfferMade e -> onOffer.accept(e.offer());
            case Event.AgentStateChanged e -> see(e.agent());
            case Event.OfferEnded e -> {}
            case Event.CallOutgoing e -> {}
            case Event.CallStateChanged e -> {}
            case Event.InvitationEnded e -> {}
            case Event.CallEnded e -> {}
            case Event.QueueStateChanged e -> {}
            case Event.LinkStateChanged e -> {}
            case Event.CallDataChanged e -> {}
            case Event.FloorChanged e -> {}
            case Event.Notice e -> {}
        }
    }

    private void see(AgentStatus agent) {
        if (agent.state() == AgentState.NOT_READY) {
            later(Duration.ofMillis(300), () -> client.send(new ClientMessage.MakeReady(client.nextId())));
        } else if (agent.state() == AgentState.WRAP_UP && agent.callId() != null) {
            String call = agent.callId();
            later(between(wrapUp), () -> {
                String word = DISPOSITIONS[ThreadLocalRandom.current().nextInt(DISPOSITIONS.length)];
                client.send(new ClientMessage.SetDisposition(client.nextId(), call, word));
                client.send(new ClientMessage.EndWrapUp(client.nextId()));
            });
        }
    }

    private static Duration between(Duration most) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most.toMillis() / 4, most.toMillis() + 1));
    }

    private void later(Duration delay, Runnable task) {
        if (!timer.isShutdown()) {
            timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
