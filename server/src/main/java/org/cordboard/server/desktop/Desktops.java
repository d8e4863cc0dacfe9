package org.cordboard.server.desktop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.server.journal.SiteView;
import org.jspecify.annotations.Nullable;

/**
 * All desktops of a site. What they ask goes to the engine; what the engine's events mean for a screen goes to them, numbered,
 * and remembered for those who come back.
 *
 * <p>Events come from one thread, in the order of the journal and only when they are durable; frames come from the listener's
 * threads. Everything here is done under one lock, is short, and never waits.
 */
public final class Desktops implements SiteView {

    /** Longer than an id that a desktop may choose, so that none of its commands is taken for this one sent again. */
    private static final CommandId OPENING = new CommandId("session.open".repeat(6));

    /** Sessions that watch the floor at a time. */
    private static final int MOST_WATCHING = 100;

    private final SiteInputs inputs;
    private final Function<String, Optional<AgentId>> tokens;
    private final LongSupplier wallClock;
    private final long epoch;
    private final Screens screens = new Screens(this::tell);
    private final Map<AgentId, Session> sessions = new LinkedHashMap<>();
    private volatile Supervision supervision = Supervision.NONE;
    private volatile @Nullable LiveFigures figures;
    private long opened;

    /**
     * @param tokens who a token belongs to, if it is good
     * @param epoch this run of the server; session numbers and event numbers belong to it
     */
    public Desktops(SiteInputs inputs, Function<String, Optional<AgentId>> tokens, LongSupplier wallClock, long epoch) {
        this.inputs = inputs;
        this.tokens = tokens;
        this.wallClock = wallClock;
        this.epoch = epoch;
    }

    /** A new connection; it has no session yet. */
    public Desktop connect(DesktopConnection connection) {
        return new Desktop(this, connection);
    }

    /** While a journal is replayed nobody is connected, and this only fills the screens. */
    @Override
    public synchronized void follow(JournalEntry entry, boolean replayed) {
        screens.follow(entry, replayed);
    }

    @Override
    public synchronized Record state() {
        return screens.state();
    }

    @Override
    public synchronized void restore(Record state) {
        screens.restore(state);
    }

    /** What the screens of a site show, without anybody who looks at them. */
    public static SiteView screensAlone() {
        return new Screens((agent, event) -> {});
    }

    /** How many desktops are connected with an open session. */
    public synchronized int connected() {
        return (int) sessions.values().stream().filter(s -> s.desktop != null).count();
    }

    /** Says what supervisors may do; before that nobody may do anything to others. */
    public void supervisedBy(Supervision rights) {
        supervision = rights;
    }

    Supervision supervision() {
        return supervision;
    }

    /** Says where the queues' figures are for those who watch the floor. */
    public void shows(LiveFigures live) {
        figures = live;
    }

    /** @return why the session may not watch the floor, or null */
    synchronized @Nullable ErrorCode watch(Session session, FloorWatch watch) {
        if (!lasts(session)) {
            return ErrorCode.NOT_LOGGED_IN;
        }
        long watching = sessions.values().stream()
                .filter(each -> each != session && each.watch != null)
                .count();
        if (watching >= MOST_WATCHING) {
            return ErrorCode.BUSY;
        }
        session.watch = watch;
        return null;
    }

    synchronized void unwatch(Session session) {
        session.watch = null;
    }

    /** Tells those who watch the floor what has changed since the last time. One whose connection is gone is told when it is back. */
    synchronized void tellWatchers() {
        LiveFigures live = figures;
        List<LiveFigures.Queue> queues = null;
        List<AgentId> agents = List.of();
        for (Session session : sessions.values()) {
            FloorWatch watch = session.watch;
            if (watch == null || live == null) {
                continue;
            }
            if (!lasts(session)) {
                session.watch = null;
            } else if (session.desktop != null) {
                if (queues == null) {
                    queues = live.queues();
                    agents = live.agents();
                }
                Map<AgentId, AgentStatus> now = new LinkedHashMap<>();
                agents.stream().filter(watch::watches).forEach(agent -> now.put(agent, screens.shown(agent)));
                watch.update(now, queues, wallClock()).forEach(session::tell);
            }
        }
    }

    SiteInputs inputs() {
        return inputs;
    }

    long wallClock() {
        return wallClock.getAsLong();
    }

    private void tell(AgentId agent, org.cordboard.protocol.Event event) {
        Session session = sessions.get(agent);
        if (session != null) {
            session.tell(event);
        }
    }

    // ---- sessions

    synchronized void open(Desktop desktop, ClientMessage.SessionOpen message) {
        AgentId agent = authenticated(desktop, message.token());
        if (agent == null) {
            return;
        }
        desktop.opening = true;
        SessionId id = new SessionId(epoch + "-" + ++opened);
        AgentCommand logIn = new AgentCommand.LogIn(new StationId(message.station()));
        inputs.command(new Input.AgentCommanded(agent, id, OPENING, logIn))
                .whenComplete((reply, failure) -> loggedIn(desktop, agent, id, reply, failure));
    }

