package org.cordboard.cti.call;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * One call in the books, written once when the call is over. All times are wall-clock milliseconds since 1970 (UTC).
 *
 * @param caller the customer's number, who called or was dialled; empty when withheld
 * @param ivrPath the nodes passed, in order, at most 64
 * @param language the language of the prompts at the end; empty in a tree without languages
 * @param collected what the caller entered and the tree noted, by name, at most 64; nothing sensitive
 * @param data what agents set on the call, by name, at most 64
 * @param queue the last queue the call waited in
 * @param answeredAt when agent and customer were first joined
 * @param cause why the customer's leg ended
 * @param callBackOf the call in which the customer asked to be called back; null where the customer called us
 * @param inferred the end was not seen but worked out after a gap
 * @param lastSeenAt the call was last seen then, and ended between that and {@code endedAt}; null where it is known when it ended
 * @param recordings the names of the call's recordings, in order; the PBX has them under these
 * @param direction who called whom
 */
public record CallRecord(
        CallId call,
        TrunkId trunk,
        String hotline,
        String caller,
        @Nullable CustomerId customer,
        List<String> ivrPath,
        String language,
        Map<String, String> collected,
        Map<String, String> data,
        @Nullable QueueId queue,
        @Nullable AgentId agent,
        CallResult result,
        Cause cause,
        @Nullable String disposition,
        int offers,
        long arrivedAt,
        @Nullable Long queuedAt,
        @Nullable Long answeredAt,
        long endedAt,
        long closedAt,
        @Nullable CallId callBackOf,
        boolean inferred,
        @Nullable Long lastSeenAt,
        List<String> recordings,
        CallDirection direction) {

    public CallRecord {
        recordings = List.copyOf(recordings);
        ivrPath = List.copyOf(ivrPath);
        collected = Collections.unmodifiableMap(new LinkedHashMap<>(collected));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Without the caller's number. */
    @Override
    public String toString() {
        return "CallRecord[" + call + ", " + hotline + ", " + result + ", agent=" + agent + ", cause=" + cause + "]";
    }
}
