@NullMarked
package org.cordboard.cti.engine;

import org.jspecify.annotations.NullMarked;
