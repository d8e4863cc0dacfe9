package org.cordboard.crm.reports;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.cordboard.crm.calls.Activity;

/**
 * How an agent, or several, spent an interval.
 *
 * @param millis of each activity; one that did not occur is 0
 * @param notReadyMillis the time of {@link Activity#NOT_READY} by its reasons
 * @param offers calls that were offered to them
 */
public record AgentTime(Map<Activity, Long> millis, Map<String, Long> notReadyMillis, long offers) {

    /** Not there. */
    public static final AgentTime NONE = new AgentTime(Map.of(), Map.of(), 0);

    public AgentTime {
        Map<Activity, Long> all = new EnumMap<>(Activity.class);
        for (Activity activity : Activity.values()) {
            all.put(activity, millis.getOrDefault(activity, 0L));
        }
        millis = Collections.unmodifiableMap(all);
        notReadyMillis = Collections.unmodifiableMap(new TreeMap<>(notReadyMillis));
    }

    static AgentTime of(Activity activity, String reason, long millis) {
        Map<String, Long> reasons = activity == Activity.NOT_READY ? Map.of(reason, millis) : Map.of();
        return new AgentTime(Map.of(activity, millis), reasons, 0);
    }

    public AgentTime plus(AgentTime other) {
        Map<Activity, Long> both = new EnumMap<>(millis);
        other.millis.forEach((activity, more) -> both.merge(activity, more, Long::sum));
        Map<String, Long> reasons = new TreeMap<>(notReadyMillis);
        other.notReadyMillis.forEach((reason, more) -> reasons.merge(reason, more, Long::sum));
        return new AgentTime(both, reasons, offers + other.offers);
    }

    public long millis(Activity activity) {
        return millis.getOrDefault(activity, 0L);
    }

    /** From login to logout. */
    public long staffedMillis() {
        return millis.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The share of the time in which they were to work that they spent with calls: all but waiting for one. */
    public OptionalDouble occupancy() {
        long toWork = staffedMillis() - millis(Activity.NOT_READY);
        return ServiceLevel.share(toWork - millis(Activity.READY), toWork);
    }
}
