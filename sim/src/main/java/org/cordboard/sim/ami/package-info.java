/** The simulated PBX's face towards AMI clients. What to answer ({@link org.cordboard.sim.ami.AmiResponder}), what was received ({@link org.cordboard.sim.ami.ReceivedActions}) and how the wire fails ({@link org.cordboard.sim.ami.WireFault}) are separate. */
@NullMarked
package org.cordboard.sim.ami;

import org.jspecify.annotations.NullMarked;
