package org.cordboard.cti.port;

import java.util.List;
import java.util.Objects;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.journal.Journaled;

/** What a PBX reports. For one leg, events come in the order in which things happened. */
public sealed interface PbxEvent {

    /**
     * The link works and {@code legs} is all there is at this moment. Of what happened before, the PBX knows {@code ended} at most.
     *
     * @param ended legs that are gone and of whose end the PBX has a note, ours or not
     */
    @Journaled("port.link-up/2")
    record LinkUp(PbxId pbx, List<LegSeen> legs, List<EndNoted> ended) implements PbxEvent {

        public LinkUp {
            legs = List.copyOf(legs);
            ended = List.copyOf(ended);
        }

        /** A PBX that has no notes. */
        public LinkUp(PbxId pbx, List<LegSeen> legs) {
            this(pbx, legs, List.of());
        }
    }

    /**
     * A leg found at the PBX.
     *
     * @param joinedTo the leg it is bridged with, or its own id when it is not bridged
     */
    record LegSeen(LegId leg, boolean answered, LegId joinedTo) {}

    /**
     * What a PBX noted of the end of a leg while nobody listened.
     *
     * @param agoMillis how long ago it was, by the PBX's own clock
     */
    record EndNoted(LegId leg, Cause cause, long agoMillis) {}

    /**
     * The link is lost. Legs live on; requests that are open, and those sent from now on, then fail with {@code LINK_DOWN}.
     *
     * @param silentMillis since when nothing had been heard of the PBX
     */
    @Journaled("port.link-down/2")
    record LinkDown(PbxId pbx, String reason, long silentMillis) implements PbxEvent {

        /** It was heard of until now. */
        public LinkDown(PbxId pbx, String reason) {
            this(pbx, reason, 0);
        }
    }

    /**
     * A caller has arrived and waits, unanswered, under our control.
     *
     * @param dialled the number the caller dialled (DNIS)
     */
    @Journaled("port.leg-offered/1")
    record LegOffered(PbxId pbx, LegId leg, TrunkId trunk, CallerId caller, String dialled) implements PbxEvent {

        public LegOffered {
            Objects.requireNonNull(leg);
        }
    }

    /** A dialled leg rings. */
    @Journaled("port.leg-alerting/1")
    record LegAlerting(LegId leg) implements PbxEvent {}

    /** A dialled leg was answered and is under our control. */
    @Journaled("port.leg-answered/1")
    record LegAnswered(LegId leg) implements PbxEvent {}

    /** A dialled leg ended before it was answered. */
    @Journaled("port.leg-failed/1")
    record LegFailed(LegId leg, Cause cause) implements PbxEvent {}

    /** A leg that had been offered or answered has ended. */
    @Journaled("port.leg-cleared/1")
    record LegCleared(LegId leg, Cause cause) implements PbxEvent {}

    /** Two legs are joined, and nobody else is with them but those who are there already where the first was added to the second. */
    @Journaled("port.legs-bridged/1")
    record LegsBridged(LegId first, LegId second) implements PbxEvent {}

    /** A leg has left its bridge and is back under our control. */
    @Journaled("port.leg-returned/1")
    record LegReturned(LegId leg) implements PbxEvent {}

    /** A leg's party pressed a key: one of {@code 0-9 * # A-D}, or {@link #BLOTTED} where it is not to be known. */
    @Journaled("port.digit-pressed/1")
    record DigitPressed(LegId leg, char digit) implements PbxEvent {

        /** Stands for a key in what is written down. */
        public static final char BLOTTED = '?';

        /** Without the key, which may be part of a card number. */
        @Override
        public String toString() {
            return "DigitPressed[" + leg + "]";
        }
    }

    /** The one answer to a request. */
    @Journaled("port.request-ended/1")
    record RequestEnded(RequestId request, RequestOutcome outcome) implements PbxEvent {}

    @Journaled("port.station-changed/1")
    record StationChanged(StationId station, StationState state) implements PbxEvent {}

    /** Whether a telephone can be rung. */
    enum StationState {
        IDLE,
        RINGING,
        IN_USE,
        UNREACHABLE
    }

    @Journaled("port.trunk-alarm/1")
    record TrunkAlarm(TrunkId trunk, String alarm) implements PbxEvent {}

    @Journaled("port.trunk-alarm-cleared/1")
    record TrunkAlarmCleared(TrunkId trunk) implements PbxEvent {}
}
