package org.cordboard.cti.callback;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.acd.AcdQueues;
import org.cordboard.cti.acd.Placement;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.jspecify.annotations.Nullable;

/**
 * Customers who want to be called back. As soon as they have hung up, a call of our own stands in the queue at the place they
 * had; when it is its turn an agent is rung, and then the customer. A customer who is not reached is tried again later; a queue
 * that is closed, or without agents, is entered later without that counting as an attempt.
 */
public final class CallBacks implements Feature {

    /** Requests that are open at a time; beyond it, trees go on as if the number could not be called. */
    public static final int MOST_OPEN = 10_000;

    private static final class Open {
        final CallBack callBack;
        int attempts;
        /** The attempt under way, or null. */
        @Nullable
        CallId call;

        Open(CallBack callBack) {
            this.callBack = callBack;
        }
    }

    private final Site site;
    private final Calls calls;
    private final AcdQueues queues;
    private final Timers timers;
    private final Map<CallBackId, Open> open = new LinkedHashMap<>();
    /** By the number to call and by the call they were asked for in: each call that ends or is answered is looked up here. */
    private final Map<String, Set<Open>> byNumber = new LinkedHashMap<>();

    private final Map<CallId, Set<Open>> byOrigin = new LinkedHashMap<>();
    /** A call may be closed before it is seen how it left its queue. */
    private final Map<CallId, CallBackId> attempts = new LinkedHashMap<>();

    public CallBacks(Site site, Calls calls, AcdQueues queues, Timers timers) {
        this.site = site;
        this.calls = calls;
        this.queues = queues;
        this.timers = timers;
    }

    /** An open request, or null. */
    public @Nullable CallBack get(CallBackId id) {
        Open found = open.get(id);
        return found == null ? null : found.callBack;
    }

    /** The call that tries an open request at present, or null. */
    public @Nullable CallId attempt(CallBackId id) {
        Open found = open.get(id);
        return found == null ? null : found.call;
    }

    /** The open requests, the oldest first. */
    public Collection<CallBack> all() {
        return open.values().stream().map(each -> each.callBack).toList();
    }

    // ---- decisions

    /** Whether a number can be called back for a queue. */
    public boolean canCall(String number, QueueId queue) {
        return Destination.ToNumber.isDiallable(number) && site.queue(queue) != null && open.size() < MOST_OPEN;
    }

