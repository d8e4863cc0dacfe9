package org.cordboard.crm.customer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.TrunkId;

/** Customers and call records for tests. */
public final class Samples {

    private Samples() {}

    public static Customer customer(String id) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("region", "Beijing");
        attributes.put("since", "2019");
        return new Customer(new CustomerId(id), "Ms Wei", Tier.GOLD, true, new AgentId("ann"), attributes);
    }

    public static CallRecord answered(String call, long closedAt) {
        return new CallRecord(
                new CallId(call),
                new TrunkId("carrier"),
                "4008001000",
                "13800138000",
                new CustomerId("C1"),
                List.of("who", "wait"),
                "zh",
                Map.of("account", "55501"),
                Map.of("order.no", "B-20417"),
                new QueueId("vip"),
                new AgentId("ann"),
                CallResult.ANSWERED,
                Cause.NORMAL_CLEARING,
                "sold",
                2,
                closedAt - 5000,
                closedAt - 4000L,
                closedAt - 3000L,
                closedAt - 1000,
                closedAt,
                null,
                false,
                null,
                List.of(),
                CallDirection.INBOUND);
    }

    public static CallRecord notServed(String call, long closedAt) {
        return new CallRecord(
                new CallId(call),
                new TrunkId("carrier"),
                "999",
                "",
                null,
                List.of(),
                "",
                Map.of(),
                Map.of(),
                null,
                null,
                CallResult.NOT_SERVED,
                Cause.UNALLOCATED,
                null,
                0,
                closedAt - 10,
                null,
                null,
                closedAt,
                closedAt,
                new CallId("s-1-origin"),
                true,
                closedAt - 5L,
                List.of(),
                CallDirection.OUTBOUND);
    }
}
