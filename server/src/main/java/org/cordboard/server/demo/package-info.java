/** The demonstration: a simulated PBX, made-up customers, robots. */
@NullMarked
package org.cordboard.server.demo;

import org.jspecify.annotations.NullMarked;
