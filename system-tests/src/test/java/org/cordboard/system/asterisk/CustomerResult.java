package org.cordboard.system.asterisk;

/**
 * How a customer's call went.
 *
 * @param finalStatus the SIP code that decided the call: 200 answered, 487 given up by the customer, 503 refused …; 0 if none came
 * @param heardEarlyMedia whether sound came before that code
 * @param audioPackets RTP packets heard in all, 20 ms each
 * @param complaints SIPp's: none if the dialogue went as a telephone's should
 */
public record CustomerResult(
        int finalStatus, boolean heardEarlyMedia, int audioPackets, EndedBy endedBy, String complaints) {

    /** Who ended the call. */
    public enum EndedBy {
        CUSTOMER,
        PBX
    }
}
