/**
 * Days on which everything fails: a server that is killed and started again, whose adapter is joined to the simulated PBX's AMI, in
 * virtual time. Start with {@link org.cordboard.sim.torture.Torture}.
 */
@NullMarked
package org.cordboard.sim.torture;

import org.jspecify.annotations.NullMarked;
