package org.cordboard.sim.world;

import java.util.function.Consumer;

/**
 * An AGI command given to a leg.
 *
 * @param commandId the client's id; empty when it gave none
 * @param ended told the result; not told when the leg is bridged or ends meanwhile
 */
record QueuedAgi(int number, String commandId, String line, AgiCommand command, Consumer<AgiResult> ended) {}
