package org.cordboard.cti.customer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.CustomerEvent.Reason;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.TimerKey;
import org.cordboard.cti.engine.Timers;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.RequestId;

/** Look-ups of callers that are under way. A look-up that does not answer in time makes the caller unknown, never stuck. */
public final class Customers implements Feature {

    private final Site site;
    private final Timers timers;
    private final Map<CallId, RequestId> lookUps = new LinkedHashMap<>();

    public Customers(Site site, Timers timers) {
        this.site = site;
        this.timers = timers;
    }

    /** Starts to identify a caller; ends with {@code CustomerIdentified} or {@code CustomerNotIdentified}. */
    public void identify(CallId call, CallerId caller, Deciding out) {
        identify(call, caller.number(), out);
    }

    /** The same by a number the caller has entered; empty counts as withheld. */
    public void identify(CallId call, String number, Deciding out) {
        if (number.isEmpty()) {
            out.fact(new CustomerEvent.CustomerNotIdentified(call, Reason.WITHHELD));
            return;
        }
        RequestId request = out.lookUpCustomer(call, number, site.limits().lookUp());
        out.fact(new CustomerEvent.LookUpStarted(
                call, request, out.at() + site.limits().lookUp().toMillis()));
    }

    /** Decides on the store's answer. One that comes too late, or twice, finds nothing waiting for it. */
    public void answered(RequestId request, LookUpResult result, Deciding out) {
        for (Map.Entry<CallId, RequestId> waiting : lookUps.entrySet()) {
            if (waiting.getValue().equals(request)) {
                CallId call = waiting.getKey();
                out.fact(
                        switch (result) {
                            case LookUpResult.Found found ->
                                new CustomerEvent.CustomerIdentified(call, found.customer());
                            case LookUpResult.NotFound notFound ->
                                new CustomerEvent.CustomerNotIdentified(call, Reason.NOT_FOUND);
                            case LookUpResult.Failed failed ->
                                new CustomerEvent.CustomerNotIdentified(call, Reason.STORE_FAILED);
                        });
                return;
            }
        }
    }

    @Override
    public void decide(TimerKey timer, Deciding out) {
        if (timer instanceof TimerKey.LookUpLimit limit && lookUps.containsKey(limit.call())) {
            out.fact(new CustomerEvent.CustomerNotIdentified(limit.call(), Reason.TIMED_OUT));
        }
    }

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case CustomerEvent.LookUpStarted e -> {
                lookUps.put(e.call(), e.request());
                timers.start(new TimerKey.LookUpLimit(e.call()), e.until());
            }
            case CustomerEvent.CustomerIdentified e -> forget(e.call());
            case CustomerEvent.CustomerNotIdentified e -> forget(e.call());
            case CallEvent.CallClosed e -> forget(e.record().call());
            default -> {}
        }
    }

    private void forget(CallId call) {
        lookUps.remove(call);
        timers.cancel(new TimerKey.LookUpLimit(call));
    }

    record Pending(CallId call, RequestId request) {}

    @Journaled("state.customers/1")
    record State(List<Pending> lookUps) {}

    @Override
    public Record state() {
        return new State(lookUps.entrySet().stream()
                .map(e -> new Pending(e.getKey(), e.getValue()))
                .toList());
    }

    @Override
    public void restore(Record state) {
        ((State) state).lookUps().forEach(pending -> lookUps.put(pending.call(), pending.request()));
    }
}
