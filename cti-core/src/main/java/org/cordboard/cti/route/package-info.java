/**
 * Ways into the public network: which trunk a number is dialled over, and which numbers are not dialled.
 *
 * <p>Begin with {@link org.cordboard.cti.route.Routes}.
 */
@NullMarked
package org.cordboard.cti.route;

import org.jspecify.annotations.NullMarked;
