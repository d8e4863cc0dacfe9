/** A site at run time: the engine's thread, its journal, and the effects it lets go. */
@NullMarked
package org.cordboard.server.site;

import org.jspecify.annotations.NullMarked;
