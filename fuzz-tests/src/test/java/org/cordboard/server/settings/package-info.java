/** Fuzz tests of this package; they have to see what is not public. */
@NullMarked
package org.cordboard.server.settings;

import org.jspecify.annotations.NullMarked;
