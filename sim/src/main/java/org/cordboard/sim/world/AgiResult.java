package org.cordboard.sim.world;

/**
 * How an AGI command ended.
 *
 * @param code 200 done, 510 not a command, -1 the leg hung up meanwhile
 * @param text the answer line without line end
 */
public record AgiResult(int code, String text) {

    static AgiResult ok(String result) {
        return new AgiResult(200, "200 result=" + result);
    }

    static AgiResult unknownCommand() {
        return new AgiResult(510, "510 Invalid or unknown command");
    }

    static AgiResult hungUp(String detail) {
        return new AgiResult(-1, "200 result=-1" + detail);
    }

    /** Whether the leg had ended before the command did. */
    public boolean legGone() {
        return code == -1;
    }
}
