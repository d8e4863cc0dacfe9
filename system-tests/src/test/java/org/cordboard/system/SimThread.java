package org.cordboard.system;

import java.util.function.Function;
import org.cordboard.sim.world.PbxWorld;

/** The thread of a simulated PBX: whoever wants something of the world asks it here. */
interface SimThread {

    <T> T ask(Function<PbxWorld, T> question);
}
