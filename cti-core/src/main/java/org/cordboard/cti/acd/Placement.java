package org.cordboard.cti.acd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.AgentState;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.port.PbxId;
import org.jspecify.annotations.Nullable;

/** Where in a queue a caller is placed, and for whom they wait. */
public final class Placement {

    private final Agents agents;
    private final Lines lines;

    Placement(Agents agents, Lines lines) {
        this.agents = agents;
        this.lines = lines;
    }

    /** How far ahead of others a caller is placed, milliseconds: tier, queue, and what the customer is granted as a target. */
    public static long headStart(SiteConfig.QueueConfig config, @Nullable Customer customer) {
        QueueRules rules = config.rules();
        long weight = rules.weight().toMillis();
        if (customer == null) {
            return weight;
        }
        long bonus = Math.min(customer.bonus().toMillis(), rules.mostBonus().toMillis());
        return weight + config.headStart(customer.tier()).toMillis() + Math.max(0, bonus);
    }

    /**
     * The fact that a call enters a queue.
     *
     * @param ownPatience how long to wait for manager or deputy, instead of what the queue says; null for what it says
     * @param movedBy the supervisor who moved it there, or null
     */
    QueueEvent.CallQueued entry(
            Call call,
            SiteConfig.QueueConfig config,
            long key,
            @Nullable Duration ownPatience,
            @Nullable String movedBy,
            long at) {
        Duration overflow = config.rules().overflowAfter();
        return new QueueEvent.CallQueued(
                call.id(),
                config.id(),
                key,
                at,
                at + config.maxWait().toMillis(),
                overflow == null ? null : at + overflow.toMillis(),
                config.rules().needs(),
                binding(config, call.customer(), call.pbx(), ownPatience, at),
                movedBy);
    }

    private record Preferred(AgentId agent, Binding.Reason reason, long patience) {}

    /**
     * The one agent the caller is kept for: the first of manager, deputy and last agent who is free; else the first of them
     * who is at work and whom the queue lets wait for; else nobody.
     *
     * @param ownPatience how long to wait for manager or deputy, instead of what the queue says; null for what it says
     */
    @Nullable
    Binding binding(
            SiteConfig.QueueConfig config,
            @Nullable Customer customer,
            PbxId pbx,
            @Nullable Duration ownPatience,
            long at) {
        if (customer == null) {
            return null;
        }
        Duration patience = ownPatience == null ? config.rules().ownerPatience() : ownPatience;
        List<Preferred> preferred = preferred(config.rules(), patience, customer, pbx);
        for (Preferred each : preferred) {
            if (lines.isAvailable(each.agent)) {
                return new Binding(each.agent, each.reason, at);
            }
        }
        for (Preferred each : preferred) {
            if (each.patience > 0 && isAtWork(each.agent)) {
                return new Binding(each.agent, each.reason, at + each.patience);
            }
        }
        return null;
    }

    private List<Preferred> preferred(QueueRules rules, Duration patience, Customer customer, PbxId pbx) {
        List<Preferred> all = new ArrayList<>();
        add(all, customer.owner(), Binding.Reason.OWNER, patience.toMillis(), pbx);
        add(all, customer.deputy(), Binding.Reason.DEPUTY, patience.toMillis(), pbx);
        add(
                all,
                customer.lastAgent(),
                Binding.Reason.LAST_AGENT,
                rules.lastAgentPatience().toMillis(),
                pbx);
        return all;
    }

    private void add(List<Preferred> all, @Nullable AgentId id, Binding.Reason reason, long patience, PbxId pbx) {
        Agent agent = id == null ? null : agents.agent(id);
        if (agent != null && agents.isAt(agent, pbx)) {
            all.add(new Preferred(agent.id(), reason, patience));
        }
    }

    /** Whether the agent can be expected to be free before long. */
    boolean isAtWork(AgentId id) {
        Agent agent = agents.agent(id);
        return agent != null
                && !agent.connectionLost()
                && switch (agent.state()) {
                    case AgentState.Reserved s -> true;
                    case AgentState.Busy s -> true;
                    case AgentState.WrapUp s -> true;
                    case AgentState.LoggedOut s -> false;
                    case AgentState.Ready s -> false;
                    case AgentState.NotReady s -> false;
                };
    }
}
