package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.function.Function;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;

/**
 * What a feature writes its decision to: facts, and requests to the outside. Nothing written here changes state before the
 * feature has returned; then the engine applies it all, in order.
 */
public interface Deciding {

    /** Engine time of the input being decided, milliseconds. */
    long at();

    void fact(Event event);

    /** An id that no other part of this site, before or after, has: {@code <site>-<epoch>-<n>}. */
    String nextId();

    /** Asks a PBX for something it does at once; unanswered requests end after the site's answer limit. */
    RequestId ask(PbxId pbx, Function<RequestId, PbxRequest> request);

    /** The same for a request that takes its time, such as prompts. */
    RequestId ask(PbxId pbx, Duration limit, Function<RequestId, PbxRequest> request);

    RequestId lookUpCustomer(CallId call, String number, Duration limit);

    /** @param secret whether what is expected must not be written down */
    RequestId queryCustomer(CustomerQuery query, boolean secret, Duration limit);
}
