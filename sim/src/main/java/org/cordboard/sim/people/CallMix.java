package org.cordboard.sim.people;

import java.util.List;
import org.cordboard.sim.world.InboundCall;

/**
 * Who calls, how often and how they behave.
 *
 * @param callsPerMinute mean of a Poisson stream
 * @param maxGoing calls at once; when so many are up the next one is not made
 * @param customers those known to the centre; each call is one of them unless an unknown number calls
 * @param unknownShare the share of calls from numbers that nobody knows
 * @param behaviours each call draws one of them, all alike
 */
public record CallMix(
        String trunk,
        String dialled,
        double callsPerMinute,
        int maxGoing,
        List<Customer> customers,
        double unknownShare,
        List<CustomerBehaviour> behaviours) {

    /** A number the centre knows, and the name its network shows with it. */
    public record Customer(String number, String name) {

        /** Leaves the number out. */
        @Override
        public String toString() {
            return "Customer";
        }
    }

    public CallMix {
        customers = List.copyOf(customers);
        behaviours = List.copyOf(behaviours);
        if (!(callsPerMinute > 0 && callsPerMinute <= 60_000)) {
            throw new IllegalArgumentException("calls per minute must be above 0 and at most 60000: " + callsPerMinute);
        }
        if (!(unknownShare >= 0 && unknownShare <= 1)) {
            throw new IllegalArgumentException("share of unknown numbers must be between 0 and 1: " + unknownShare);
        }
        if (behaviours.isEmpty()) {
            throw new IllegalArgumentException("at least one behaviour is needed");
        }
        if (customers.isEmpty() && unknownShare < 1) {
            throw new IllegalArgumentException("without customers the share of unknown numbers must be 1");
        }
    }

    InboundCall draw(Draws draws) {
        if (draws.chance(unknownShare)) {
            // A prefix that no operator has: the number belongs to nobody.
            return new InboundCall(trunk, "100" + draws.between(10_000_000, 99_999_999), "", dialled);
        }
        Customer customer = customers.get(draws.index(customers.size()));
        return new InboundCall(trunk, customer.number(), customer.name(), dialled);
    }
}
