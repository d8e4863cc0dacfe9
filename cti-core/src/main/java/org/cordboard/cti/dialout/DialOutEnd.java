package org.cordboard.cti.dialout;

/** How it came out that an agent dialled somebody. */
public enum DialOutEnd {
    /** They talk. */
    JOINED,
    /** The customer was busy, did not answer, was not to be reached, or hung up before the two were joined; see the cause. */
    NOT_REACHED,
    /** The agent did not answer their own telephone, or has hung up. */
    AGENT_GONE,
    /** The agent's telephone, or the joining, took too long. */
    TIMED_OUT,
    /** The agent's telephone was not there any more when the link to the PBX was back. */
    LINK_LOST
}
