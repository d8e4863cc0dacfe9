package org.cordboard.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A waiting call offered to an agent, with all the agent's screen shows of it.
 *
 * @param customer absent when the caller is not known
 * @param callBack absent when the customer called; else they are dialled when the agent has answered
 * @param waitedMs how long the caller has waited in the queue
 * @param expiresAt when the offer ends if nobody answers, Unix milliseconds
 * @param ivrPath the steps the caller has been through, oldest first
 * @param language the language the caller chose, or was given; empty when there is one only
 * @param collected what the caller has entered and the tree has noted, by name; a sensitive value is {@code ****}
 * @param data what agents have set on the call, by name
 * @param explanation why this agent got this caller
 */
public record Offer(
        String offerId,
        String callId,
        String queueId,
        Caller caller,
        @Nullable Customer customer,
        @Nullable CallBack callBack,
        long waitedMs,
        long expiresAt,
        List<String> ivrPath,
        String language,
        Map<String, String> collected,
        Map<String, String> data,
        Explanation explanation) {

    public Offer {
        ivrPath = List.copyOf(ivrPath);
        collected = Collections.unmodifiableMap(new LinkedHashMap<>(collected));
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** The same offer after the call's data have changed. */
    public Offer withData(Map<String, String> changed) {
        return new Offer(
                offerId,
                callId,
                queueId,
                caller,
                customer,
                callBack,
                waitedMs,
                expiresAt,
                ivrPath,
                language,
                collected,
                changed,
                explanation);
    }

    /** Without what the caller entered and agents set, which is personal data. */
    @Override
    public String toString() {
        return "Offer[" + offerId + ", " + callId + ", " + queueId + ", " + caller + ", " + customer + "]";
    }

    /**
     * The calling party as the network presents it.
     *
     * @param number empty when withheld
     * @param name empty when none was sent
     */
    public record Caller(String number, String name) {

        /** Keeps the last four digits only, for logs. */
        @Override
        public String toString() {
            int hidden = Math.max(0, number.length() - 4);
            return "*".repeat(hidden) + number.substring(hidden);
        }
    }

    /**
     * A customer of the site.
     *
     * @param target whether the dedicated hotline serves this customer
     * @param attributes further fields, in the order in which they are to be shown
     */
    public record Customer(String id, String name, Tier tier, boolean target, Map<String, String> attributes) {

        public Customer {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }

        /** Without name and attributes, which are personal data. */
        @Override
        public String toString() {
            return "Customer[" + id + ", " + tier + (target ? ", target]" : "]");
        }
    }

    /**
     * The customer has asked to be called back.
     *
     * @param requestedAt when, Unix milliseconds
     * @param attempt how often they are dialled with this time, from 1
     */
    public record CallBack(long requestedAt, int attempt) {}

    /**
     * Why this agent got this caller.
     *
     * @param key the caller's place in line: first arrival minus head start in milliseconds of the server's engine; may be
     *     negative, the smallest is served first
     * @param waiting callers in the queue at that moment, this one included
     * @param ready agents who could have been offered the call
     * @param candidates the first few of them in order of preference, the chosen one first
     * @param rule what decided between them: BEST_LEVEL_THEN_LONGEST_IDLE, OWN_MANAGER, DEPUTY or LAST_AGENT
     * @param overtaking why somebody whose turn it was had to stand back: NONE, OWN_CUSTOMER or SUPERVISOR_MOVE
     */
    public record Explanation(
            long key, int waiting, int ready, List<Candidate> candidates, String rule, String overtaking) {

        public Explanation {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * @param level the agent's lowest level in the skills the caller needs; 0 when none is needed
     * @param idleMs how long the agent had been idle
     */
    public record Candidate(String agentId, int level, long idleMs) {}
}
