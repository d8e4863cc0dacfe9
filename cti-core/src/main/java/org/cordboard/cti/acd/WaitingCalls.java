package org.cordboard.cti.acd;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.port.PbxId;
import org.jspecify.annotations.Nullable;

/**
 * The calls that stand in queues: each in the line of those who may serve it, unless it is offered, with the limits that run for
 * it and the books of its queue. Changed while facts are applied, and only then.
 */
final class WaitingCalls {

    private final Lines lines;
    private final Timers timers;
    private final Map<CallId, WaitingCall> byId = new LinkedHashMap<>();
    private final Map<QueueId, Queue> queues = new LinkedHashMap<>();
    private long places;

    WaitingCalls(Lines lines, Timers timers) {
        this.lines = lines;
        this.timers = timers;
    }

    @Nullable
    WaitingCall get(CallId id) {
        return byId.get(id);
    }

    Collection<WaitingCall> all() {
        return Collections.unmodifiableCollection(byId.values());
    }

    /** A queue that has been used, or null. */
    @Nullable
    Queue queue(QueueId id) {
        return queues.get(id);
    }

    Collection<Queue> queues() {
        return Collections.unmodifiableCollection(queues.values());
    }

    /** How many calls are in a queue, offered ones included. */
    long count(QueueId id) {
        Queue queue = queues.get(id);
        return queue == null ? 0 : queue.waiting;
    }

    // ---- facts

    void enter(QueueEvent.CallQueued e, PbxId pbx) {
        WaitingCall call = new WaitingCall(e, pbx, ++places);
        byId.put(e.call(), call);
        lines.add(call, call.eligibility());
        Queue queue = queues.computeIfAbsent(e.queue(), Queue::new);
        queue.offered++;
        queue.waiting++;
        startLimits(call);
    }

    void leave(QueueEvent.CallLeftQueue e) {
        WaitingCall call = Objects.requireNonNull(byId.remove(e.call()));
        lines.remove(call);
        Queue queue = Objects.requireNonNull(queues.get(call.queue));
        queue.waiting--;
        queue.left(e.exit(), e.at());
        timers.cancel(new TimerKey.WaitLimit(e.call()));
        timers.cancel(new TimerKey.OverflowLimit(e.call()));
        timers.cancel(new TimerKey.BindingLimit(e.call()));
        timers.cancel(new TimerKey.NeedLimit(e.call()));
    }

    void endBinding(QueueEvent.BindingEnded e) {
        WaitingCall call = known(e.call());
        call.binding = null;
        timers.cancel(new TimerKey.BindingLimit(e.call()));
        standAnew(call);
    }

    void relax(QueueEvent.NeedsRelaxed e) {
        WaitingCall call = known(e.call());
        call.needs = e.needs();
        startNeedLimit(call);
        standAnew(call);
    }

    /** The call is offered, and stands in no line meanwhile. */
    WaitingCall offered(CallId id) {
        WaitingCall call = known(id);
        lines.remove(call);
        return call;
    }

    /** Its offer has come to nothing; does nothing when it has left meanwhile. */
    void offerEnded(WaitingCall call) {
        if (call.equals(byId.get(call.call))) {
            lines.add(call, call.eligibility());
        }
    }

    private WaitingCall known(CallId id) {
        return Objects.requireNonNull(byId.get(id), () -> id + " does not wait");
    }

    private void standAnew(WaitingCall call) {
        if (call.offer == null) {
            lines.remove(call);
            lines.add(call, call.eligibility());
        }
    }

    private void startLimits(WaitingCall call) {
        timers.start(new TimerKey.WaitLimit(call.call), call.until);
        if (call.overflowAt != null) {
            timers.start(new TimerKey.OverflowLimit(call.call), call.overflowAt);
        }
        if (call.binding != null) {
            timers.start(new TimerKey.BindingLimit(call.call), call.binding.until());
        }
        startNeedLimit(call);
    }

    private void startNeedLimit(WaitingCall call) {
        Long at = call.relaxesAt();
        if (at == null) {
            timers.cancel(new TimerKey.NeedLimit(call.call));
        } else {
            timers.start(new TimerKey.NeedLimit(call.call), at);
        }
    }

    record State(List<QueueLedger> ledgers, List<Pace.State> paces, List<WaitingCall.State> waiting, long places) {}

    State state() {
        return new State(
                queues.values().stream().map(Queue::ledger).toList(),
                queues.values().stream().map(queue -> queue.pace.state()).toList(),
                byId.values().stream().map(WaitingCall::state).toList(),
                places);
    }

    /** @param pbx at which a call is */
    void restore(State from, Function<CallId, PbxId> pbx) {
        for (int i = 0; i < from.ledgers().size(); i++) {
            QueueLedger ledger = from.ledgers().get(i);
            queues.put(ledger.queue(), new Queue(ledger, from.paces().get(i)));
        }
        for (WaitingCall.State each : from.waiting()) {
            WaitingCall call = new WaitingCall(each, pbx.apply(each.call()));
            byId.put(call.call, call);
            if (call.offer == null) {
                lines.add(call, call.eligibility());
            }
        }
        places = from.places();
    }
}
