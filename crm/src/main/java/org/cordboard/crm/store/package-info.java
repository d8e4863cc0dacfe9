/**
 * The SQL database: its connections and schema, and the log of what people did. Nothing here is needed for a call to go on; with
 * the database down callers count as unknown, and the books follow when it is back.
 *
 * <p>One database holds one tenant, so that no forgotten condition in a statement can show a tenant another one's customers.
 */
@NullMarked
package org.cordboard.crm.store;

import org.jspecify.annotations.NullMarked;
