@NullMarked
package org.cordboard.cti.port;

import org.jspecify.annotations.NullMarked;
