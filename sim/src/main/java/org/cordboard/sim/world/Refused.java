package org.cordboard.sim.world;

/** Why the world did not do what it was asked, in Asterisk's words where it has some. */
public record Refused(Kind kind, String message) {

    /** What stands in the way. */
    public enum Kind {
        NO_SUCH_CHANNEL,
        NOT_NOW
    }

    static Refused noChannel(String message) {
        return new Refused(Kind.NO_SUCH_CHANNEL, message);
    }

    static Refused notNow(String message) {
        return new Refused(Kind.NOT_NOW, message);
    }
}
