package org.cordboard.server.kill;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.protocol.ServerMessage.Snapshot;
import org.cordboard.protocol.client.AgentClient;
import org.cordboard.protocol.client.AgentClientException;
import org.cordboard.protocol.client.AgentListener;
import org.cordboard.protocol.client.ClientOptions;
import org.jspecify.annotations.Nullable;

/**
 * An agent who is a program, and remembers what the screen showed: before the server was lost, when it was there again, and each
 * offer. Is told things on the connection's thread, and may be asked on any.
 */
public final class WitnessDesk implements AgentListener, AutoCloseable {

    /** An offer as it came to the screen. */
    public record Shown(Offer offer, long at) {}

    /**
     * A desktop that is back.
     *
     * @param sameSession whether the session it had before goes on
     */
    public record Return(long at, AgentStatus before, AgentStatus after, boolean sameSession) {}

    private final String station;
    private final LongSupplier clock;
    private final ScheduledExecutorService timer;
    private final AgentClient client;
    private final List<Shown> offers = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private @Nullable SessionOpened session;
    private @Nullable AgentStatus lost;
    private @Nullable AgentStatus status;
    private @Nullable Return back;
    private boolean worked;
    private boolean closing;

    /** @param clock the world's */
    public WitnessDesk(
            HttpClient http,
            URI server,
            int agent,
            String password,
            LongSupplier clock,
            ScheduledExecutorService timer) {
        this.station = RestartSite.station(agent);
        this.clock = clock;
        this.timer = timer;
        // All log in at once, and checking a password is slow on purpose.
        ClientOptions options =
                ClientOptions.usual(server, RestartSite.agent(agent), password).withOpenWithin(Duration.ofMinutes(1));
        this.client = new AgentClient(http, options, this);
    }

    public CompletableFuture<SessionOpened> start() {
        return client.open(station);
    }

    @Override
    public synchronized void opened(SessionOpened opened) {
        AgentStatus before = lost;
        SessionOpened earlier = session;
        if (before != null && earlier != null) {
            back = new Return(
                    clock.getAsLong(),
                    before,
                    opened.agent(),
                    earlier.sessionId().equals(opened.sessionId()));
            lost = null;
        }
        session = opened;
        see(opened.agent());
    }

    @Override
    public synchronized void snapshot(Snapshot snapshot) {
        Offer offer = snapshot.offer();
        if (offer != null && snapshot.agent().state() == AgentState.RESERVED) {
            show(offer);
        }
        see(snapshot.agent());
    }

    @Override
    public synchronized void event(Event event) {
        switch (event) {
            case Event.OfferMade e -> show(e.offer());
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

    @Override
    public synchronized void interrupted(AgentClientException reason) {
        if (lost == null) {
            lost = status;
        }
    }

    @Override
    public synchronized void ended(AgentClientException reason) {
        if (!closing) {
            complaints.add("the desktop gave up: " + reason.getMessage());
        }
    }

    private void show(Offer offer) {
        if (offers.stream().noneMatch(s -> s.offer().offerId().equals(offer.offerId()))) {
            offers.add(new Shown(offer, clock.getAsLong()));
        }
    }

    private void see(AgentStatus agent) {
        AgentState before = status == null ? AgentState.NOT_READY : status.state();
        status = agent;
        if (agent.state() == AgentState.NOT_READY) {
            if (worked && before != AgentState.NOT_READY) {
                complaints.add(before + " became NOT_READY for " + agent.reason());
            }
            later(300, () -> client.send(new ClientMessage.MakeReady(client.nextId())));
        } else if (agent.state() == AgentState.WRAP_UP && before != AgentState.WRAP_UP) {
            later(2_000, () -> client.send(new ClientMessage.EndWrapUp(client.nextId())));
        } else if (agent.state() == AgentState.READY) {
            worked = true;
        }
    }

    private void later(long millis, Runnable task) {
        if (!timer.isShutdown()) {
            timer.schedule(task, millis, TimeUnit.MILLISECONDS);
        }
    }

    public synchronized boolean isConnected() {
        return session != null && lost == null;
    }

    public synchronized @Nullable AgentStatus status() {
        return status;
    }

    /** Its last return; null when it was never away. */
    public synchronized @Nullable Return back() {
        return back;
    }

    public synchronized List<Shown> offers() {
        return List.copyOf(offers);
    }

    /** What must not happen to an agent who does nothing wrong. */
    public synchronized List<String> complaints() {
        return List.copyOf(complaints);
    }

    public String station() {
        return station;
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
        }
        client.close();
    }
}
