package org.cordboard.cti.customer;

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
 * @param owner the phone manager who owns the customer, if any
 * @param attributes further fields for the screen, in the order in which they are to be shown
 */
public record Customer(
        CustomerId id,
        String name,
        Tier tier,
        boolean target,
        @Nullable AgentId owner,
        Map<String, String> attributes) {

    public Customer {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(tier);
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }

    /** Without name and attributes, which are personal data. */
    @Override
    public String toString() {
        return "Customer[" + id + ", " + tier + (target ? ", target]" : "]");
    }
}