    private synchronized void loggedIn(
            Desktop desktop, AgentId agent, SessionId id, @Nullable Reply reply, @Nullable Throwable failure) {
        desktop.opening = false;
        if (reply == null) {
            desktop.send(new ServerMessage.ProtocolError(ErrorCode.BUSY, sentence(failure)));
        } else if (reply instanceof Reply.Refused refused) {
            desktop.send(new ServerMessage.ProtocolError(Wire.code(refused.code()), refused.detail()));
        } else {
            leave(desktop);
            replace(sessions.get(agent), "Another session has taken the seat.");
            Session session = new Session(id, agent);
            sessions.put(agent, session);
            attach(desktop, session, false);
            Seat seat = screens.seat(agent);
            if (seat.offer != null || seat.call != null) {
                desktop.send(snapshot(session));
            }
            tellWhatHolds(session);
            if (desktop.closed) {
                gone(desktop);
            }
        }
    }

    /** The connection turns from a session that is over to another one. */
    private static void leave(Desktop desktop) {
        Session over = desktop.session;
        if (over != null) {
            over.desktop = null;
            desktop.session = null;
        }
    }

    private static void replace(@Nullable Session old, String reason) {
        if (old != null && old.desktop != null) {
            Desktop before = old.desktop;
            old.desktop = null;
            before.session = null;
            before.close(CloseCode.SESSION_REPLACED, reason);
        }
    }

    synchronized void resume(Desktop desktop, ClientMessage.SessionResume message) {
        AgentId agent = authenticated(desktop, message.token());
        if (agent == null) {
            return;
        }
        if (!message.sessionId().equals(screens.seat(agent).session)) {
            desktop.send(new ServerMessage.ProtocolError(
                    ErrorCode.SESSION_NOT_OPEN, "This session is over. Open a new one."));
            return;
        }
        leave(desktop);
        Session session = sessions.get(agent);
        List<org.cordboard.protocol.Event> missed = null;
        if (session == null) {
            // The server was started again since: the seat is still this session's, its numbering is new.
            session = new Session(new SessionId(message.sessionId()), agent);
            sessions.put(agent, session);
        } else {
            missed = message.epoch() == epoch ? session.after(message.lastSeq()) : null;
            replace(session, "The session goes on with another connection.");
        }
        attach(desktop, session, missed != null);
        if (missed != null) {
            missed.forEach(desktop::send);
        } else {
            desktop.send(snapshot(session));
            tellWhatHolds(session);
            if (session.watch != null) {
                session.watch.again();
            }
        }
        inputs.tell(new Input.DesktopReturned(agent, session.id));
    }

    private void tellWhatHolds(Session session) {
        screens.lostLinks().forEach(session::tell);
        screens.notices(session.agent, wallClock()).forEach(session::tell);
    }

    private void attach(Desktop desktop, Session session, boolean resumed) {
        session.desktop = desktop;
        desktop.session = session;
        desktop.send(new ServerMessage.SessionOpened(
                session.id.value(), epoch, session.seq(), resumed, screens.seat(session.agent).status));
    }

    private ServerMessage.Snapshot snapshot(Session session) {
        Seat seat = screens.seat(session.agent);
        return new ServerMessage.Snapshot(session.seq(), seat.status, seat.offer, seat.call, seat.outgoing);
    }

    private @Nullable AgentId authenticated(Desktop desktop, String token) {
        if (desktop.opening || lasts(desktop.session)) {
            desktop.send(
                    new ServerMessage.ProtocolError(ErrorCode.ALREADY_OPEN, "A session is open on this connection."));
            return null;
        }
        Optional<AgentId> agent = tokens.apply(token);
        if (agent.isEmpty()) {
            desktop.send(new ServerMessage.ProtocolError(
                    ErrorCode.NOT_AUTHENTICATED, "The token is wrong or out of date. Log in again."));
            desktop.close(CloseCode.NOT_AUTHENTICATED, "Log in again.");
            return null;
        }
        return agent.get();
    }

    /** Whether a session still has its seat; a logout ends it, and the connection may open another. */
    private boolean lasts(@Nullable Session session) {
        return session != null && session.id.value().equals(screens.seat(session.agent).session);
    }

    synchronized void gone(Desktop desktop) {
        desktop.closed = true;
        Session session = desktop.session;
        if (session != null && session.desktop == desktop) {
            session.desktop = null;
            desktop.session = null;
            if (screens.seat(session.agent).status.state() != AgentState.LOGGED_OUT) {
                inputs.tell(new Input.DesktopLost(session.agent, session.id));
            }
        }
    }

    static String sentence(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof SiteInputs.TooBusyException busy && busy.getMessage() != null
                ? busy.getMessage()
                : "The server could not do it. Try again.";
    }
}
