package org.cordboard.cti.port;

import java.util.regex.Pattern;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.journal.Journaled;

/** Where a dialled leg goes. */
public sealed interface Destination {

    /** An agent's telephone. */
    @Journaled("port.to-station/1")
    record ToStation(StationId station) implements Destination {}

    /**
     * A number in the public network, over a trunk.
     *
     * @param number digits, perhaps after a plus
     */
    @Journaled("port.to-number/1")
    record ToNumber(TrunkId trunk, String number) implements Destination {

        private static final Pattern DIALLABLE = Pattern.compile("\\+?[0-9]{3,20}");

        /** Whether a text is a number that can be dialled: 3 to 20 digits, perhaps after a plus. */
        public static boolean isDiallable(String text) {
            return DIALLABLE.matcher(text).matches();
        }

        /** Without the number, which is personal data. */
        @Override
        public String toString() {
            return "ToNumber[" + trunk + "]";
        }
    }
}
