/**
 * Calls and their legs.
 *
 * <p>A {@link org.cordboard.cti.call.Call} is a customer's contact from the first ring to the end of the last wrap-up; its
 * {@link org.cordboard.cti.call.Leg}s are its parties, with the connection states of ECMA-269.
 * {@link org.cordboard.cti.call.Calls} turns reports of PBXs into {@link org.cordboard.cti.call.CallEvent}s, sees to it that
 * legs nobody needs are cleared, compares after a lost link, and closes the call into a
 * {@link org.cordboard.cti.call.CallRecord} when all its legs are gone and nobody is at work on it. Other features read calls
 * and never change them.
 */
@NullMarked
package org.cordboard.cti.call;

import org.jspecify.annotations.NullMarked;
