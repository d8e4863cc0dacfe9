package org.cordboard.asterisk;

/** The values of the header ChannelState that matter here. */
final class ChannelState {

    static final int RINGING = 5;
    static final int UP = 6;

    private ChannelState() {}
}
