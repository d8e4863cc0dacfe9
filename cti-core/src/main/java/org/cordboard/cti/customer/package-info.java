@NullMarked
package org.cordboard.cti.customer;

import org.jspecify.annotations.NullMarked;
