/** The Asterisk adapter joined to the simulated PBX's AMI, in memory and in virtual time. */
@NullMarked
package org.cordboard.server.torture;

import org.jspecify.annotations.NullMarked;
