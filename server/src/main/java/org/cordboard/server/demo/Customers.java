package org.cordboard.server.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordboard.crm.customer.CustomerEntry;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.sim.people.CallMix;
import org.jspecify.annotations.Nullable;

/** Made-up customers. Names, numbers and figures are drawn from a seed; they belong to nobody. */
final class Customers {

    private static final int CALLERS = 1_000;
    private static final List<String> FAMILY = List.of(
            "Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Sun", "Hu", "Zhu",
            "Gao");
    private static final List<String> GIVEN = List.of(
            "Wei", "Fang", "Na", "Min", "Jing", "Lei", "Jun", "Yang", "Yong", "Yan", "Jie", "Juan", "Tao", "Ming",
            "Chao");
    private static final List<String> PLANS =
            List.of("Family 199", "Business 299", "Flow 99", "Leased line", "Senior 59");

    /** The demo's manager on leave, for whom a deputy stands in. */
    static final AgentId ON_LEAVE = new AgentId("a1013");

    private static final List<AgentId> MANAGERS = List.of(
            new AgentId("a1001"),
            new AgentId("a1002"),
            new AgentId("a1003"),
            new AgentId("a1004"),
            new AgentId("a1005"),
            ON_LEAVE,
            new AgentId("you"));

    private Customers() {}

    static List<CustomerEntry> make(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CustomerEntry> made = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            double luck = random.nextDouble();
            Tier tier = luck < 0.05 ? Tier.DIAMOND : luck < 0.2 ? Tier.GOLD : luck < 0.5 ? Tier.SILVER : Tier.ORDINARY;
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("plan", PLANS.get(random.nextInt(PLANS.size())));
            attributes.put("balance", random.nextInt(5, 500) + ".00 CNY");
            attributes.put("points", String.valueOf(random.nextInt(20_000)));
            attributes.put("contract ends", "2027-%02d-%02d".formatted(random.nextInt(1, 13), random.nextInt(1, 29)));
            AgentId owner = tier == Tier.ORDINARY ? null : owner(random);
            String name = FAMILY.get(random.nextInt(FAMILY.size())) + " " + GIVEN.get(random.nextInt(GIVEN.size()));
            Customer customer =
                    new Customer(new CustomerId("C%06d".formatted(i)), name, tier, luck < 0.95, owner, attributes);
            made.add(new CustomerEntry(customer, List.of(number(i))));
        }
        return made;
    }

    /** Half of those who are not ordinary have a manager: one of the robots that serve the VIP queue, or one who is on leave. */
    private static @Nullable AgentId owner(SplittableRandom random) {
        return random.nextBoolean() ? MANAGERS.get(random.nextInt(MANAGERS.size())) : null;
    }

    /** Those who call. They are stored first, so that the calls need not wait for all the others. */
    static List<CustomerEntry> first(List<CustomerEntry> customers) {
        return customers.subList(0, Math.min(CALLERS, customers.size()));
    }

    static List<CallMix.Customer> callers(List<CustomerEntry> customers) {
        return customers.stream()
                .map(c -> new CallMix.Customer(c.numbers().get(0), c.customer().name()))
                .toList();
    }

    private static String number(int i) {
        return "139%08d".formatted(10_000_000 + i * 37);
    }
}
