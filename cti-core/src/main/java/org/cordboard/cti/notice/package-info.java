/** Notices: what supervisors tell agents. */
@NullMarked
package org.cordboard.cti.notice;

import org.jspecify.annotations.NullMarked;
