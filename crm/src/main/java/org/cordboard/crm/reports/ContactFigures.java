package org.cordboard.crm.reports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.cordboard.cti.acd.QueueExit;

/**
 * What became of the callers who entered a queue in an interval, or of some of them. Those offered are always the sum of all exits
 * and of those who wait.
 *
 * @param offered callers who entered
 * @param exits how many left in each way; ways nobody took are 0
 * @param waiting those who are still there
 * @param answeredInTime of those answered, who waited no longer than the queue promises
 * @param shortAbandoned of those who abandoned, who waited less than counts
 * @param abandonedInTime of those who abandoned, who waited no longer than the queue promises
 * @param answeredWaitMillis the waits of those answered, added up
 * @param longestWaitMillis of all, those who still wait among them
 * @param handled of those answered, with whom the agent has done, wrap-up included
 * @param talkMillis of those handled
 * @param wrapUpMillis of those handled
 */
public record ContactFigures(
        long offered,
        Map<QueueExit, Long> exits,
        long waiting,
        long answeredInTime,
        long shortAbandoned,
        long abandonedInTime,
        long answeredWaitMillis,
        long longestWaitMillis,
        long handled,
        long talkMillis,
        long wrapUpMillis) {

    /** Nobody. */
    public static final ContactFigures NONE = new ContactFigures(0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public ContactFigures {
        Map<QueueExit, Long> all = new EnumMap<>(QueueExit.class);
        for (QueueExit exit : QueueExit.values()) {
            all.put(exit, exits.getOrDefault(exit, 0L));
        }
        exits = Collections.unmodifiableMap(all);
    }

    public ContactFigures plus(ContactFigures other) {
        Map<QueueExit, Long> both = new EnumMap<>(exits);
        other.exits.forEach((exit, count) -> both.merge(exit, count, Long::sum));
        return new ContactFigures(
                offered + other.offered,
                both,
                waiting + other.waiting,
                answeredInTime + other.answeredInTime,
                shortAbandoned + other.shortAbandoned,
                abandonedInTime + other.abandonedInTime,
                answeredWaitMillis + other.answeredWaitMillis,
                Math.max(longestWaitMillis, other.longestWaitMillis),
                handled + other.handled,
                talkMillis + other.talkMillis,
                wrapUpMillis + other.wrapUpMillis);
    }

    ContactFigures waitedAtLeast(long millis) {
        long longest = Math.max(longestWaitMillis, millis);
        return new ContactFigures(
                offered,
                exits,
                waiting,
                answeredInTime,
                shortAbandoned,
                abandonedInTime,
                answeredWaitMillis,
                longest,
                handled,
                talkMillis,
                wrapUpMillis);
    }

    public long count(QueueExit exit) {
        return exits.getOrDefault(exit, 0L);
    }

    public boolean balances() {
        return offered == exits.values().stream().mapToLong(Long::longValue).sum() + waiting;
    }

    /** Average speed of answer: the mean wait of those answered, milliseconds. */
    public OptionalDouble meanAnswerMillis() {
        return ServiceLevel.share(answeredWaitMillis, count(QueueExit.ANSWERED));
    }

    /** Average handle time: the mean of talk and wrap-up of those handled, milliseconds. */
    public OptionalDouble meanHandleMillis() {
        return ServiceLevel.share(talkMillis + wrapUpMillis, handled);
    }
}
