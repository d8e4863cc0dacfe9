package org.cordboard.cti.admission;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.Customers;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Feature;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/** Takes new callers, or turns them away while there is too much to do or no room: ordinary ones first, the highest tier last. */
public final class Admission implements Feature {

    /** Callers looked up at a time; further ones are turned away at once. */
    static final int MAX_SCREENED = 1_000;

    private final Site site;
    private final Calls calls;
    private final Customers customers;
    private final CallBudget budget = new CallBudget();
    private final Set<CallId> screened = new LinkedHashSet<>();

    public Admission(Site site, Calls calls, Customers customers) {
        this.site = site;
        this.calls = calls;
        this.customers = customers;
    }

    /** How many new calls are taken each second; null for all. */
    public @Nullable Integer callsPerSecond() {
        return budget.perSecond();
    }

    /** Decides on how many calls the server can take. */
    public void measured(@Nullable Integer callsPerSecond, Deciding out) {
        if (!Objects.equals(callsPerSecond, budget.perSecond())) {
            out.fact(new AdmissionEvent.AdmissionLimited(callsPerSecond));
        }
    }

    @Override
    public void react(Event event, Deciding out) {
        switch (event) {
            case CallEvent.CallArrived e -> {
                boolean room = LegRoom.covers(
                        Tier.ORDINARY, calls.legsTaken(e.pbx()), site.limits().legs());
                if (budget.perSecond() == null && room) {
                    return;
                }
                if (screened.size() >= MAX_SCREENED) {
                    shed(e.call(), null, ShedReason.LOOK_UPS, out);
                } else {
                    out.fact(new AdmissionEvent.CallScreened(e.call()));
                    customers.identify(e.call(), e.caller(), out);
                }
            }
            case CustomerEvent.CustomerIdentified e ->
                judge(e.call(), e.customer().tier(), out);
            case CustomerEvent.CustomerNotIdentified e -> judge(e.call(), Tier.ORDINARY, out);
            default -> {}
        }
    }

    private void judge(CallId id, Tier tier, Deciding out) {
        if (!screened.contains(id)) {
            return;
        }
        int legs = calls.legsTaken(known(id).pbx()) + 1;
        if (!LegRoom.covers(tier, legs, site.limits().legs())) {
            shed(id, tier, ShedReason.FULL, out);
        } else if (!budget.covers(tier, out.at())) {
            shed(id, tier, ShedReason.LATE, out);
        } else {
            out.fact(new AdmissionEvent.CallAdmitted(id, tier));
        }
    }

    private void shed(CallId id, @Nullable Tier tier, ShedReason reason, Deciding out) {
        out.fact(new AdmissionEvent.CallShed(id, tier, reason));
        calls.deflect(known(id).customerLeg(), out);
    }

    private Call known(CallId id) {
        return Objects.requireNonNull(calls.call(id));
    }

    @Override
    public void apply(Event event, long at) {
        switch (event) {
            case AdmissionEvent.AdmissionLimited e -> budget.limit(e.callsPerSecond(), at);
            case AdmissionEvent.CallScreened e -> screened.add(e.call());
            case AdmissionEvent.CallAdmitted e -> {
                screened.remove(e.call());
                budget.takeIn(at);
            }
            case AdmissionEvent.CallShed e -> {
                screened.remove(e.call());
                if (e.tier() != null) {
                    budget.turnAway(e.tier(), at);
                }
            }
            case CallEvent.CallClosed e -> screened.remove(e.record().call());
            default -> {}
        }
    }

    @Journaled("state.admission/1")
    record State(CallBudget.State budget, List<CallId> screened) {}

    @Override
    public Record state() {
        return new State(budget.state(), List.copyOf(screened));
    }

    @Override
    public void restore(Record state) {
        State from = (State) state;
        budget.restore(from.budget());
        screened.addAll(from.screened());
    }
}
