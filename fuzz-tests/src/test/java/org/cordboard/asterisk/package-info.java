/** Fuzz tests of this package; they have to see what is not public. */
@NullMarked
package org.cordboard.asterisk;

import org.jspecify.annotations.NullMarked;
