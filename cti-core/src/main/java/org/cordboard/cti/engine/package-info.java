/**
 * The engine of a site.
 *
 * <p><b>The one idea: the engine is a function.</b> An input (an agent's command, a PBX event, a fired timer, an answer from a
 * store) arrives with its time. The engine <em>decides</em>: events (facts, journaled), effects (requests to the outside), and a
 * reply or a refusal. Applying an event alone changes state, and it never refuses. Whatever waits, fails, reads a clock, draws
 * randomness or does I/O is outside and comes back as another input.
 *
 * <p>So the same inputs give the same decisions, a restart is a replay of the journal, and a day of a centre with hundreds of
 * seats runs in seconds in a test. What may not be used here, and why, is written in {@code ArchitectureTest}.
 *
 * <p>Read in this order:
 * <ol>
 *   <li>{@link org.cordboard.cti.engine.Input}, {@link org.cordboard.cti.engine.Decision},
 *       {@link org.cordboard.cti.engine.Event}, {@link org.cordboard.cti.engine.Effect}: what goes in and what comes out;
 *   <li>{@link org.cordboard.cti.engine.Engine}: one input decided, its facts applied, and the features' reactions in a fixed
 *       order until nothing more follows;
 *   <li>{@link org.cordboard.cti.engine.Feature} and {@link org.cordboard.cti.engine.Deciding}: what a feature may do;
 *   <li>the features, as a call meets them: {@link org.cordboard.cti.call.Calls},
 *       {@link org.cordboard.cti.ivr.IvrSessions}, {@link org.cordboard.cti.customer.Customers},
 *       {@link org.cordboard.cti.acd.AcdQueues}, {@link org.cordboard.cti.agent.Agents};
 *   <li>{@link org.cordboard.cti.engine.Timers} and {@link org.cordboard.cti.engine.Site}: deadlines, settings and links;
 *   <li>{@link org.cordboard.cti.engine.Invariants}: what must hold after every step.
 * </ol>
 */
@NullMarked
package org.cordboard.cti.engine;

import org.jspecify.annotations.NullMarked;
