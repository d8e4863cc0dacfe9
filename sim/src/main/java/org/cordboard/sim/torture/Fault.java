package org.cordboard.sim.torture;

/** What is done to the server and to what it depends on. */
public enum Fault {
    /** The server's process ends at once, maybe in the middle of a group of entries, and is started again later. */
    KILL,
    /** The connection to the PBX breaks, and cannot be made for a while. */
    LINK_CUT,
    /** The connection stays open, and nothing passes either way. */
    HALF_OPEN,
    /** What the PBX sends is up to five seconds late. */
    LINK_SLOW,
    /** What the PBX sends comes twice. */
    FRAMES_TWICE,
    /** What the PBX sends comes in pieces, and several frames at once. */
    FRAMES_CUT_UP,
    /** Frames come that no PBX sends. */
    GARBAGE,
    /** The PBX dies with all calls, and is there again later. */
    PBX_RESTART,
    /** The customer store answers nothing but failures for a minute. */
    STORE_AWAY,
    /** The customer store takes seconds to answer. */
    STORE_SLOW,
    /** The customer store does not answer at all. */
    STORE_SILENT,
    /** The disk takes up to half a second for a group of entries. */
    DISK_SLOW,
    /** Desktops send ten times as many commands, and every command again. */
    DESKTOP_FLOOD,
    /** Many desktops are gone at once, and come back one by one. */
    DESKTOPS_VANISH,
    /** The server's wall clock is set by up to an hour, either way. */
    CLOCK_SET,
    /** All of the others within three seconds. */
    ALL_AT_ONCE
}
