package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** What is being decided on one input: facts not yet applied, facts nobody has reacted to yet, and the whole result. */
final class Round implements Deciding {

    private final long at;
    private final Duration answerLimit;
    private final String idPrefix;
    private final long firstId;
    private long ids;
    final List<Event> events = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    private final ArrayDeque<Event> unapplied = new ArrayDeque<>();
    private final ArrayDeque<Event> unseen = new ArrayDeque<>();

    Round(long at, Duration answerLimit, String idPrefix, long ids) {
        this.at = at;
        this.answerLimit = answerLimit;
        this.idPrefix = idPrefix;
        this.firstId = ids;
        this.ids = ids;
    }

    @Override
    public long at() {
        return at;
    }

    @Override
    public void fact(Event event) {
        unapplied.add(event);
    }

    @Override
    public String nextId() {
        return idPrefix + ++ids;
    }

    @Override
    public RequestId ask(PbxId pbx, Function<RequestId, PbxRequest> request) {
        return ask(pbx, answerLimit, request);
    }

    @Override
    public RequestId ask(PbxId pbx, Duration limit, Function<RequestId, PbxRequest> request) {
        RequestId id = new RequestId(nextId());
        PbxRequest asked = request.apply(id);
        want(new Effect.AskPbx(pbx, asked), new Effect.AskPbx(pbx, asked.written()), limit);
        return id;
    }

    @Override
    public RequestId lookUpCustomer(CallId call, String number, Duration limit) {
        RequestId id = new RequestId(nextId());
        want(new Effect.LookUpCustomer(id, call, number), limit);
        return id;
    }

    @Override
    public RequestId queryCustomer(CustomerQuery query, boolean secret, Duration limit) {
        RequestId id = new RequestId(nextId());
        CustomerQuery written = secret ? query.withoutExpected() : query;
        want(new Effect.QueryCustomer(id, query), new Effect.QueryCustomer(id, written), limit);
        return id;
    }

    private void want(Effect effect, Duration limit) {
        want(effect, effect, limit);
    }

    /** @param written the effect as it may stand in the journal and in the state */
    private void want(Effect effect, Effect written, Duration limit) {
        fact(new SiteEvent.EffectRequested(written, at + limit.toMillis()));
        effects.add(effect);
    }

    /** The next fact to apply, or null; from then on features may react to it. */
    @Nullable
    Event nextUnapplied() {
        Event event = unapplied.poll();
        if (event != null) {
            events.add(event);
            if (!(event instanceof SiteEvent.Bookkeeping)) {
                unseen.add(event);
            }
        }
        return event;
    }

    @Nullable
    Event nextUnseen() {
        return unseen.poll();
    }

    boolean tookIds() {
        return ids != firstId;
    }

    long lastId() {
        return ids;
    }
}
