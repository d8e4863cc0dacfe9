/**
 * The trees that callers of a hotline go through.
 *
 * <p>{@link org.cordboard.cti.ivr.IvrTree} and {@link org.cordboard.cti.ivr.IvrNode} are what a site's settings say;
 * {@link org.cordboard.cti.ivr.IvrSessions} leads each caller through, one {@link org.cordboard.cti.ivr.IvrEvent} for each
 * node entered. A caller keeps the tree as it was when they entered it. Queues are reached, and left again, by facts alone.
 */
@NullMarked
package org.cordboard.cti.ivr;

import org.jspecify.annotations.NullMarked;
