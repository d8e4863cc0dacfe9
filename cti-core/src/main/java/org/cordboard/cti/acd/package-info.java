@NullMarked
package org.cordboard.cti.acd;

import org.jspecify.annotations.NullMarked;
