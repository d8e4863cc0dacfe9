/** The listener for HTTP and WebSocket. */
@NullMarked
package org.cordboard.server.listen;

import org.jspecify.annotations.NullMarked;
