package org.cordboard.crm.lookup;

import java.util.Optional;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;

/**
 * Who calls, as of now.
 *
 * @param customer with target as it is today
 * @param bonusSeconds the head start that the target lists of today give, the largest of them; 0 when on none
 * @param deputy who stands in for the owner today
 * @param numberContested whether another customer claims the number, too
 */
public record IdentifiedCaller(
        Customer customer, int bonusSeconds, Optional<AgentId> deputy, boolean numberContested) {}
