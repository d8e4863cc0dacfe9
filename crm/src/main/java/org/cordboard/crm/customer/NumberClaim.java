package org.cordboard.crm.customer;

import org.cordboard.cti.port.CallerId;

/**
 * That a customer calls from a number, according to a source.
 *
 * @param since when the source said so first, milliseconds since 1970
 * @param chosen whether somebody decided that the number is this customer's
 * @param contested whether another customer claims the number, too
 */
public record NumberClaim(String number, String source, long since, boolean chosen, boolean contested) {

    /** As it may be shown to those who may not see numbers. */
    public NumberClaim masked() {
        return new NumberClaim(CallerId.masked(number), source, since, chosen, contested);
    }

    /** Masked, because it is personal data. */
    @Override
    public String toString() {
        return "NumberClaim[" + CallerId.masked(number) + " from " + source + "]";
    }
}
