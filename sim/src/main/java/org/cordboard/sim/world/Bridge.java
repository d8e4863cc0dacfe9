package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.List;

/** A mixing point of two channels, or of more. */
final class Bridge {
    final String id;
    final List<Channel> channels = new ArrayList<>(2);

    Bridge(String id) {
        this.id = id;
    }

    /** How it mixes: two send each other their packets, more need a mixer. */
    String technology() {
        return channels.size() > 2 ? "softmix" : "native_rtp";
    }

    BridgeView view(String technology) {
        return new BridgeView(id, technology, channels.size());
    }
}
