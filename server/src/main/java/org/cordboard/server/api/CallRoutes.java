package org.cordboard.server.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.crm.calls.CallFilter;
import org.cordboard.crm.calls.CallRecordStore;
import org.cordboard.crm.calls.OfferRow;
import org.cordboard.crm.calls.OfferStore;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.jspecify.annotations.Nullable;

/** Calls that are over, and the offers of all calls. Agents see their own calls, others those of the
 * agents of their unit and below; calls that reached nobody are for those who see everything. */
final class CallRoutes {

    static final String LIST = "calls";
    private static final int MOST = 500;

    /** A call as the API gives it. Times are milliseconds since 1970; {@code caller} is masked without the right to numbers. */
    record CallView(
            String id,
            String trunk,
            String hotline,
            String caller,
            @Nullable String customer,
            List<String> ivrPath,
            String language,
            Map<String, String> collected,
            Map<String, String> data,
            @Nullable String queue,
            @Nullable String agent,
            String result,
            int cause,
            @Nullable String disposition,
            int offers,
            long arrivedAt,
            @Nullable Long queuedAt,
            @Nullable Long answeredAt,
            long endedAt,
            long closedAt,
            @Nullable String callBackOf,
            boolean inferred,
            @Nullable Long lastSeenAt,
            List<String> recordings,
            String direction) {

        static CallView of(CallRecord call, Asker asker) {
            return new CallView(
                    call.call().value(),
                    call.trunk().value(),
                    call.hotline(),
                    asker.shown(call.caller()),
                    name(call.customer()),
                    call.ivrPath(),
                    call.language(),
                    call.collected(),
                    call.data(),
                    name(call.queue()),
                    name(call.agent()),
                    call.result().name(),
                    call.cause().code(),
                    call.disposition(),
                    call.offers(),
                    call.arrivedAt(),
                    call.queuedAt(),
                    call.answeredAt(),
                    call.endedAt(),
                    call.closedAt(),
                    name(call.callBackOf()),
                    call.inferred(),
                    call.lastSeenAt(),
                    call.recordings(),
                    call.direction().name());
        }

        private static @Nullable String name(@Nullable Object id) {
            return id == null ? null : id.toString();
        }
    }

    /** Why an offer went to an agent. {@code key} is a time: first arrival minus head start. */
    record OfferView(
            String id,
            String queue,
            String agent,
            String station,
            long madeAt,
            long waitedMillis,
            String outcome,
            long key,
            int waiting,
            int ready,
            String rule,
            String overtaking,
            List<CandidateView> candidates) {

        static OfferView of(OfferRow offer) {
            var why = offer.explanation();
            return new OfferView(
                    offer.offer().value(),
                    offer.queue().value(),
                    offer.agent().value(),
                    offer.station().value(),
                    offer.madeAt(),
                    offer.waitedMillis(),
                    offer.outcome(),
                    why.key(),
                    why.waiting(),
                    why.ready(),
                    why.rule().name(),
                    why.overtaking().name(),
                    why.candidates().stream()
                            .map(c -> new CandidateView(c.agent().value(), c.level(), c.idleMillis()))
                            .toList());
        }
    }

    record CandidateView(String agent, int level, long idleMillis) {}

    record ExplanationView(String call, List<OfferView> offers) {}

    private static final List<String> TITLES = List.of(
            "call",
            "trunk",
            "hotline",
            "caller",
            "customer",
            "queue",
            "agent",
            "result",
            "cause",
            "disposition",
            "offers",
            "arrived",
            "queued",
            "answered",
            "ended",
            "closed",
            "ivr path",
            "call back of");

    private final CallRecordStore calls;
    private final OfferStore offers;
    private final Colleagues colleagues;

    CallRoutes(CallRecordStore calls, OfferStore offers, Colleagues colleagues) {
        this.colleagues = colleagues;
        this.calls = calls;
        this.offers = offers;
    }

    HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "from", "to", "result", "queue", "agent", "customer", "limit", "cursor");
        Form form = Form.wanted(call);
        if (form == Form.CSV) {
            asker.mustHave(Resource.CALL, Action.EXPORT);
        }
        int most = query.limit(MOST);
        Optional<String> agent = query.text("agent");
        Optional<List<String>> seen = colleagues
                .seenBy(asker, Resource.CALL)
                .map(agents -> agents.stream().map(AgentId::value).toList());
        Optional<Cursor> cursor = query.cursor(LIST);
        CallFilter filter = new CallFilter(
                query.time("from").orElse(null),
                query.time("to").orElse(null),
                query.word("result", CallResult.class).orElse(null),
                query.text("queue").orElse(null),
                agent.orElse(null),
                query.text("customer").orElse(null),
                cursor.map(Cursor::number).orElse(null),
                cursor.map(Cursor::text).orElse(null),
                most + 1,
                seen.orElse(null));
        List<CallRecord> found = calls.search(filter);
        return form == Form.JSON ? HttpReply.json(200, page(found, most, asker)) : csv(found, most, asker);
    }

    /** @param found one more than a page has, if there are more */
    static Page<CallView> page(List<CallRecord> found, int most, Asker asker) {
        List<CallRecord> shown = found.subList(0, Math.min(most, found.size()));
        return new Page<>(shown.stream().map(call -> CallView.of(call, asker)).toList(), next(found, most));
    }

    private static @Nullable String next(List<CallRecord> found, int most) {
        if (found.size() <= most) {
            return null;
        }
        CallRecord last = found.get(most - 1);
        return new Cursor(LIST, last.arrivedAt(), last.call().value()).toString();
    }

    private static HttpReply csv(List<CallRecord> found, int most, Asker asker) {
        List<CallRecord> shown = found.subList(0, Math.min(most, found.size()));
        HttpReply reply =
                Csv.reply(TITLES, shown.stream().map(call -> row(call, asker)).toList());
        String next = next(found, most);
        return next == null ? reply : reply.with("X-Next-Cursor", next);
    }

    private static List<@Nullable Object> row(CallRecord call, Asker asker) {
        return java.util.Arrays.asList(
                call.call(),
                call.trunk(),
                call.hotline(),
                asker.shown(call.caller()),
                call.customer(),
                call.queue(),
                call.agent(),
                call.result(),
                call.cause().code(),
                call.disposition(),
                call.offers(),
                Csv.time(call.arrivedAt()),
                Csv.time(call.queuedAt()),
                Csv.time(call.answeredAt()),
                Csv.time(call.endedAt()),
                Csv.time(call.closedAt()),
                String.join(" ", call.ivrPath()),
                call.callBackOf());
    }

    HttpReply view(HttpCall call, Asker asker) {
        Parameters.of(call);
        CallRecord record = id(call).flatMap(calls::find)
                .filter(found -> colleagues.maySee(asker, Resource.CALL, found.agent()))
                .orElseThrow(() -> unknown());
        return HttpReply.json(200, CallView.of(record, asker));
    }

    HttpReply explain(HttpCall request, Asker asker) {
        Parameters.of(request);
        CallId id = id(request).orElseThrow(() -> unknown());
        List<OfferRow> made = offers.of(id);
        boolean seen = calls.find(id)
                        .filter(call -> colleagues.maySee(asker, Resource.EXPLANATION, call.agent()))
                        .isPresent()
                || made.stream().anyMatch(offer -> colleagues.maySee(asker, Resource.EXPLANATION, offer.agent()));
        if (!seen) {
            throw unknown();
        }
        return HttpReply.json(
                200,
                new ExplanationView(id.value(), made.stream().map(OfferView::of).toList()));
    }

    private static Optional<CallId> id(HttpCall call) {
        return Optional.of(call.place("id"))
                .filter(text -> !text.isBlank() && text.length() <= 64)
                .map(CallId::new);
    }

    private static RefusedException unknown() {
        return new RefusedException(HttpReply.refused(
                404,
                "NO_SUCH_CALL",
                "There is no such call that is over and that you may see.",
                "A call is in the books when its wrap-up has ended; list calls to find its id."));
    }
}
