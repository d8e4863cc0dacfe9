package org.cordboard.cti.port;

import org.cordboard.cti.journal.Journaled;

/** How a {@link PbxRequest} ended. */
public sealed interface RequestOutcome {

    @Journaled("port.done/1")
    record Done() implements RequestOutcome {}

    /** @param interrupted a digit or a bridge cut the prompts short */
    @Journaled("port.prompts-ended/1")
    record PromptsEnded(boolean interrupted) implements RequestOutcome {}

    /** @param detail the PBX's own words, for people */
    @Journaled("port.failed/1")
    record Failed(Reason reason, String detail) implements RequestOutcome {}

    /** Whether it was not carried out, as far as anybody knows; with the link lost it may have been. */
    default boolean hasFailed() {
        return this instanceof Failed failed && failed.reason() != Reason.LINK_DOWN;
    }

    /** Why a request failed. */
    enum Reason {
        /** The leg is not there (any more). */
        NO_SUCH_LEG,
        /** The link to the PBX is down, or went down before the answer came: the request may have been carried out. */
        LINK_DOWN,
        /** The PBX said no. */
        REFUSED,
        /** No answer within the time allowed for one; it may still be carried out. */
        TIMED_OUT
    }
}
