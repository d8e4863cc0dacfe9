@NullMarked
package org.cordboard.cti.journal;

import org.jspecify.annotations.NullMarked;
