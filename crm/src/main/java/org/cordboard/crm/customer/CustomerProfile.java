package org.cordboard.crm.customer;

import java.util.List;

/**
 * A customer's record with the numbers they call from.
 *
 * @param numbers one for each number and source that claims it
 */
public record CustomerProfile(CustomerRecord customer, List<NumberClaim> numbers) {

    public CustomerProfile {
        numbers = List.copyOf(numbers);
    }

    /** Whether somebody should decide on a value or a number. */
    public boolean contested() {
        return customer.contested() || numbers.stream().anyMatch(NumberClaim::contested);
    }

    /** As those may see it who have no right to numbers: of numbers and identity the last four characters only. */
    public CustomerProfile masked() {
        Identity identity = customer.identity();
        CustomerRecord shown =
                identity == null ? customer : customer.with(new Identity(identity.kind(), identity.masked()));
        return new CustomerProfile(
                shown, numbers.stream().map(NumberClaim::masked).toList());
    }
}
