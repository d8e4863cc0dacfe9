package org.cordboard.protocol;

/** How much a notice matters. */
public enum NoticeLevel {
    INFO,
    WARNING,
    ERROR
}
