/**
 * A client of the agent protocol on the JDK's own HTTP client, for tests, robots and the seat in the terminal. Start at
 * {@link org.cordboard.protocol.client.AgentClient}.
 */
@NullMarked
package org.cordboard.protocol.client;

import org.jspecify.annotations.NullMarked;
