/**
 * What the engine asks of a PBX and hears from it, in the terms of third-party call control (ECMA-269) and Q.850.
 *
 * <p>{@link org.cordboard.cti.port.PbxRequest} and {@link org.cordboard.cti.port.PbxEvent} are the whole of it: their comments
 * are the contract that adapters and simulators are tested against. {@link org.cordboard.cti.port.Pbx} is the object behind
 * them.
 */
@NullMarked
package org.cordboard.cti.port;

import org.jspecify.annotations.NullMarked;
