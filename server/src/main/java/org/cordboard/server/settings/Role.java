package org.cordboard.server.settings;

/** What a user may do. */
public enum Role {
    AGENT,
    SUPERVISOR
}
