package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/** Requests that have not ended: sees to it that each ends exactly once, by a time-out if nothing else ends it. */
final class PendingRequests {

    private static final class Entry {
        private Timers.@Nullable Timer timeout;
    }

    private final Outbox out;
    private final Timers timers;
    private final Map<RequestId, Entry> pending = new LinkedHashMap<>();

    PendingRequests(Outbox out, Timers timers) {
        this.out = out;
        this.timers = timers;
    }

    /** Begins a request without a time-out: the caller sets one as soon as there is something to wait for. */
    void begin(RequestId id) {
        forget(id);
        pending.put(id, new Entry());
    }

    boolean isPending(RequestId id) {
        return pending.containsKey(id);
    }

    int size() {
        return pending.size();
    }

    /** Sets or moves the time-out; {@code then} runs after the request has ended {@code TIMED_OUT}. */
    void timeOutAt(RequestId id, long due, Timers.Step then) {
        Entry entry = pending.get(id);
        if (entry == null) {
            return;
        }
        timers.cancel(entry.timeout);
        entry.timeout = timers.set(due, at -> {
            fail(id, Reason.TIMED_OUT, "the PBX did not answer in time");
            then.run(at);
        });
    }

    void end(RequestId id, RequestOutcome outcome) {
        Entry entry = pending.remove(id);
        if (entry != null) {
            timers.cancel(entry.timeout);
            out.report(new RequestEnded(id, outcome));
        }
    }

    void done(RequestId id) {
        end(id, new RequestOutcome.Done());
    }

    void fail(RequestId id, Reason reason, String detail) {
        end(id, new Failed(reason, detail));
    }

    /** Answers a request before it began. */
    void refuse(RequestId id, Reason reason, String detail) {
        forget(id);
        out.report(new RequestEnded(id, new Failed(reason, detail)));
    }

    /** A request that waited for its leg to appear begins anew. */
    private void forget(RequestId id) {
        Entry entry = pending.remove(id);
        if (entry != null) {
            timers.cancel(entry.timeout);
        }
    }

    void failAll(Reason reason, String detail) {
        for (RequestId id : new ArrayList<>(pending.keySet())) {
            fail(id, reason, detail);
        }
    }
}
