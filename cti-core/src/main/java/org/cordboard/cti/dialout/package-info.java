/**
 * Calls that agents dial.
 *
 * <p>Begin with {@link org.cordboard.cti.dialout.DialOuts}.
 */
@NullMarked
package org.cordboard.cti.dialout;

import org.jspecify.annotations.NullMarked;
