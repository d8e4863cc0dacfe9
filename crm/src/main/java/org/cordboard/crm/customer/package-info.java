/**
 * Customers: one record for each, found by identity, by id, and by each of their numbers, with what every source says of them.
 *
 * <p>Reading order: {@link org.cordboard.crm.customer.CustomerRecord} (what counts when sources differ),
 * {@link org.cordboard.crm.customer.CustomerStore}, {@link org.cordboard.crm.customer.CustomerClaim},
 * {@link org.cordboard.crm.customer.CustomerEdits}, {@link org.cordboard.crm.customer.ViewLog},
 * {@link org.cordboard.crm.customer.Erasure}.
 */
@NullMarked
package org.cordboard.crm.customer;

import org.jspecify.annotations.NullMarked;
