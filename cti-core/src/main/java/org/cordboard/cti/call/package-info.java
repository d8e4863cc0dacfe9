/**
 * Calls and their legs.
 *
 * <p>A {@link org.cordboard.cti.call.Call} is a customer's contact from the first ring to the end of the last wrap-up; its
 * {@link org.cordboard.cti.call.Leg}s are its parties, with the connection states of ECMA-269.
 * Reports of PBXs become {@link org.cordboard.cti.call.CallEvent}s in {@link org.cordboard.cti.call.LegReports}, which also compares after
 * a lost link; {@link org.cordboard.cti.call.OpenCalls} is changed by them. {@link org.cordboard.cti.call.Calls} sees to it that legs
 * nobody needs are cleared, and closes the call into a
 * {@link org.cordboard.cti.call.CallRecord} when all its legs are gone and nobody is at work on it. Other features read calls
 * and never change them.
 */
@NullMarked
package org.cordboard.cti.call;

import org.jspecify.annotations.NullMarked;
