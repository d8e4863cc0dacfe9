package org.cordboard.sim.world;

import java.util.List;

/**
 * What becomes of a trunk whose line fails, and of the calls on it, as libpri and libss7 do it.
 *
 * <p>On PRI the D channel is lost with the line: calls that are not answered end at once, answered ones when T309 has run out,
 * and those live on whose D channel is back before. On SS7 calls stay as long as their linkset has a link on any span; when the last
 * one is lost every call of the linkset ends, and once a line is back its link has to prove itself.
 */
final class Outages {

    /** How long answered calls of a PRI span outlive the loss of its D channel. */
    static final long T309_MILLIS = 6_000;

    /** How long an SS7 link proves itself before it carries signalling (Q.703, normal proving). */
    static final long PROVING_MILLIS = 8_200;

    static final int DESTINATION_OUT_OF_ORDER = 27;
    static final int TEMPORARY_FAILURE = 41;

    /** Asterisk's own number for a circuit that was lost before the far end answered. */
    static final int TRY_AGAIN = 256;

    private final Core core;

    Outages(Core core) {
        this.core = core;
    }

    void begin(Trunk trunk, String alarm) {
        if (trunk.inAlarm()) {
            return;
        }
        trunk.alarm = alarm;
        core.emit(new WorldEvent.TrunkAlarmRaised(core.now(), trunk.view(), alarm));
        if (trunk instanceof SpanTrunk span) {
            switch (span.span.signalling()) {
                case Span.Signalling.Pri pri -> loseDChannel(span);
                case Span.Signalling.Ss7 ss7 -> loseLink(ss7.linkset());
            }
        }
    }

    void end(Trunk trunk) {
        if (!trunk.inAlarm()) {
            return;
        }
        trunk.alarm = "";
        core.emit(new WorldEvent.TrunkAlarmCleared(core.now(), trunk.view()));
        if (trunk instanceof SpanTrunk span) {
            switch (span.span.signalling()) {
                case Span.Signalling.Pri pri -> regainDChannel(span);
                case Span.Signalling.Ss7 ss7 -> align(ss7.linkset());
            }
        }
    }

    private void loseDChannel(SpanTrunk trunk) {
        trunk.signalling = false;
        trunk.calls().stream().filter(channel -> !channel.up()).forEach(this::clear);
        trunk.timer = core.scheduler.schedule(T309_MILLIS, () -> trunk.calls().forEach(this::clear));
    }

    /** libpri clears the call, which Asterisk tells as a request of the far end. */
    private void clear(Channel channel) {
        core.emit(new WorldEvent.HangupRequested(core.now(), channel.view(), DESTINATION_OUT_OF_ORDER, 0));
        core.hangups.end(channel, DESTINATION_OUT_OF_ORDER, 0, Hangups.Origin.LINE);
    }

    private void regainDChannel(SpanTrunk trunk) {
        trunk.cancelTimer();
        trunk.signalling = true;
        for (Channel channel : trunk.calls()) {
            if (channel.unheardCause != 0) {
                core.hangups.end(channel, channel.unheardCause, 0, Hangups.Origin.FAR_END);
            }
        }
    }

    private void loseLink(int linkset) {
        List<SpanTrunk> spans = spansOf(linkset);
        if (spans.stream().anyMatch(span -> !span.inAlarm())) {
            return;
        }
        for (SpanTrunk span : spans) {
            span.cancelTimer();
            span.signalling = false;
            // A mark on the channel, and no word from the far end: it ends when its thread next looks.
            span.calls().forEach(channel -> core.hangups.end(channel, TEMPORARY_FAILURE, 0, Hangups.Origin.LINE));
        }
    }

    private void align(int linkset) {
        for (SpanTrunk span : spansOf(linkset)) {
            if (!span.signalling && span.timer == null) {
                span.timer = core.scheduler.schedule(PROVING_MILLIS, () -> {
                    span.timer = null;
                    span.signalling = true;
                });
            }
        }
    }

    private List<SpanTrunk> spansOf(int linkset) {
        return core.trunks.values().stream()
                .filter(SpanTrunk.class::isInstance)
                .map(SpanTrunk.class::cast)
                .filter(trunk -> trunk.span.signalling() instanceof Span.Signalling.Ss7 ss7 && ss7.linkset() == linkset)
                .toList();
    }
}
