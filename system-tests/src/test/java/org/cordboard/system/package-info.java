/**
 * The whole product from the outside. {@link org.cordboard.system.PbxContract} holds the journeys of callers and agents, those of callers
 * who wait in {@link org.cordboard.system.WaitingJourneys}; each of its subclasses lets them be made in one
 * {@link org.cordboard.system.World}, from virtual time to a real Asterisk.
 */
@NullMarked
package org.cordboard.system;

import org.jspecify.annotations.NullMarked;
