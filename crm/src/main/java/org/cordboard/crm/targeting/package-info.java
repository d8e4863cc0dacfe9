/**
 * Target lists: the customers a site wants to serve first for a time, with a bonus in the line.
 * {@link org.cordboard.crm.targeting.TargetLists} keeps them.
 */
@NullMarked
package org.cordboard.crm.targeting;

import org.jspecify.annotations.NullMarked;
