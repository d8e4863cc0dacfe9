/**
 * The Pbx port on Asterisk. {@link org.cordboard.asterisk.AsteriskPbx} is a pure machine that turns port requests into AMI actions
 * and AMI messages into port events; {@link org.cordboard.asterisk.AsteriskLink} runs it on a connection of asterisk-java.
 */
@NullMarked
package org.cordboard.asterisk;

import org.jspecify.annotations.NullMarked;
