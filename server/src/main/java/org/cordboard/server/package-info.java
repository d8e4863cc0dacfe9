/**
 * The server: settings, wiring, listener, journal, stores, command line. Start reading at
 * {@link org.cordboard.server.CordboardServer}.
 */
@NullMarked
package org.cordboard.server;

import org.jspecify.annotations.NullMarked;
