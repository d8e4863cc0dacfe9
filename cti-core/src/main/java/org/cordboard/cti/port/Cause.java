package org.cordboard.cti.port;

/**
 * Why a leg ended, as a Q.850 cause number. Unknown numbers are kept as they came: SS7 drivers report values above 127
 * (256 is "try again").
 */
public record Cause(int code) {

    public static final Cause UNSPECIFIED = new Cause(0);
    public static final Cause UNALLOCATED = new Cause(1);
    public static final Cause NORMAL_CLEARING = new Cause(16);
    public static final Cause USER_BUSY = new Cause(17);
    public static final Cause NO_USER_RESPONDING = new Cause(18);
    public static final Cause NO_ANSWER = new Cause(19);
    public static final Cause CALL_REJECTED = new Cause(21);
    public static final Cause NO_CIRCUIT = new Cause(34);
    public static final Cause NETWORK_OUT_OF_ORDER = new Cause(38);
    public static final Cause TEMPORARY_FAILURE = new Cause(41);
    public static final Cause SWITCH_CONGESTION = new Cause(42);

    public Cause {
        if (code < 0 || code > 511) {
            throw new IllegalArgumentException("cause out of range 0..511: " + code);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(code);
    }
}
