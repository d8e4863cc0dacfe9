package org.cordboard.sim.world;

import java.util.List;

/** Ends channels. */
final class Hangups {

    /** Who ends the channel. */
    enum Origin {
        /** The party hung up or the network cleared. */
        FAR_END,
        /** A client's request. */
        CLIENT,
        /** The dialplan. */
        PBX,
        /** Nobody: the line under the call failed. */
        LINE
    }

    private final Core core;

    Hangups(Core core) {
        this.core = core;
    }

    /** Every channel ends with the PBX, which writes nothing down any more. */
    void endAll() {
        for (Channel channel : List.copyOf(core.channels())) {
            channel.noteHangup = false;
            end(channel, Outages.TEMPORARY_FAILURE, 0, Origin.LINE);
        }
    }

    void end(Channel channel, int cause, int techCause, Origin origin) {
        if (channel.gone) {
            return;
        }
        boolean answered = channel.up();
        channel.gone = true;
        channel.cancelActivity();
        channel.cancelLease();
        channel.cancelDialTimeout();
        if (origin == Origin.FAR_END) {
            core.emit(new WorldEvent.HangupRequested(core.now(), channel.view(), cause, techCause));
        }
        if (origin == Origin.LINE) {
            core.emit(new WorldEvent.CallCut(core.now(), channel.view(), cause));
        }
        endDial(channel, cause);
        leaveWhatItIsIn(channel, origin);
        channel.cancelAgiTimer();
        core.remove(channel);
        if (channel.noteHangup) {
            core.note(channel, cause);
        }
        core.emit(new WorldEvent.ChannelHungUp(core.now(), channel.view(), cause, techCause, answered));
        release(channel);
        switch (origin) {
            case FAR_END -> core.tell(() -> channel.party.ended(cause, true));
            case CLIENT, PBX -> core.tell(() -> channel.party.ended(cause, false));
            case LINE -> core.tell(() -> channel.party.cut(cause));
        }
    }

    private void leaveWhatItIsIn(Channel channel, Origin origin) {
        if (channel.bridge != null) {
            core.bridges.takeOut(channel);
            return;
        }
        boolean inDialplan = channel.inAgi || origin == Origin.PBX;
        core.agi.abort(channel);
        if (inDialplan) {
            core.emit(new WorldEvent.SoftHangupRequested(core.now(), channel.view(), 16));
        }
    }

    /** Reports an order to dial that had no answer yet. */
    private void endDial(Channel channel, int cause) {
        OriginateOrder order = channel.order;
        if (order == null) {
            return;
        }
        channel.order = null;
        core.emit(new WorldEvent.DialEnded(core.now(), channel.view(), dialStatus(cause)));
        core.emit(new WorldEvent.OriginateEnded(core.now(), order, false, order.dialled(), 0, channel.uniqueId));
    }

    private static String dialStatus(int cause) {
        return switch (cause) {
            case 17 -> "BUSY";
            case 34 -> "CONGESTION";
            default -> "NOANSWER";
        };
    }

    private void release(Channel channel) {
        if (channel.trunk != null) {
            channel.trunk.release(channel);
        }
        if (channel.phone != null) {
            channel.phone.calls--;
        }
        core.deviceReleased(channel);
    }
}
