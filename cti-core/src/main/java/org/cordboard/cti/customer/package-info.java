/**
 * Who is calling: as much of a customer as routing and the agent's screen need.
 *
 * <p>{@link org.cordboard.cti.customer.Customers} asks the outside by the calling number and waits for the answer no longer
 * than the site allows; a caller who is not identified in time is served as unknown.
 */
@NullMarked
package org.cordboard.cti.customer;

import org.jspecify.annotations.NullMarked;
