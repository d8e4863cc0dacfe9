package org.cordboard.cti.port;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.journal.Journaled;

/**
 * What the engine asks of a PBX (third-party call control, after ECMA-269). Each request is answered by exactly one
 * {@link PbxEvent.RequestEnded} with its id; what it brings about is reported by further events. The end of a leg is reported
 * before the answers to what was asked of it.
 */
public sealed interface PbxRequest {

    RequestId id();

    /** As it may be written down. */
    default PbxRequest written() {
        return this;
    }

    /**
     * Dials a leg that ends up parked under our control when answered (Make Call without a second party).
     *
     * <p>Ends {@code Done} when the PBX has accepted it. Then comes {@link PbxEvent.LegAlerting} (maybe),
     * and either {@link PbxEvent.LegAnswered} or {@link PbxEvent.LegFailed}; a request that fails brings no leg at all.
     *
     * @param leg the name the new leg is to have
     * @param shown the caller id shown at the destination
     * @param ringTimeout after this the PBX gives up with {@link Cause#NO_ANSWER}
     * @param tags values that stay with the leg at the PBX and outlive the server
     */
    @Journaled("port.dial-leg/1")
    record DialLeg(
            RequestId id, LegId leg, Destination to, CallerId shown, Duration ringTimeout, Map<String, String> tags)
            implements PbxRequest {

        public DialLeg {
            Objects.requireNonNull(leg);
            tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        }
    }

    /** Answers an offered leg (Answer Call). */
    @Journaled("port.answer-leg/1")
    record AnswerLeg(RequestId id, LegId leg) implements PbxRequest {}

    /**
     * Plays recorded prompts in order. Ends {@link RequestOutcome.PromptsEnded}; bridging the leg ends it as well.
     *
     * @param prompts names of sound files without extension
     * @param interruptDigits digits that stop the prompts; empty for none. The digits themselves come as
     *     {@link PbxEvent.DigitPressed}, whether or not they interrupt.
     */
    @Journaled("port.play-prompts/1")
    record PlayPrompts(RequestId id, LegId leg, List<String> prompts, String interruptDigits) implements PbxRequest {

        public PlayPrompts {
            prompts = List.copyOf(prompts);
        }
    }

    /** Plays music on hold until stopped, bridged or overridden by a prompt; a prompt does not bring it back. */
    @Journaled("port.start-music/1")
    record StartMusic(RequestId id, LegId leg, String musicClass) implements PbxRequest {}

    @Journaled("port.stop-music/1")
    record StopMusic(RequestId id, LegId leg) implements PbxRequest {}

    /**
     * Joins two legs, out of other bridges where they are in one. Ends {@code Done} after {@link PbxEvent.LegsBridged} has said that
     * they hear each other. Whoever was in a bridge with one of them comes back under our control by themselves.
     */
    @Journaled("port.bridge-legs/1")
    record BridgeLegs(RequestId id, LegId first, LegId second) implements PbxRequest {}

    /**
     * Joins a leg to the conversation that another leg is in (Conference Call, Single Step Conference Call): those who talk go on
     * meanwhile. Ends {@code Done} after {@link PbxEvent.LegsBridged} has named the two.
     *
     * @param leg under our control
     * @param with in a bridge with at least one other leg
     */
    @Journaled("port.add-leg/1")
    record AddLeg(RequestId id, LegId leg, LegId with) implements PbxRequest {}

    /**
     * Takes two joined legs apart (Hold Call): each is alone then, and under our control. Ends {@code Done} after
     * {@link PbxEvent.LegReturned} of both.
     */
    @Journaled("port.part-legs/1")
    record PartLegs(RequestId id, LegId first, LegId second) implements PbxRequest {}

    /**
     * Leaves an offered leg that is not answered to the PBX (Deflect Call): its caller hears the PBX's announcement. The leg is out of our
     * control from then on, and its end is reported as that of any other.
     */
    @Journaled("port.deflect-leg/1")
    record DeflectLeg(RequestId id, LegId leg) implements PbxRequest {}

    /** Clears a leg with a cause (Clear Connection). */
    @Journaled("port.clear-leg/1")
    record ClearLeg(RequestId id, LegId leg, Cause cause) implements PbxRequest {}

    /**
     * Presses keys towards a leg's party, one after the other (Generate Digits). Ends {@code Done} when the last has been heard.
     *
     * @param digits 1 to 32 of {@code 0-9 * # A-D}
     */
    @Journaled("port.send-digits/1")
    record SendDigits(RequestId id, LegId leg, String digits) implements PbxRequest {

        @Override
        public PbxRequest written() {
            return new SendDigits(id, leg, Digits.blotted(digits));
        }

        /** Without the digits. */
        @Override
        public String toString() {
            return "SendDigits[" + id + ", " + leg + ", " + digits.length() + "]";
        }
    }

    /**
     * Whether what a leg's party says is kept from everybody the leg is joined with, now and later (Set Microphone Mute); the party hears all. To
     * ask for what is so already does no harm.
     */
    @Journaled("port.mute-leg/1")
    record MuteLeg(RequestId id, LegId leg, boolean muted) implements PbxRequest {}

    /**
     * Records what a leg's party says and hears, wherever the leg is joined, until it is stopped or the leg ends.
     *
     * @param name the recording's own, from which the PBX makes the name of a file
     */
    @Journaled("port.record-leg/1")
    record RecordLeg(RequestId id, LegId leg, String name, RecordingStep step) implements PbxRequest {}

    /** Leaves a value with a leg that can be read back after a restart of the server. */
    @Journaled("port.tag-leg/1")
    record TagLeg(RequestId id, LegId leg, String name, String value) implements PbxRequest {}
}
