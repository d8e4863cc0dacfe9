/**
 * The books of calls, projected from the journal by {@link org.cordboard.crm.calls.CallRecordProjection} and read by
 * {@link org.cordboard.crm.calls.CallRecordStore} and {@link org.cordboard.crm.calls.ContactHistory}.
 */
@NullMarked
package org.cordboard.crm.calls;

import org.jspecify.annotations.NullMarked;
