/**
 * The automatic call distribution: who is served first, and by whom.
 *
 * <p>{@link org.cordboard.cti.acd.AcdQueues} is the place to begin: its comment states the order of the line and what is
 * promised about it. {@link org.cordboard.cti.acd.QueueEvent} has the facts, with an
 * {@link org.cordboard.cti.acd.Explanation} in each offer; {@link org.cordboard.cti.acd.QueueLedger} has the books. An offer is
 * a lease: it ends by its time, whatever happens.
 */
@NullMarked
package org.cordboard.cti.acd;

import org.jspecify.annotations.NullMarked;
