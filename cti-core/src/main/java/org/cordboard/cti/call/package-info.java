@NullMarked
package org.cordboard.cti.call;

import org.jspecify.annotations.NullMarked;
