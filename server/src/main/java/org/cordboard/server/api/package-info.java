/**
 * The REST API, {@code /api/v1}: {@link org.cordboard.server.api.RestApi} lists its routes. Each asks
 * {@link org.cordboard.server.api.Gate} who is there and what they may do.
 */
@NullMarked
package org.cordboard.server.api;

import org.jspecify.annotations.NullMarked;
