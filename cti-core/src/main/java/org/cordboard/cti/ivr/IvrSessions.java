package org.cordboard.cti.ivr;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.Customers;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;

/** Callers in hotline trees: each node is entered by a fact, does its work, and is left by the next one. */
public final class IvrSessions implements Feature {

    private static final String ALL_DIGITS = "0123456789*#";

    /** A caller who passes more nodes in one moment is in a tree that goes round without taking time, and is cleared. */
    static final int MAX_NODES_AT_ONCE = 100;

    private final Site site;
    private final Calls calls;
    private final Customers customers;
    private final Timers timers;
    private final Map<CallId, IvrSession> sessions = new LinkedHashMap<>();

    public IvrSessions(Site site, Calls calls, Customers customers, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.customers = customers;
        this.timers = timers;
    }

    // ---- inputs

    @Override
    public void decide(PbxEvent event, Deciding out) {
        if (event instanceof PbxEvent.DigitPressed pressed) {
            Leg leg = calls.leg(pressed.leg());
            IvrSession session = leg == null || leg.role() != LegRole.CUSTOMER ? null : sessions.get(leg.call());
            if (session != null && !session.decided && session.current() instanceof IvrNode.Menu menu) {
                boolean valid = menu.choices().containsKey(String.valueOf(pressed.digit()));
                out.fact(new IvrEvent.IvrDigitTaken(session.call, pressed.digit(), valid));
            }
        }
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.DigitLimit limit) {
            IvrSession session = sessions.get(limit.call());
            if (session != null && !session.decided && session.current() instanceof IvrNode.Menu menu) {
                tryAgain(session, menu, out);
            }
        }
    }

    @Override
    public void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        if (!(effect instanceof Effect.AskPbx ask) || !(ask.request() instanceof PbxRequest.PlayPrompts play)) {
            return;
        }
        Leg leg = calls.leg(play.leg());
        if (leg == null || !leg.alive()) {
            return;
        }
        IvrSession session = sessions.get(leg.call());
        if (session == null || !play.id().equals(session.prompts)) {
            return;
        }
        if (outcome instanceof RequestOutcome.Failed failed
                && (failed.reason() == RequestOutcome.Reason.LINK_DOWN
                        || failed.reason() == RequestOutcome.Reason.NO_SUCH_LEG)) {
            // The node is taken up again when the link is back, or the leg's end is on its way.
            return;
        }
        switch (session.current()) {
            case IvrNode.Play node -> go(session, node.next(), out);
            case IvrNode.Menu node -> {
                if (!session.decided) {
                    out.fact(new IvrEvent.IvrDigitAwaited(
                            session.call, out.at() + node.timeout().toMillis()));
                }
            }
            case IvrNode.Identify node -> {}
            case IvrNode.Branch node -> {}
            case IvrNode.Queue node -> {}
            case IvrNode.HangUp node -> {}
        }
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.LegAnswered e -> enter(e, out);
            case IvrEvent.IvrNodeEntered e -> {
                IvrSession session = sessions.get(e.call());
                if (session != null) {
                    work(session, out);
                }
            }
            case IvrEvent.IvrDigitTaken e -> {
                IvrSession session = sessions.get(e.call());
                if (session != null && session.current() instanceof IvrNode.Menu menu) {
                    String next = menu.choices().get(String.valueOf(e.digit()));
                    if (next != null) {
                        go(session, next, out);
                    } else {
                        tryAgain(session, menu, out);
                    }
                }
            }
            case CustomerEvent.CustomerIdentified e -> identified(e.call(), true, out);
            case CustomerEvent.CustomerNotIdentified e -> identified(e.call(), false, out);
            case QueueEvent.CallLeftQueue e -> leftQueue(e, out);
            case CallEvent.LegReturned e -> talkedOut(e.call(), out);
            case CallEvent.LegEnded e -> {
                IvrSession session = sessions.get(e.call());
                if (session != null && e.role() == LegRole.CUSTOMER && !session.left) {
                    out.fact(new IvrEvent.IvrLeft(e.call(), IvrExit.CALLER_GONE));
                } else if (e.role() == LegRole.AGENT) {
                    talkedOut(e.call(), out);
                }
            }
            case SiteEvent.LinkChanged e -> {
                if (e.up()) {
                    takeUpAgain(e, out);
                }
            }
            default -> {}
        }
    }

    private void enter(CallEvent.LegAnswered e, Deciding out) {
        Call call = calls.call(e.call());
        if (call == null || !call.customerLeg().id().equals(e.leg()) || sessions.containsKey(e.call())) {
            return;
        }
        SiteConfig.Hotline hotline = site.hotline(call.hotline());
        IvrTree tree = hotline == null ? null : site.tree(hotline.tree());
        if (tree == null) {
            // The hotline was taken out of the settings while the call was ringing.
            calls.clear(call.customerLeg(), Cause.UNALLOCATED, out);
            return;
        }
        out.fact(new IvrEvent.IvrEntered(e.call(), tree.name()));
        out.fact(new IvrEvent.IvrNodeEntered(e.call(), tree.entry()));
    }

    private void work(IvrSession session, Deciding out) {
        Call call = Objects.requireNonNull(calls.call(session.call));
        Leg leg = call.customerLeg();
        if (!leg.alive()) {
            return;
        }
        if (session.enteredAtOnce > MAX_NODES_AT_ONCE) {
            out.fact(new IvrEvent.IvrLeft(session.call, IvrExit.HUNG_UP));
            calls.clear(leg, Cause.TEMPORARY_FAILURE, out);
            return;
        }
        switch (session.current()) {
            case IvrNode.Play node -> play(session, node.prompts(), "", 1, out);
            case IvrNode.Menu node -> play(session, node.prompts(), ALL_DIGITS, 1, out);
            case IvrNode.Identify node -> customers.identify(session.call, call.caller(), out);
            case IvrNode.Branch node -> go(session, branch(node, call.customer()), out);
            case IvrNode.Queue node -> {
                if (site.queue(node.queue()) == null) {
                    // Taken out of the settings since the caller entered the tree: nobody serves it any more.
                    go(session, node.onNoAgents(), out);
                } else {
                    out.fact(new IvrEvent.IvrQueueReached(session.call, node.queue()));
                }
            }
            case IvrNode.HangUp node -> {
                out.fact(new IvrEvent.IvrLeft(session.call, IvrExit.HUNG_UP));
                calls.clear(leg, node.cause(), out);
            }
        }
    }

    private void play(IvrSession session, List<String> prompts, String digits, int attempt, Deciding out) {
        Leg leg = Objects.requireNonNull(calls.call(session.call)).customerLeg();
        RequestId request = out.ask(
                leg.pbx(), site.limits().prompt(), id -> new PbxRequest.PlayPrompts(id, leg.id(), prompts, digits));
        out.fact(new IvrEvent.IvrPromptsStarted(session.call, request, attempt));
    }

    private void tryAgain(IvrSession session, IvrNode.Menu menu, Deciding out) {
        if (session.attempt < menu.tries()) {
            play(session, menu.prompts(), ALL_DIGITS, session.attempt + 1, out);
        } else {
            go(session, menu.otherwise(), out);
        }
    }

    private static String branch(IvrNode.Branch node, @Nullable Customer customer) {
        if (customer == null) {
            return node.otherwise();
        }
        String value =
                switch (node.on()) {
                    case TIER -> customer.tier().name();
                    case TARGET -> String.valueOf(customer.target());
                };
        return node.cases().getOrDefault(value, node.otherwise());
    }

    private void identified(CallId call, boolean known, Deciding out) {
        IvrSession session = sessions.get(call);
        if (session != null && !session.left && session.current() instanceof IvrNode.Identify node) {
            go(session, known ? node.known() : node.unknown(), out);
        }
    }

    private void leftQueue(QueueEvent.CallLeftQueue e, Deciding out) {
        IvrSession session = sessions.get(e.call());
        if (session != null && !session.left && session.current() instanceof IvrNode.Queue node) {
            if (e.exit() == QueueExit.TIMED_OUT) {
                go(session, node.onTimeout(), out);
            } else if (e.exit() == QueueExit.NO_AGENTS) {
                go(session, node.onNoAgents(), out);
            }
        }
    }

    /** The agent has hung up first and the caller is back under our control: the tree has the last word. */
    private void talkedOut(CallId id, Deciding out) {
        IvrSession session = sessions.get(id);
        Call call = calls.call(id);
        if (session == null
                || session.left
                || call == null
                || !session.talked
                || call.hasAgentLeg()
                || call.customerLeg().state() != LegState.QUEUED
                || !(session.current() instanceof IvrNode.Queue)) {
            return;
        }
        String next = session.tree.afterTalk();
        if (next != null) {
            go(session, next, out);
        } else {
            out.fact(new IvrEvent.IvrLeft(id, IvrExit.HUNG_UP));
            calls.clear(call.customerLeg(), Cause.NORMAL_CLEARING, out);
        }
    }

    /** After a lost link, callers whose prompts were cut off by it hear their node again. */
    private void takeUpAgain(SiteEvent.LinkChanged e, Deciding out) {
        for (IvrSession session : sessions.values()) {
            Call call = calls.call(session.call);
            if (call != null
                    && call.pbx().equals(e.pbx())
                    && !session.left
                    && call.customerLeg().state() == LegState.QUEUED
                    && (session.current() instanceof IvrNode.Play || session.current() instanceof IvrNode.Menu)) {
                work(session, out);
            }
        }
    }

    private static void go(IvrSession session, String node, Deciding out) {
        out.fact(new IvrEvent.IvrNodeEntered(session.call, node));
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case IvrEvent e -> applyIvr(e, at);
            case CallEvent.LegsJoined e -> {
                IvrSession session = sessions.get(e.call());
                if (session != null) {
                    session.talked = true;
                }
            }
            case CallEvent.CallClosed e -> {
                sessions.remove(e.record().call());
                timers.cancel(new TimerKey.DigitLimit(e.record().call()));
            }
            default -> {}
        }
    }

    private void applyIvr(IvrEvent event, long at) {
        if (event instanceof IvrEvent.IvrEntered e) {
            IvrTree tree = Objects.requireNonNull(site.tree(e.tree()), e.tree());
            sessions.put(e.call(), new IvrSession(e.call(), tree));
            return;
        }
        IvrSession session = Objects.requireNonNull(sessions.get(event.call()));
        switch (event) {
            case IvrEvent.IvrNodeEntered e -> {
                session.node = e.node();
                session.enteredAtOnce = session.enteredAt == at ? session.enteredAtOnce + 1 : 1;
                session.enteredAt = at;
                session.prompts = null;
                session.attempt = 0;
                session.decided = false;
                session.talked = false;
                timers.cancel(new TimerKey.DigitLimit(session.call));
            }
            case IvrEvent.IvrPromptsStarted e -> {
                session.prompts = e.request();
                session.attempt = e.attempt();
                session.decided = false;
                timers.cancel(new TimerKey.DigitLimit(session.call));
            }
            case IvrEvent.IvrDigitAwaited e -> timers.start(new TimerKey.DigitLimit(session.call), e.until());
            case IvrEvent.IvrDigitTaken e -> {
                session.decided = true;
                timers.cancel(new TimerKey.DigitLimit(session.call));
            }
            case IvrEvent.IvrLeft e -> session.left = true;
            case IvrEvent.IvrQueueReached e -> {}
            case IvrEvent.IvrEntered e -> throw new IllegalStateException("applied above");
        }
    }

    @Journaled("state.ivr/1")
    record State(List<IvrSession.State> sessions) {}

    @Override
    public Record state() {
        return new State(sessions.values().stream().map(IvrSession::state).toList());
    }
}
