@NullMarked
package org.cordboard.asterisk;

import org.jspecify.annotations.NullMarked;
