package org.cordboard.server.kill;

/** What is done over real sockets. */
enum SocketFault {
    /** The server's process is killed with SIGKILL, and started again soon. */
    KILL,
    /** The connection to the PBX breaks, and cannot be made for a while. */
    LINK_CUT,
    /** It stays open, and nothing passes either way. */
    LINK_HALF_OPEN,
    /** What passes is late. */
    LINK_SLOW,
    /** The same three with all desktops. */
    DESKTOPS_CUT,
    DESKTOPS_HALF_OPEN,
    DESKTOPS_SLOW
}
