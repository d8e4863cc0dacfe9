/** The simulated PBX as a program of its own: {@link org.cordboard.sim.standalone.StandalonePbx}. */
@NullMarked
package org.cordboard.sim.standalone;

import org.jspecify.annotations.NullMarked;
