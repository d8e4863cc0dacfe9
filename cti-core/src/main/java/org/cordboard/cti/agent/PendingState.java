package org.cordboard.cti.agent;

import org.cordboard.cti.journal.Journaled;

/** The state a busy agent will take when the present work is over. */
public sealed interface PendingState {

    @Journaled("agent.pending-ready/1")
    record Ready() implements PendingState {}

    @Journaled("agent.pending-not-ready/1")
    record NotReady(String reason) implements PendingState {}

    @Journaled("agent.pending-logged-out/1")
    record LoggedOut() implements PendingState {}
}
