/**
 * A server in a process of its own that is killed with SIGKILL and started again, and callers and desktops outside it who say what
 * became of them. Read {@link org.cordboard.server.kill.RestartBench} first.
 */
@NullMarked
package org.cordboard.server.kill;

import org.jspecify.annotations.NullMarked;
