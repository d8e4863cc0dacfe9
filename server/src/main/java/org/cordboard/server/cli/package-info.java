/** The command line. */
@NullMarked
package org.cordboard.server.cli;

import org.jspecify.annotations.NullMarked;
