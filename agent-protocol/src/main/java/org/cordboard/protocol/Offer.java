package org.cordboard.protocol;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call offered to an agent, waiting or by a colleague, with all the agent's screen shows of it.
 *
 * @param queueId absent when a colleague asks into a call that came through no queue
 * @param customer absent when the caller is not known
 * @param callBack absent when the customer called; else they are dialled when the agent has answered
 * @param waitedMs how long the caller has waited in the queue
 * @param expiresAt when the offer ends if nobody answers, Unix milliseconds
 * @param ivrPath the steps the caller has been through, oldest first
 * @param language the language the caller chose, or was given; empty when there is one only
 * @param collected what the caller has entered and the tree has noted, by name; a sensitive value is {@code ****}
 * @param invitation absent when the call comes from a queue
 * @param explanation why this agent got this caller; absent when a colleague asks
 */
public record Offer(
        String offerId,
        String callId,
        @Nullable String queueId,
        Caller caller,
        @Nullable Customer customer,
        @Nullable CallBack callBack,
        long waitedMs,
        long expiresAt,
        List<String> ivrPath,
        String language,
        Map<String, String> collected,
        @Nullable Invitation invitation,
        @Nullable Explanation explanation) {

    public Offer {
        ivrPath = List.copyOf(ivrPath);
        collected = Collections.unmodifiableMap(new LinkedHashMap<>(collected));
    }

    /** Without what the caller entered, which is personal data. */
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
     * A colleague asks the agent into their call.
     *
     * @param agentId the colleague
     * @param purpose CONSULT: they want to talk while the customer is on hold; CONFERENCE: to join the talk
     */
    public record Invitation(String agentId, String purpose) {}

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
