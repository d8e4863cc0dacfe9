package org.cordboard.server.reports;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.cordboard.crm.reports.ContactFigures;
import org.cordboard.crm.reports.Span;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.JournalEntry;
import org.jspecify.annotations.Nullable;

/** Counts the callers of queues from the facts by itself, with lists and no SQL, to hold reports against. */
final class Tally {

    static final long IN_TIME = 20_000;
    static final long SHORT = 5_000;

    static final class Visit {
        final CallId call;
        final String queue;
        final String tier;
        final long arrivedAt;

        @Nullable
        QueueExit exit;

        long leftAt;

        Visit(CallId call, String queue, String tier, long arrivedAt) {
            this.call = call;
            this.queue = queue;
            this.tier = tier;
            this.arrivedAt = arrivedAt;
        }

        long waited(long now) {
            return (exit == null ? now : leftAt) - arrivedAt;
        }
    }

    final List<Visit> visits = new ArrayList<>();
    final Map<CallId, CallRecord> records = new LinkedHashMap<>();
    final Map<String, CallId> calls = new LinkedHashMap<>();
    /** Calls in which an agent was the first to leave a conversation. */
    final Set<CallId> leftByAgent = new LinkedHashSet<>();

    /** The agents whom colleagues have asked into each call, and their legs: their talk belongs to no queue. */
    final Map<CallId, Set<String>> colleagues = new LinkedHashMap<>();

    final Set<String> colleaguesLegs = new LinkedHashSet<>();

    private final Map<CallId, Visit> last = new LinkedHashMap<>();
    private final Set<CallId> talking = new LinkedHashSet<>();
    private final Map<CallId, Tier> tiers = new LinkedHashMap<>();

    void read(JournalEntry entry) {
        for (Event event : entry.events()) {
            switch (event) {
                case CallEvent.CallArrived e -> calls.put(e.leg().value(), e.call());
                case CallEvent.CallClosed e -> records.put(e.record().call(), e.record());
                case CallBackEvent.CallBackBegun e -> {
                    Customer customer = e.callBack().customer();
                    if (customer != null) {
                        tiers.put(e.call(), customer.tier());
                    }
                }
                case CustomerEvent.CustomerIdentified e ->
                    tiers.put(e.call(), e.customer().tier());
                case QueueEvent.CallQueued e -> {
                    String tier = tiers.getOrDefault(e.call(), Tier.ORDINARY).name();
                    Visit visit = new Visit(e.call(), e.queue().value(), tier, e.at());
                    visits.add(visit);
                    last.put(e.call(), visit);
                }
                case QueueEvent.CallLeftQueue e -> {
                    Visit visit = Objects.requireNonNull(last.get(e.call()));
                    visit.exit = e.exit();
                    visit.leftAt = e.at();
                }
                case CallEvent.ColleagueInvited e -> {
                    colleagues
                            .computeIfAbsent(e.call(), call -> new LinkedHashSet<>())
                            .add(e.agent().value());
                    colleaguesLegs.add(e.leg().value());
                }
                case CallEvent.LegsJoined e -> talking.add(e.call());
                case CallEvent.LegReturned e -> {
                    if (calls.containsKey(e.leg().value())) {
                        leftByAgent.add(e.call());
                    }
                }
                case CallEvent.LegEnded e -> {
                    if (e.role() == LegRole.AGENT && talking.contains(e.call())) {
                        leftByAgent.add(e.call());
                    } else if (e.role() == LegRole.CUSTOMER) {
                        talking.remove(e.call());
                    }
                }
                default -> {}
            }
        }
    }

    /** Everything but talk and wrap-up. */
    ContactFigures figures(Span span, long now, Predicate<Visit> which) {
        ContactFigures sum = ContactFigures.NONE;
        for (Visit visit : visits) {
            if (visit.arrivedAt >= span.from() && visit.arrivedAt < span.to() && which.test(visit)) {
                sum = sum.plus(one(visit, now));
            }
        }
        return sum;
    }

    private static ContactFigures one(Visit visit, long now) {
        QueueExit exit = visit.exit;
        long waited = visit.waited(now);
        boolean answered = exit == QueueExit.ANSWERED;
        boolean abandoned = exit == QueueExit.ABANDONED;
        return new ContactFigures(
                1,
                exit == null ? Map.of() : Map.of(exit, 1L),
                exit == null ? 1 : 0,
                answered && waited <= IN_TIME ? 1 : 0,
                abandoned && waited < SHORT ? 1 : 0,
                abandoned && waited <= IN_TIME ? 1 : 0,
                answered ? waited : 0,
                waited,
                0,
                0,
                0);
    }
}
