package org.cordboard.crm.assignment;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.CustomerStore;
import org.cordboard.crm.customer.Outcome;
import org.cordboard.crm.customer.OwnerChanges;
import org.cordboard.crm.customer.OwnerChanges.OwnerChange;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.CustomerId;
import org.jspecify.annotations.Nullable;

/**
 * Gives customers to phone managers, one or many at once. A customer has one owner at most. What people decide here counts
 * before what a file says. Every method may throw {@code StoreUnavailableException}.
 */
public final class Assignments {

    private final OwnerChanges changes;
    private final Predicate<AgentId> isManager;
    private final Predicate<CustomerRecord> may;

    /** @param isManager whether a login is that of somebody who can own customers now */
    public Assignments(CustomerStore customers, Predicate<AgentId> isManager) {
        this(customers, isManager, customer -> true);
    }

    /** @param may whether it may be decided here who owns a customer; others count as unknown */
    public Assignments(CustomerStore customers, Predicate<AgentId> isManager, Predicate<CustomerRecord> may) {
        this.may = may;
        this.changes = new OwnerChanges(customers);
        this.isManager = isManager;
    }

    /** @param by the login of who decides */
    public Outcome assign(CustomerId customer, AgentId owner, String by) {
        return apply(List.of(new OwnerChange(customer, owner)), by).get(0);
    }

    /** Takes the owner away. */
    public Outcome remove(CustomerId customer, String by) {
        return apply(List.of(new OwnerChange(customer, null)), by).get(0);
    }

    /** Makes many changes; those that cannot be made are left out with a reason, the others are made. */
    public List<Outcome> apply(List<OwnerChange> wanted, String by) {
        List<Boolean> sound =
                wanted.stream().map(change -> isSound(change.owner())).toList();
        List<OwnerChange> possible = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            if (sound.get(i)) {
                possible.add(wanted.get(i));
            }
        }
        Iterator<Outcome> made = changes.apply(possible, may, by).iterator();
        List<Outcome> outcomes = new ArrayList<>(wanted.size());
        for (int i = 0; i < wanted.size(); i++) {
            outcomes.add(
                    sound.get(i)
                            ? made.next()
                            : new Outcome.LeftOut("'" + wanted.get(i).owner() + "' is nobody who can own customers"));
        }
        return outcomes;
    }

    private boolean isSound(@Nullable AgentId owner) {
        return owner == null || isManager.test(owner);
    }
}
