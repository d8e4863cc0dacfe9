/**
 * The SQL database: customers, and the call records projected from the journal. Nothing here is needed for a call to go on;
 * with the database down callers count as unknown, and the records follow when it is back.
 *
 * <p>Reading order: {@link org.cordboard.server.store.Database}, {@link org.cordboard.server.store.CustomerStore} with
 * {@link org.cordboard.server.store.CustomerLookUp} in front and {@link org.cordboard.server.store.CustomerFile} filling it,
 * {@link org.cordboard.server.store.CallRecordProjection}, {@link org.cordboard.server.store.CallRecordStore}.
 */
@NullMarked
package org.cordboard.server.store;

import org.jspecify.annotations.NullMarked;
