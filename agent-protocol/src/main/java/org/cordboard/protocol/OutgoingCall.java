package org.cordboard.protocol;

import org.jspecify.annotations.Nullable;

/**
 * A call that the agent dials.
 *
 * @param number the number that is dialled
 * @param customer absent as long as, or when, it is not known whose number it is
 */
public record OutgoingCall(String callId, String number, Offer.@Nullable Customer customer) {

    /** With the number's last four digits only, for logs. */
    @Override
    public String toString() {
        return "OutgoingCall[" + callId + ", " + new Offer.Caller(number, "") + ", " + customer + "]";
    }
}
