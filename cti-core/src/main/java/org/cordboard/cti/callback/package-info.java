/** Call-backs: callers who do not want to wait are called when it is their turn. */
@NullMarked
package org.cordboard.cti.callback;

import org.jspecify.annotations.NullMarked;
