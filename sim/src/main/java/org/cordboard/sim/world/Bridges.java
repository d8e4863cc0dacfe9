package org.cordboard.sim.world;

import org.jspecify.annotations.Nullable;

/** Joins channels, adds further ones, and takes them apart. */
final class Bridges {

    private final Core core;

    Bridges(Core core) {
        this.core = core;
    }

    /** Joins two answered channels, out of AGI or out of other bridges. */
    void join(Channel first, Channel second) {
        Bridge bridge = new Bridge(core.nextBridgeId());
        core.emit(new WorldEvent.BridgeCreated(core.now(), bridge.view("simple_bridge")));
        boolean firstIsOlder = first.ordinal < second.ordinal;
        String linkedId = firstIsOlder ? first.linkedId : second.linkedId;
        enter(bridge, first, null);
        enter(bridge, second, linkedId);
        first.linkedId = linkedId;
        core.setVariable(second, "BRIDGEPEER", first.name);
        core.setVariable(first, "BRIDGEPEER", second.name);
        showParty(second, first);
        showParty(first, second);
        core.tell(() -> first.party.joined(second.uniqueId));
        core.tell(() -> second.party.joined(first.uniqueId));
    }

    /** Adds a channel to the bridge another one is in; returns whether there is one. */
    boolean add(Channel channel, Channel with) {
        Bridge bridge = with.bridge;
        if (bridge == null || bridge == channel.bridge) {
            return false;
        }
        // It says how the two have mixed so far.
        enter(bridge, channel, with.linkedId, "native_rtp");
        core.tell(() -> channel.party.joined(with.uniqueId));
        return true;
    }

    private void enter(Bridge bridge, Channel channel, @Nullable String linkedId) {
        enter(bridge, channel, linkedId, "simple_bridge");
    }

    private void enter(Bridge bridge, Channel channel, @Nullable String linkedId, String technology) {
        Bridge old = channel.bridge;
        if (old != null) {
            old.channels.remove(channel);
            core.emit(new WorldEvent.BridgeLeft(core.now(), old.view(old.technology()), channel.view()));
        } else {
            core.agi.suspend(channel);
            if (channel.activity == null && channel.hasDialplan) {
                // The dialplan goes on behind the AGI when the talk is over; a leg on its way back is there already.
                channel.priority++;
            }
            channel.cancelActivity();
        }
        channel.application = "";
        channel.applicationData = "";
        channel.bridge = bridge;
        channel.everBridged = true;
        if (linkedId != null) {
            channel.linkedId = linkedId;
        }
        bridge.channels.add(channel);
        core.emit(new WorldEvent.BridgeEntered(core.now(), bridge.view(technology), channel.view()));
        if (old != null) {
            releaseRest(old);
        }
    }

    private void showParty(Channel to, Channel of) {
        if (!to.connectedNumber.equals(of.callerNumber) || !to.connectedName.equals(of.callerName)) {
            to.connectedNumber = of.callerNumber;
            to.connectedName = of.callerName;
            core.emit(new WorldEvent.ConnectedLineSet(core.now(), to.view()));
        }
    }

    /** Takes a channel out of its bridge, if it is in one; its partner goes back to the dialplan by itself. */
    void takeOut(Channel channel) {
        Bridge bridge = channel.bridge;
        if (bridge != null) {
            clearPeers(bridge);
            takeOut(channel, bridge);
        }
    }

    private void takeOut(Channel channel, Bridge bridge) {
        leave(channel);
        core.tell(channel.party::left);
        releaseRest(bridge);
    }

    /** Sends a channel to another place in the dialplan, out of what it is in. */
    void redirect(Channel channel, PbxWorld.Redirection to) {
        Bridge bridge = channel.bridge;
        if (bridge == null) {
            core.agi.abort(channel);
            core.agi.stopMusic(channel);
            place(channel, to);
        } else {
            clearPeers(bridge);
            place(channel, to);
            takeOut(channel, bridge);
        }
        core.runner.run(channel);
    }

    /** The same for two channels; a bridge they share ends with the second. */
    void redirect(Channel channel, PbxWorld.Redirection to, Channel extra, PbxWorld.Redirection extraTo) {
        Bridge bridge = channel.bridge;
        if (bridge == null || !bridge.channels.contains(extra)) {
            redirect(channel, to);
            redirect(extra, extraTo);
            return;
        }
        clearPeers(bridge);
        place(channel, to);
        place(extra, extraTo);
        goOnAlone(channel);
        goOnAlone(extra);
        releaseRest(bridge);
    }

    private void goOnAlone(Channel channel) {
        leave(channel);
        core.tell(channel.party::left);
        core.runner.run(channel);
    }

    private void place(Channel channel, PbxWorld.Redirection to) {
        core.runner.place(channel, to.context(), to.exten(), to.priority());
    }

    private void clearPeers(Bridge bridge) {
        for (Channel channel : bridge.channels.reversed()) {
            core.setVariable(channel, "BRIDGEPEER", "");
        }
    }

    private void leave(Channel channel) {
        Bridge bridge = channel.bridge;
        if (bridge == null) {
            return;
        }
        bridge.channels.remove(channel);
        channel.bridge = null;
        core.emit(new WorldEvent.BridgeLeft(core.now(), bridge.view(bridge.technology()), channel.view()));
    }

    /** Two and more go on; one alone goes back to the dialplan. */
    private void releaseRest(Bridge bridge) {
        if (bridge.channels.size() > 1) {
            return;
        }
        for (Channel rest : bridge.channels.toArray(new Channel[0])) {
            leave(rest);
            core.tell(rest.party::left);
            rest.activity = core.scheduler.schedule(core.timings.returnToDialplan(), () -> core.runner.run(rest));
        }
        core.emit(new WorldEvent.BridgeDestroyed(core.now(), bridge.view(bridge.technology())));
    }
}
