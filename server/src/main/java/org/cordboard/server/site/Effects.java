package org.cordboard.server.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.RequestOutcome;

/** Carries effects out: asks PBXs and stores, whose answers come back to the engine as inputs. Nothing here waits. */
public final class Effects {

    private final Map<PbxId, Pbx> pbxs = new LinkedHashMap<>();
    private final BiConsumer<String, Consumer<LookUpResult>> customers;
    private final BiConsumer<CustomerQuery, Consumer<QueryResult>> queries;

    /** One whose store answers no questions about customers. */
    public Effects(BiConsumer<String, Consumer<LookUpResult>> customers) {
        this(customers, (query, answer) -> answer.accept(new QueryResult.Failed("there is no store")));
    }

    /**
     * @param customers looks a calling number up and answers through the callback, on any thread
     * @param queries answers a tree's question in the same way
     */
    public Effects(
            BiConsumer<String, Consumer<LookUpResult>> customers,
            BiConsumer<CustomerQuery, Consumer<QueryResult>> queries) {
        this.customers = customers;
        this.queries = queries;
    }

    /** To be called before the first effect is carried out. */
    public void connect(Pbx pbx) {
        pbxs.put(pbx.id(), pbx);
    }

    void carryOut(Effect effect, Consumer<Input> answers) {
        switch (effect) {
            case Effect.AskPbx ask -> {
                Pbx pbx = pbxs.get(ask.pbx());
                if (pbx != null) {
                    pbx.request(ask.request());
                } else {
                    RequestOutcome outcome = new RequestOutcome.Failed(
                            RequestOutcome.Reason.LINK_DOWN, "no PBX '" + ask.pbx() + "' in the settings");
                    answers.accept(new Input.PbxReported(new PbxEvent.RequestEnded(ask.id(), outcome)));
                }
            }
            case Effect.LookUpCustomer lookUp ->
                customers.accept(
                        lookUp.number(), result -> answers.accept(new Input.CustomerLookedUp(lookUp.id(), result)));
            case Effect.QueryCustomer query ->
                queries.accept(query.query(), result -> answers.accept(new Input.CustomerQueried(query.id(), result)));
        }
    }
}
