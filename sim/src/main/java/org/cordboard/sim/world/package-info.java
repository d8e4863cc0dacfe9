/** The simulated PBX: channels, bridges, trunks, telephones and a dialplan on one thread. Read {@link org.cordboard.sim.world.PbxWorld} first, then {@link org.cordboard.sim.world.WorldEvent}; {@link org.cordboard.sim.world.SimPbx} is its face as a {@link org.cordboard.cti.port.Pbx}. */
@NullMarked
package org.cordboard.sim.world;

import org.jspecify.annotations.NullMarked;
