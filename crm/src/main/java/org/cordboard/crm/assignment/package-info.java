/**
 * Whose customer is whose: {@link org.cordboard.crm.assignment.Assignments} gives customers to phone managers,
 * {@link org.cordboard.crm.assignment.Deputies} says who stands in for them.
 */
@NullMarked
package org.cordboard.crm.assignment;

import org.jspecify.annotations.NullMarked;