    /** The caller wants to be called back, at a number that {@link #canCall} has approved. Asking twice changes nothing. */
    public void request(Call call, String number, QueueId queue, Deciding out) {
        boolean known = byNumber.getOrDefault(number, Collections.emptySet()).stream()
                .anyMatch(each -> each.callBack.queue().equals(queue));
        if (!known) {
            SiteConfig.QueueConfig config = Objects.requireNonNull(site.queue(queue));
            out.fact(new CallBackEvent.CallBackRequested(new CallBack(
                    new CallBackId(out.nextId()),
                    call.id(),
                    call.pbx(),
                    call.trunk(),
                    call.hotline(),
                    number,
                    call.customer(),
                    queue,
                    call.arrivedAt() - Placement.headStart(config, call.customer()),
                    out.at(),
                    out.at() + config.rules().callBack().keptFor().toMillis())));
        }
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.CallBackDue due) {
            Open found = open.get(due.callBack());
            if (found != null && found.call == null) {
                begin(found, out);
            }
        }
    }

    private void begin(Open wanted, Deciding out) {
        CallBack callBack = wanted.callBack;
        if (out.at() >= callBack.until()) {
            end(callBack, CallBackEnd.EXPIRED, out);
        } else if (site.queue(callBack.queue()) == null) {
            end(callBack, CallBackEnd.NOT_NEEDED, out);
        } else {
            QueueExit closed = queues.prospects().closed(callBack.queue(), out.at());
            if (closed != null) {
                putOff(wanted, closed, wanted.attempts, out);
            } else {
                CallId call = new CallId(out.nextId());
                LegId leg = new LegId(out.nextId());
                out.fact(new CallBackEvent.CallBackBegun(callBack, call, leg, wanted.attempts + 1, out.at()));
            }
        }
    }

    private static void end(CallBack callBack, CallBackEnd end, Deciding out) {
        out.fact(new CallBackEvent.CallBackEnded(callBack.id(), end, out.at()));
    }

    private void putOff(Open wanted, QueueExit exit, int attempts, Deciding out) {
        long next = out.at() + rules(wanted.callBack).spacing().toMillis();
        out.fact(new CallBackEvent.CallBackPutOff(wanted.callBack.id(), exit, attempts, next));
    }

    private CallBackRules rules(CallBack callBack) {
        return site.rules(callBack.queue()).callBack();
    }

    // ---- reactions

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.LegEnded e -> {
                if (e.role() == LegRole.CUSTOMER) {
                    byOrigin.getOrDefault(e.call(), Collections.emptySet()).stream()
                            .filter(each -> each.call == null)
                            .forEach(each -> begin(each, out));
                } else {
                    talkedOut(e.call(), out);
                }
            }
            case CallEvent.LegReturned e -> talkedOut(e.call(), out);
            case CallEvent.LegsJoined e -> noNeedToCall(e.call(), out);
            case QueueEvent.CallLeftQueue e -> leftQueue(e, out);
            default -> {}
        }
    }

    /** How an attempt came out. */
    private void leftQueue(QueueEvent.CallLeftQueue e, Deciding out) {
        CallBackId id = attempts.get(e.call());
        Open tried = id == null ? null : open.get(id);
        if (tried == null || e.exit() == QueueExit.MOVED) {
            return;
        }
        switch (e.exit()) {
            case ANSWERED -> end(tried.callBack, CallBackEnd.REACHED, out);
            case WITHDRAWN -> end(tried.callBack, CallBackEnd.NOT_NEEDED, out);
            case NOT_REACHED, ABANDONED -> {
                int dialled = tried.attempts + 1;
                if (dialled >= rules(tried.callBack).attempts()) {
                    end(tried.callBack, CallBackEnd.NOT_REACHED, out);
                } else {
                    putOff(tried, e.exit(), dialled, out);
                }
            }
            default -> putOff(tried, e.exit(), tried.attempts, out);
        }
        if (e.exit() != QueueExit.ANSWERED) {
            giveUp(e.call(), out);
        }
    }

    /** Ends the call of an attempt that is no longer in the queue. */
    private void giveUp(CallId id, Deciding out) {
        Call call = calls.call(id);
        Leg customer = call == null ? null : call.customerLeg();
        if (customer != null && customer.state() == LegState.NULL) {
            calls.endUndialled(customer, out);
        } else if (customer != null) {
            calls.clear(customer, Cause.NORMAL_CLEARING, out);
        }
    }

    /** The agent has hung up first: there is no tree that would have the last word. */
    private void talkedOut(CallId id, Deciding out) {
        Call call = calls.call(id);
        if (call != null
                && call.callBack() != null
                && call.answered()
                && !call.hasAgentLeg()
                && call.customerLeg().state() == LegState.QUEUED) {
            calls.clear(call.customerLeg(), Cause.NORMAL_CLEARING, out);
        }
    }

    /** Who has talked with an agent meanwhile need not be called back, unless their telephone is being dialled already. */
    private void noNeedToCall(CallId talking, Deciding out) {
        String number = Objects.requireNonNull(calls.call(talking)).caller().number();
        for (Open each : byNumber.getOrDefault(number, Collections.emptySet())) {
            if (each.call == null) {
                end(each.callBack, CallBackEnd.NOT_NEEDED, out);
            } else if (!each.call.equals(talking)) {
                queues.withdraw(each.call, out);
            }
        }
    }

    // ---- state

    @Override
    public void apply(Event event, long at) {
        if (event instanceof CallBackEvent e) {
            applyOwn(e);
        }
    }

    private void applyOwn(CallBackEvent event) {
        switch (event) {
            case CallBackEvent.CallBackRequested e -> {
                add(new Open(e.callBack()));
                timers.start(new TimerKey.CallBackDue(e.id()), e.callBack().until());
            }
            case CallBackEvent.CallBackBegun e -> {
                known(e.id()).call = e.call();
                attempts.put(e.call(), e.id());
                timers.cancel(new TimerKey.CallBackDue(e.id()));
            }
            case CallBackEvent.CallBackPutOff e -> {
                Open tried = known(e.id());
                if (tried.call != null) {
                    attempts.remove(tried.call);
                }
                tried.call = null;
                tried.attempts = e.attempts();
                timers.start(new TimerKey.CallBackDue(e.id()), e.next());
            }
            case CallBackEvent.CallBackEnded e -> {
                Open ended = Objects.requireNonNull(open.remove(e.id()));
                if (ended.call != null) {
                    attempts.remove(ended.call);
                }
                forget(byNumber, ended.callBack.number(), ended);
                forget(byOrigin, ended.callBack.origin(), ended);
                timers.cancel(new TimerKey.CallBackDue(e.id()));
            }
        }
    }

    private void add(Open asked) {
        open.put(asked.callBack.id(), asked);
        byNumber.computeIfAbsent(asked.callBack.number(), number -> new LinkedHashSet<>())
                .add(asked);
        byOrigin.computeIfAbsent(asked.callBack.origin(), origin -> new LinkedHashSet<>())
                .add(asked);
    }

    private static <K> void forget(Map<K, Set<Open>> index, K key, Open ended) {
        Set<Open> left = Objects.requireNonNull(index.get(key));
        left.remove(ended);
        if (left.isEmpty()) {
            index.remove(key);
        }
    }

    private Open known(CallBackId id) {
        return Objects.requireNonNull(open.get(id), () -> "no call-back " + id);
    }

    record OpenState(
            CallBack callBack, int attempts, @Nullable CallId call) {}

    @Journaled("state.call-backs/1")
    record State(List<OpenState> open) {}

    @Override
    public Record state() {
        return new State(open.values().stream()
                .map(each -> new OpenState(each.callBack, each.attempts, each.call))
                .toList());
    }

    @Override
    public void restore(Record state) {
        for (OpenState from : ((State) state).open()) {
            Open asked = new Open(from.callBack());
            asked.attempts = from.attempts();
            asked.call = from.call();
            add(asked);
            if (from.call() != null) {
                attempts.put(from.call(), from.callBack().id());
            }
        }
    }
}
