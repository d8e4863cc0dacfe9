/**
 * The messages between an agent's desktop and the server, as {@code docs/PROTOCOL.md} describes them. Read {@link
 * org.cordboard.protocol.ClientMessage} and {@link org.cordboard.protocol.ServerMessage} first, then {@link
 * org.cordboard.protocol.ProtocolCodec}. The records are the one source: names, fields, optionality and limits on the wire
 * are read from them.
 */
@NullMarked
package org.cordboard.protocol;

import org.jspecify.annotations.NullMarked;
