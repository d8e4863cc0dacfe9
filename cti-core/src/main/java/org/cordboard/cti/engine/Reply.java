package org.cordboard.cti.engine;

import org.cordboard.cti.journal.Journaled;

/** The one answer to an agent's command. */
public sealed interface Reply {

    @Journaled("reply.ok/1")
    record Ok() implements Reply {}

    /** @param detail a sentence for the agent, in English */
    @Journaled("reply.refused/1")
    record Refused(Refusal code, String detail) implements Reply {}
}
