@NullMarked
package org.cordboard.cti.ivr;

import org.jspecify.annotations.NullMarked;
