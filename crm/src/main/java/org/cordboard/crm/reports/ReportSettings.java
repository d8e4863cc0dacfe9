package org.cordboard.crm.reports;

import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.crm.calls.ServiceTarget;
import org.cordboard.cti.acd.QueueId;

/**
 * What a site's settings say about its reports.
 *
 * @param zone in which its days begin and end
 * @param targets what each queue promises; one not named promises {@link ServiceTarget#DEFAULT}
 */
public record ReportSettings(ZoneId zone, Map<QueueId, ServiceTarget> targets) {

    public ReportSettings {
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /** The zone of the machine, and the usual target for all queues. */
    public static ReportSettings usual() {
        return new ReportSettings(ZoneId.systemDefault(), Map.of());
    }

    public ServiceTarget target(QueueId queue) {
        return targets.getOrDefault(queue, ServiceTarget.DEFAULT);
    }
}
