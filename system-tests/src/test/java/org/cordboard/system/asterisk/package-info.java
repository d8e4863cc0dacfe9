/**
 * A real Asterisk, its callers and its phones, for tests. Start with {@link org.cordboard.system.asterisk.RealAsterisk}; then
 * {@link org.cordboard.system.asterisk.SippCaller} calls in, {@link org.cordboard.system.asterisk.SippPhone} stands on a desk;
 * {@link org.cordboard.system.asterisk.SippCallers} and {@link org.cordboard.system.asterisk.SippPhones} are many of them in one
 * process. {@link org.cordboard.system.asterisk.AmiProbe} watches Asterisk independently of the adapter under test.
 */
@NullMarked
package org.cordboard.system.asterisk;

import org.jspecify.annotations.NullMarked;
