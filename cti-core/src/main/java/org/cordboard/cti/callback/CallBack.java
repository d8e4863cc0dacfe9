package org.cordboard.cti.callback;

import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asked for.
 *
 * @param origin the call in which they did
 * @param pbx and {@code trunk}: where that call came in, and where they are dialled
 * @param hotline the number they had dialled, which is shown to them
 * @param number the number to dial
 * @param key their place in line, which is that of the call in which they asked
 * @param requestedAt engine time
 * @param until the time after which they are not called any more, engine time
 */
public record CallBack(
        CallBackId id,
        CallId origin,
        PbxId pbx,
        TrunkId trunk,
        String hotline,
        String number,
        @Nullable Customer customer,
        QueueId queue,
        long key,
        long requestedAt,
        long until) {

    /** Without number and customer, which are personal data. */
    @Override
    public String toString() {
        return "CallBack[" + id + ", " + queue + ", of " + origin + "]";
    }
}
