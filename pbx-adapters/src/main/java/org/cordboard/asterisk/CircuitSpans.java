package org.cordboard.asterisk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * Which span each DAHDI channel belongs to. Asterisk says so only in {@code DAHDIChannel}, whenever a call gets a channel, so that it is known
 * of those that have carried a call; of the others a leg counts as one on a trunk of its own.
 */
final class CircuitSpans {

    /** Far more channels than one machine has; beyond it nothing new is learnt. */
    static final int MAX = 10_000;

    private final Map<Integer, Integer> spans = new LinkedHashMap<>();

    void learn(AmiMessage event) {
        int channel = event.number("DAHDIChannel", 0);
        int span = event.number("DAHDISpan", 0);
        if (channel > 0 && span > 0 && (spans.size() < MAX || spans.containsKey(channel))) {
            spans.put(channel, span);
        }
    }

    @Nullable
    Integer spanOf(int channel) {
        return spans.get(channel);
    }

    /** The trunk a channel came over, from its name. */
    TrunkId trunk(String channelName) {
        Integer span = spans.get(ChannelName.dahdiNumber(channelName));
        return span == null ? ChannelName.trunk(channelName) : ChannelName.span(Integer.toString(span));
    }
}
