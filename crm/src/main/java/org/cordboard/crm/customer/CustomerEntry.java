package org.cordboard.crm.customer;

import java.util.List;
import org.cordboard.cti.customer.Customer;

/**
 * A customer with the numbers they call from.
 *
 * @param numbers in any form {@link PhoneNumbers#normalise} takes; kept sorted and without repetition
 */
public record CustomerEntry(Customer customer, List<String> numbers) {

    public CustomerEntry {
        numbers = numbers.stream().distinct().sorted().toList();
    }

    /** Without the numbers. */
    @Override
    public String toString() {
        return "CustomerEntry[" + customer + ", " + numbers.size() + " numbers]";
    }
}
