package org.cordboard.cti.engine;

import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RequestOutcome;

/**
 * The owner of one feature's state. It decides on inputs and on the events of other features, and its {@link #apply} is the
 * only place where its state changes. The engine asks its features in a fixed, written order (see {@link Engine}).
 */
public interface Feature {

    /** Decides on a report of a PBX that is not the answer to a request. */
    default void decide(PbxEvent event, Deciding out) {}

    default void decide(TimerKey timer, Deciding out) {}

    /** An effect was answered or ran out of time. It is still among the outstanding ones. */
    default void settled(Effect effect, RequestOutcome outcome, Deciding out) {}

    /** Decides what follows from a fact that has just been applied. */
    default void react(Event event, Deciding out) {}

    /**
     * Changes this feature's state by a fact. Total: it never refuses, reads no clock and does no I/O.
     *
     * @param at engine time of the input that led to the fact, milliseconds
     */
    void apply(Event event, long at);

    /**
     * All of this feature's state as a value that the journal's codec can write: what a restart must bring back. What is applied later does not
     * change it.
     */
    Record state();

    /**
     * Takes over the state of such a feature, once and before any fact; features are asked in the order of application. Timers
     * are brought back by the engine.
     *
     * @param state what {@link #state} gave
     */
    void restore(Record state);
}
