package org.cordboard.cti.admission;

import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/** Facts about which new calls are taken. */
public sealed interface AdmissionEvent extends Event {

    /** @param callsPerSecond how many new calls are taken from now on, 1 or more; null for all of them */
    @Journaled("admission.limited/1")
    record AdmissionLimited(@Nullable Integer callsPerSecond) implements AdmissionEvent {}

    /** A new caller is looked up before it is decided whether they are taken. */
    @Journaled("admission.call-screened/1")
    record CallScreened(CallId call) implements AdmissionEvent {}

    /** A caller who was looked up first is taken. */
    @Journaled("admission.call-admitted/1")
    record CallAdmitted(CallId call, Tier tier) implements AdmissionEvent {}

    /**
     * A caller is not taken, and hears the PBX's announcement.
     *
     * @param tier null for a caller who was not even looked up
     */
    @Journaled("admission.call-shed/2")
    record CallShed(CallId call, @Nullable Tier tier, ShedReason reason) implements AdmissionEvent {}
}
