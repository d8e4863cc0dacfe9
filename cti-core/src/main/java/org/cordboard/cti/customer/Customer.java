package org.cordboard.cti.customer;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/**
 * What the engine knows of a customer: enough to route the call and to fill the agent's screen.
 *
 * @param target whether the dedicated hotline serves this customer
 * @param bonus head start granted to the customer as a target of a current list; a queue may grant less
 * @param owner the phone manager who owns the customer, if any
 * @param deputy who stands in for the owner at present, if anybody does
 * @param lastAgent whom the customer last talked to, if that is known
 * @param attributes further fields for the screen, in the order in which they are to be shown
 */
public record Customer(
        CustomerId id,
        String name,
        Tier tier,
        boolean target,
        Duration bonus,
        @Nullable AgentId owner,
        @Nullable AgentId deputy,
        @Nullable AgentId lastAgent,
        Map<String, String> attributes) {

    public Customer {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(tier);
        Objects.requireNonNull(bonus);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** One without bonus, deputy and last agent. */
    public Customer(
            CustomerId id,
            String name,
            Tier tier,
            boolean target,
            @Nullable AgentId owner,
            Map<String, String> attributes) {
        this(id, name, tier, target, Duration.ZERO, owner, null, null, attributes);
    }

    /** Without name and attributes, which are personal data. */
    @Override
    public String toString() {
        return "Customer[" + id + ", " + tier + (target ? ", target]" : "]");
    }
}
