package org.cordboard.cti.ivr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.acd.Prospects;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.callback.CallBacks;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.Customers;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Reply;
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

    /** A caller who passes more nodes in one moment is in a tree that goes round without taking time, and is cleared. */
    static final int MAX_NODES_AT_ONCE = 100;

    /** The name under which the channel travels that a caller was sent to. */
    static final String CHANNEL = "channel";

    static final String GIVEN = "given";
    static final String REFUSED = IvrNode.Consent.REFUSED;

    private final Site site;
    private final Calls calls;
    private final Prospects prospects;
    private final Timers timers;
    private final NodeWork work;
    private final Transfers transfers;
    private final Map<CallId, IvrSession> sessions = new LinkedHashMap<>();

    public IvrSessions(
            Site site, Calls calls, Customers customers, Prospects prospects, CallBacks callBacks, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.prospects = prospects;
        this.timers = timers;
        this.work = new NodeWork(site, calls, customers, prospects, callBacks);
        this.transfers = new Transfers(site, calls);
    }

    // ---- inputs

    @Override
    public void decide(PbxEvent event, Deciding out) {
        if (event instanceof PbxEvent.DigitPressed pressed) {
            IvrSession session = session(pressed);
            if (session != null && !session.left && session.current() instanceof IvrNode.Queue node) {
                pressedWhileWaiting(session, node, pressed.digit(), out);
            } else if (session != null) {
                Keys.pressed(session, pressed.digit(), out);
            }
        }
    }

    private void pressedWhileWaiting(IvrSession session, IvrNode.Queue node, char key, Deciding out) {
        String next = node.waiting().keys().get(String.valueOf(key));
        if (next != null && prospects.isWaiting(session.call)) {
            boolean callBack = session.tree.node(next) instanceof IvrNode.LeaveCallBack leave
                    && work.canCallBack(leave, Objects.requireNonNull(calls.call(session.call)));
            out.fact(new IvrEvent.IvrQueueKeyPressed(session.call, key, callBack));
        }
    }

    /** Whether a key may be written down; must be asked before the key is decided on. */
    public boolean mayBeWritten(PbxEvent.DigitPressed pressed) {
        IvrSession session = session(pressed);
        boolean talks =
                session != null && session.current() instanceof IvrNode.Queue && !prospects.isWaiting(session.call);
        return session != null && !talks && Keys.mayBeWritten(session);
    }

    private @Nullable IvrSession session(PbxEvent.DigitPressed pressed) {
        Leg leg = calls.leg(pressed.leg());
        return leg == null || leg.role() != LegRole.CUSTOMER ? null : sessions.get(leg.call());
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.AnnouncementDue due) {
            announce(due.call(), out);
        }
        if (!(timer instanceof TimerKey.DigitLimit limit)) {
            return;
        }
        IvrSession session = sessions.get(limit.call());
        IvrNode.Asking asking = session == null ? null : session.asking();
        if (session == null || asking == null) {
            return;
        }
        if (asking instanceof IvrNode.Collect collect && session.entered > 0) {
            Keys.endEntry(session, collect, out);
        } else {
            work.askAgain(session, asking, true, out);
        }
    }

    private void announce(CallId id, Deciding out) {
        IvrSession session = sessions.get(id);
        Call call = calls.call(id);
        if (session != null && call != null && session.current() instanceof IvrNode.Queue node) {
            if (prospects.isBeingJoined(id)
                    || call.customerLeg().state() != LegState.QUEUED
                    || !site.linkUp(call.pbx())) {
                announced(session, node, out);
            } else {
                work.announce(session, node, out);
            }
        }
    }

    private static void announced(IvrSession session, IvrNode.Queue node, Deciding out) {
        long pause = Math.max(node.waiting().every().toMillis(), IvrNode.Waiting.LEAST_PAUSE.toMillis());
        out.fact(new IvrEvent.IvrAnnounced(session.call, out.at() + pause));
    }

    @Override
    public void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        switch (effect) {
            case Effect.AskPbx ask -> {
                if (ask.request() instanceof PbxRequest.PlayPrompts play) {
                    promptsEnded(play, outcome, out);
                }
            }
            // A look-up is settled this way when its time is up alone.
            case Effect.QueryCustomer query -> queried(query.id(), new QueryResult.Failed("no answer in time"), out);
            case Effect.LookUpCustomer lookUp -> {}
        }
    }

    private void promptsEnded(PbxRequest.PlayPrompts play, RequestOutcome outcome, Deciding out) {
        Leg leg = calls.leg(play.leg());
        if (leg == null || !leg.alive()) {
            return;
        }
        IvrSession session = sessions.get(leg.call());
        if (session == null || session.left || !play.id().equals(session.request)) {
            return;
        }
        if (session.current() instanceof IvrNode.Queue node) {
            if (prospects.isWaiting(session.call)) {
                announced(session, node, out);
            }
            return;
        }
        if (outcome instanceof RequestOutcome.Failed failed
                && (failed.reason() == RequestOutcome.Reason.LINK_DOWN
                        || failed.reason() == RequestOutcome.Reason.NO_SUCH_LEG)) {
            // The node is taken up again when the link is back, or the leg's end is on its way.
            return;
        }
        switch (session.current()) {
            case IvrNode.Play node -> NodeWork.go(session, node.next(), out);
            case IvrNode.Say node -> NodeWork.go(session, node.next(), out);
            case IvrNode.Steer node -> work.leave(session, Cause.NORMAL_CLEARING, out);
            case IvrNode.Asking node -> {
                if (!session.decided && session.entered == 0) {
                    out.fact(new IvrEvent.IvrDigitAwaited(
                            session.call, out.at() + node.question().timeout().toMillis()));
                }
            }
            case IvrNode.SetLanguage node -> {}
            case IvrNode.Hours node -> {}
            case IvrNode.Identify node -> {}
            case IvrNode.Branch node -> {}
            case IvrNode.LookUp node -> {}
            case IvrNode.OwnManager node -> {}
            case IvrNode.LeaveCallBack node -> {}
            case IvrNode.Answer node -> {}
            case IvrNode.GoTo node -> {}
            case IvrNode.Queue node -> {}
            case IvrNode.HangUp node -> {}
        }
    }

    /** Decides on the store's answer to a look-up. */
    public void queried(RequestId request, QueryResult result, Deciding out) {
        for (IvrSession session : sessions.values()) {
            if (request.equals(session.request) && !session.left && session.current() instanceof IvrNode.LookUp node) {
                queried(session, node, result, out);
                return;
            }
        }
    }

    private static void queried(IvrSession session, IvrNode.LookUp node, QueryResult result, Deciding out) {
        switch (result) {
            case QueryResult.Value value -> {
                out.fact(new IvrEvent.IvrNoted(session.call, node.into(), value.text()));
                NodeWork.go(session, node.found(), out);
            }
            case QueryResult.Equal equal -> NodeWork.go(session, equal.equal() ? node.found() : node.notFound(), out);
            case QueryResult.Absent absent -> NodeWork.go(session, node.notFound(), out);
            case QueryResult.Failed failed -> NodeWork.go(session, node.onTimeout(), out);
        }
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.CallArrived e -> enterUnlessScreened(e.call(), out);
            case AdmissionEvent.CallAdmitted e -> enterUnlessScreened(e.call(), out);
            case CallEvent.LegAnswered e -> {
                IvrSession session = sessions.get(e.call());
                if (session == null) {
                    enterUnlessCalledBack(e.call(), e.leg(), out);
                } else if (!session.left && session.current() instanceof IvrNode.Answer node && customers(e)) {
                    NodeWork.go(session, node.next(), out);
                }
            }
            case IvrEvent e -> reactToOwn(e, out);
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

    private void reactToOwn(IvrEvent event, Deciding out) {
        IvrSession session = sessions.get(event.call());
        if (session == null || session.left) {
            return;
        }
        switch (event) {
            case IvrEvent.IvrNodeEntered e -> work.begin(session, out);
            case IvrEvent.IvrDigitTaken e -> taken(session, e.digit(), out);
            case IvrEvent.IvrCollected e -> {
                if (session.current() instanceof IvrNode.Collect collect) {
                    NodeWork.go(session, collect.next(), out);
                }
            }
            case IvrEvent.IvrEntryRefused e -> {
                if (session.current() instanceof IvrNode.Collect collect) {
                    work.askAgain(session, collect, e.count() == 0, out);
                }
            }
            case IvrEvent.IvrEntered e -> {}
            case IvrEvent.IvrPromptsStarted e -> {}
            case IvrEvent.IvrDigitAwaited e -> {}
            case IvrEvent.IvrDigitsEntered e -> {}
            case IvrEvent.IvrNoted e -> {}
            case IvrEvent.IvrLanguageSet e -> {}
            case IvrEvent.IvrLookUpStarted e -> {}
            case IvrEvent.IvrQueueReached e -> {}
            case IvrEvent.IvrAnnounced e -> {}
            case IvrEvent.IvrQueueKeyPressed e -> {}
            case IvrEvent.IvrLeft e -> {}
        }
    }

    private void taken(IvrSession session, char digit, Deciding out) {
        if (session.current() instanceof IvrNode.Menu menu) {
            String next = menu.choices().get(String.valueOf(digit));
            if (next != null) {
                NodeWork.go(session, next, out);
            } else {
                work.askAgain(session, menu, false, out);
            }
        } else if (session.current() instanceof IvrNode.Consent consent) {
            if (digit == consent.yes()) {
                out.fact(new IvrEvent.IvrNoted(session.call, consent.into(), GIVEN));
                NodeWork.go(session, consent.given(), out);
            } else if (digit == consent.no()) {
                out.fact(new IvrEvent.IvrNoted(session.call, consent.into(), REFUSED));
                NodeWork.go(session, consent.otherwise(), out);
            } else {
                work.askAgain(session, consent, false, out);
            }
        } else if (session.current() instanceof IvrNode.AskToWait ask) {
            if (digit == ask.waitKey()) {
                NodeWork.go(session, ask.waits(), out);
            } else if (digit == ask.leaveKey()) {
                NodeWork.go(session, ask.leaves(), out);
            } else {
                work.askAgain(session, ask, false, out);
            }
        }
    }

    /** A tree that answers the call is entered before that. */
    private void enterUnlessScreened(CallId id, Deciding out) {
        Call call = calls.call(id);
        SiteConfig.Hotline hotline = call == null ? null : site.hotline(call.hotline());
        if (call != null && !call.screened() && hotline != null && hotline.treeAnswers()) {
            enter(id, call.customerLeg().id(), out);
        }
    }

    private boolean customers(CallEvent.LegAnswered e) {
        Call call = calls.call(e.call());
        return call != null && call.customerLeg().id().equals(e.leg());
    }

    private void enterUnlessCalledBack(CallId id, LegId leg, Deciding out) {
        Call call = calls.call(id);
        if (call != null && !call.isOutgoing()) {
            enter(id, leg, out);
        }
    }

    private void enter(CallId id, LegId leg, Deciding out) {
        Call call = calls.call(id);
        if (call == null || !call.customerLeg().id().equals(leg)) {
            return;
        }
        SiteConfig.Hotline hotline = site.hotline(call.hotline());
        IvrTree tree = hotline == null ? null : site.tree(hotline.tree());
        if (tree == null) {
            // The hotline was taken out of the settings while the call was ringing.
            calls.clear(call.customerLeg(), Cause.UNALLOCATED, out);
            return;
        }
        out.fact(new IvrEvent.IvrEntered(id, tree.name()));
        if (!tree.languages().isEmpty()) {
            out.fact(new IvrEvent.IvrLanguageSet(id, tree.languages().get(0)));
        }
        out.fact(new IvrEvent.IvrNodeEntered(id, tree.entry()));
    }

    private void identified(CallId call, boolean known, Deciding out) {
        IvrSession session = sessions.get(call);
        if (session != null && !session.left && session.current() instanceof IvrNode.Identify node) {
            NodeWork.go(session, known ? node.known() : node.unknown(), out);
        }
    }

    private void leftQueue(QueueEvent.CallLeftQueue e, Deciding out) {
        IvrSession session = sessions.get(e.call());
        if (session != null && !session.left && session.current() instanceof IvrNode.Queue node) {
            switch (e.exit()) {
                case TIMED_OUT -> NodeWork.go(session, node.onTimeout(), out);
                case NO_AGENTS -> NodeWork.go(session, node.onNoAgents(), out);
                case OVERFLOWED -> NodeWork.go(session, node.onOverflow(), out);
                case CLOSED -> NodeWork.go(session, node.onClosed(), out);
                case CALLBACK_REQUESTED, WITHDRAWN -> {
                    String next = node.waiting().keys().get(String.valueOf(session.queueKey));
                    if (next != null) {
                        NodeWork.go(session, next, out);
                    }
                }
                case ANSWERED, ABANDONED, MOVED, NOT_REACHED -> {}
            }
        }
    }

    /** An agent leaves the call and has the customer wait in another queue, or go on in their tree. */
    public Reply transfer(AgentId agent, AgentCommand.Transfer command, Deciding out) {
        return transfers.decide(agent, command, sessions.get(command.call()), out);
    }

    /** The agent has left and the caller is back under our control: they go where they were sent; else the tree has the last word. */
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
        TransferTarget sent = call.transfer();
        if (sent instanceof TransferTarget.ToQueue(QueueId queue) && site.queue(queue) != null) {
            out.fact(new IvrEvent.IvrQueueReached(id, queue, null));
            return;
        }
        String next = sent instanceof TransferTarget.ToNode(String node) ? node : session.tree.afterTalk();
        if (next != null) {
            NodeWork.go(session, next, out);
        } else {
            work.leave(session, Cause.NORMAL_CLEARING, out);
        }
    }

    /** After a lost link, callers whose node was cut off by it enter it again. What they had entered by then is forgotten. */
    private void takeUpAgain(SiteEvent.LinkChanged e, Deciding out) {
        for (IvrSession session : sessions.values()) {
            Call call = calls.call(session.call);
            LegState state =
                    call == null ? LegState.CLEARED : call.customerLeg().state();
            if (call != null
                    && call.pbx().equals(e.pbx())
                    && !session.left
                    && (state == LegState.QUEUED || state == LegState.ALERTING)
                    && isCutOff(session.current())) {
                session.keypad.forgetEntry();
                work.begin(session, out);
            }
        }
    }

    private static boolean isCutOff(IvrNode node) {
        return node instanceof IvrNode.Play
                || node instanceof IvrNode.Asking
                || node instanceof IvrNode.Say
                || node instanceof IvrNode.Steer
                || node instanceof IvrNode.Answer;
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
            case QueueEvent.CallQueued e -> startAnnouncements(e);
            case QueueEvent.CallLeftQueue e -> timers.cancel(new TimerKey.AnnouncementDue(e.call()));
            case CallEvent.CallClosed e -> {
                sessions.remove(e.record().call());
                timers.cancel(new TimerKey.DigitLimit(e.record().call()));
            }
            default -> {}
        }
    }

    private void startAnnouncements(QueueEvent.CallQueued e) {
        IvrSession session = sessions.get(e.call());
        if (session != null
                && session.current() instanceof IvrNode.Queue node
                && !node.waiting().announcement().isEmpty()) {
            timers.start(
                    new TimerKey.AnnouncementDue(e.call()),
                    e.at() + node.waiting().first().toMillis());
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
                session.request = null;
                session.attempt = 0;
                session.entered = 0;
                session.decided = false;
                session.talked = false;
                session.queueKey = 0;
                session.keypad.forgetEntry();
                timers.cancel(new TimerKey.DigitLimit(session.call));
            }
            case IvrEvent.IvrPromptsStarted e -> {
                session.request = e.request();
                session.attempt = e.attempt();
                session.entered = 0;
                session.decided = false;
                timers.cancel(new TimerKey.DigitLimit(session.call));
            }
            case IvrEvent.IvrLookUpStarted e -> session.request = e.request();
            case IvrEvent.IvrDigitAwaited e -> timers.start(new TimerKey.DigitLimit(session.call), e.until());
            case IvrEvent.IvrDigitsEntered e -> {
                session.entered = e.count();
                timers.start(new TimerKey.DigitLimit(session.call), e.until());
            }
            case IvrEvent.IvrDigitTaken e -> decided(session);
            case IvrEvent.IvrCollected e -> decided(session);
            case IvrEvent.IvrEntryRefused e -> decided(session);
            case IvrEvent.IvrLeft e -> {
                session.left = true;
                timers.cancel(new TimerKey.DigitLimit(session.call));
            }
            case IvrEvent.IvrAnnounced e -> timers.start(new TimerKey.AnnouncementDue(session.call), e.next());
            case IvrEvent.IvrQueueKeyPressed e -> session.queueKey = e.key();
            case IvrEvent.IvrQueueReached e -> session.talked = false;
            case IvrEvent.IvrNoted e -> {}
            case IvrEvent.IvrLanguageSet e -> {}
            case IvrEvent.IvrEntered e -> throw new IllegalStateException("applied above");
        }
    }

    private void decided(IvrSession session) {
        session.decided = true;
        timers.cancel(new TimerKey.DigitLimit(session.call));
    }

    /** @param trees those that callers are in, older versions of a tree among them */
    @Journaled("state.ivr/1")
    record State(List<IvrTree> trees, List<IvrSession.State> sessions) {}

    @Override
    public Record state() {
        Map<IvrTree, Integer> trees = new LinkedHashMap<>();
        List<IvrSession.State> states = new ArrayList<>();
        for (IvrSession session : sessions.values()) {
            int next = trees.size();
            Integer number = trees.computeIfAbsent(session.tree, tree -> next);
            states.add(session.state(number));
        }
        return new State(List.copyOf(trees.keySet()), states);
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        from.sessions()
                .forEach(each -> sessions.put(
                        each.call(), new IvrSession(each, from.trees().get(each.tree()))));
    }
}
