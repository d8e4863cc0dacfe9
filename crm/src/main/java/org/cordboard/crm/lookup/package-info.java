/**
 * Who is calling: {@link org.cordboard.crm.lookup.CallerDirectory} answers from a bounded cache or the database,
 * {@link org.cordboard.crm.lookup.CustomerLookUp} asks it on threads of its own for the engine.
 */
@NullMarked
package org.cordboard.crm.lookup;

import org.jspecify.annotations.NullMarked;
