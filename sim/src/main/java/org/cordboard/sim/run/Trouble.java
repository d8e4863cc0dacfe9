package org.cordboard.sim.run;

/** Something that goes wrong at a given moment of a day. Times are milliseconds since its beginning. */
public sealed interface Trouble {

    long atMillis();

    /** @param alarm Asterisk's word, such as {@code Red Alarm} */
    record LineAlarm(long atMillis, String trunk, String alarm, long lastsMillis) implements Trouble {}

    /** The server loses its link to the PBX. */
    record LinkLoss(long atMillis, long lastsMillis) implements Trouble {}

    /**
     * An access switch dies: its telephones are no longer registered.
     *
     * @param first the first of them, counted from 1
     */
    record PhonesLost(long atMillis, int first, int count, long lastsMillis) implements Trouble {}

    /** The customer store answers nothing but failures. */
    record StoreFails(long atMillis, long lastsMillis) implements Trouble {}

    /** Other users of the PBX dial out over a group of spans at the same moment as callers come in. */
    record Glare(long atMillis, int group, long lastsMillis) implements Trouble {}
}
