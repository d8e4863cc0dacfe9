package org.cordboard.asterisk;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cordboard.cti.port.PbxRequest.PartLegs;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Reason;

/** Takes two legs out of the bridge they share: one Redirect sends both back into our loop, or none. */
final class Parting {

    private final Workings w;
    /** The legs that have not come back yet, by request. */
    private final Map<RequestId, Set<Leg>> awaited = new LinkedHashMap<>();

    Parting(Workings workings) {
        this.w = workings;
    }

    void request(PartLegs request, Leg first, Leg second, long at) {
        if (first == second || first.bridge == null || !first.bridge.equals(second.bridge)) {
            w.requests().refuse(request.id(), Reason.REFUSED, "two legs that are joined are needed");
            return;
        }
        w.requests().begin(request.id());
        w.requests().timeOutAt(request.id(), at + Workings.IMMEDIATE_MILLIS, later -> awaited.remove(request.id()));
        Set<Leg> both = new LinkedHashSet<>();
        both.add(first);
        both.add(second);
        awaited.put(request.id(), both);
        String context = w.settings().legContext();
        AmiAction action = AmiAction.named("Redirect")
                .with("Channel", first.channelName())
                .with("Context", context)
                .with("Exten", "s")
                .with("Priority", "1")
                .with("ExtraChannel", second.channelName())
                .with("ExtraContext", context)
                .with("ExtraExten", "s")
                .with("ExtraPriority", "1");
        w.actions().send(action, (response, later) -> {
            if (!response.succeeded()) {
                fail(request.id(), Workings.reasonOf(response), response.text("Message"));
            }
        });
    }

    /** The leg is under our control again, and that has been reported. */
    void onReturn(Leg leg) {
        for (RequestId request : Set.copyOf(awaited.keySet())) {
            Set<Leg> missing = awaited.getOrDefault(request, Set.of());
            if (missing.remove(leg) && missing.isEmpty()) {
                awaited.remove(request);
                w.requests().done(request);
            }
        }
    }

    void onGone(Leg leg) {
        for (RequestId request : Set.copyOf(awaited.keySet())) {
            if (awaited.getOrDefault(request, Set.of()).contains(leg)) {
                fail(request, Reason.NO_SUCH_LEG, "a leg ended before the two were apart");
            }
        }
    }

    void clear() {
        awaited.clear();
    }

    private void fail(RequestId request, Reason reason, String detail) {
        awaited.remove(request);
        w.requests().fail(request, reason, detail);
    }
}
