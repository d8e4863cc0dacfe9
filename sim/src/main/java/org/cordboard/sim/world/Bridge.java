package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.List;

/** A mixing point of two channels. */
final class Bridge {
    final String id;
    final List<Channel> channels = new ArrayList<>(2);

    Bridge(String id) {
        this.id = id;
    }

    BridgeView view(String technology) {
        return new BridgeView(id, technology, channels.size());
    }
}
