/** Agents' desktops: sessions, what they ask for and what they are told. */
@NullMarked
package org.cordboard.server.desktop;

import org.jspecify.annotations.NullMarked;
