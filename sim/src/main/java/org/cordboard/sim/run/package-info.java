/**
 * Whole days of a site in virtual time: the engine, the simulated PBX, callers and agents who do what people do, and an auditor
 * who compares what they saw with the books. Start with {@link org.cordboard.sim.run.Simulation}.
 */
@NullMarked
package org.cordboard.sim.run;

import org.jspecify.annotations.NullMarked;
