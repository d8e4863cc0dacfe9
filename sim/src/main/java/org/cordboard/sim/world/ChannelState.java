package org.cordboard.sim.world;

/** The states of a channel that the simulated PBX knows, with Asterisk's numbers and words for them. */
public enum ChannelState {
    DOWN(0, "Down"),
    /** An arriving call that is not answered yet. */
    RING(4, "Ring"),
    /** A dialled party rings. */
    RINGING(5, "Ringing"),
    UP(6, "Up");

    private final int code;
    private final String text;

    ChannelState(int code, String text) {
        this.code = code;
        this.text = text;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
