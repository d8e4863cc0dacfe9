/** The clock everything in the simulator lives by: virtual in tests, real behind a socket. */
@NullMarked
package org.cordboard.sim.time;

import org.jspecify.annotations.NullMarked;
