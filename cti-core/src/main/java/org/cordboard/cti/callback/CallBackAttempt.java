package org.cordboard.cti.callback;

import org.cordboard.cti.call.CallId;

/**
 * Which call-back a call tries.
 *
 * @param origin the call in which the customer asked for it
 * @param requestedAt engine time
 * @param attempt from 1
 */
public record CallBackAttempt(CallBackId id, CallId origin, long requestedAt, int attempt) {}
