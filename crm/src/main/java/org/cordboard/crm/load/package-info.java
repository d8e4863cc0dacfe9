/**
 * Files of customers: {@link org.cordboard.crm.load.CustomerImport} streams them into the store, row by row in batches,
 * whatever their size; {@link org.cordboard.crm.load.TextEncoding} says how they are written.
 */
@NullMarked
package org.cordboard.crm.load;

import org.jspecify.annotations.NullMarked;
