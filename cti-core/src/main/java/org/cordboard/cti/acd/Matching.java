package org.cordboard.cti.acd;

import java.util.Map;
import java.util.Objects;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.jspecify.annotations.Nullable;

/** Decides which caller is offered next, to whom, and says why. */
final class Matching {

    private static final OwnShare NO_SHARE = new OwnShare();

    private final Site site;
    private final Calls calls;
    private final Agents agents;
    private final Lines lines;
    private final WaitingCalls waiting;
    private final Map<AgentId, OwnShare> shares;

    Matching(Site site, Calls calls, Agents agents, Lines lines, WaitingCalls waiting, Map<AgentId, OwnShare> shares) {
        this.site = site;
        this.calls = calls;
        this.agents = agents;
        this.lines = lines;
        this.waiting = waiting;
        this.shares = shares;
    }

    /**
     * Makes the next offer that can be made, if any: the caller with the smallest key for whom an agent is available, to the
     * best agent for them. An agent's own customer may come first. Called again for each offer made, until no pair is left.
     */
    void next(Deciding out) {
        Line best = null;
        for (Line line : lines.servable()) {
            AgentId only = line.who.only();
            if (only != null && mayComeFirst(line, only)) {
                offer(line, out);
                return;
            }
            if (best == null || line.callers.first().compareTo(best.callers.first()) < 0) {
                best = line;
            }
        }
        if (best != null) {
            offer(best, out);
        }
    }

    private boolean mayComeFirst(Line line, AgentId agent) {
        SiteConfig.QueueConfig config = site.queue(line.who.queue());
        int percent = config == null ? 0 : config.rules().ownerShare();
        return shares.getOrDefault(agent, NO_SHARE).allows(percent);
    }

    private void offer(Line line, Deciding out) {
        WaitingCall waitingCall = line.callers.first();
        Call call = Objects.requireNonNull(calls.call(waitingCall.call));
        SiteConfig.QueueConfig config = Objects.requireNonNull(site.queue(waitingCall.queue));
        Agent agent = Objects.requireNonNull(agents.agent(line.agents.first().agent()));
        out.fact(new QueueEvent.OfferMade(
                new OfferId(out.nextId()),
                call.id(),
                waitingCall.queue,
                agent.id(),
                Objects.requireNonNull(agent.station()),
                new LegId(out.nextId()),
                call.caller(),
                call.customer(),
                call.callBack(),
                out.at() - waitingCall.queuedAt,
                out.at() + config.ringTimeout().toMillis(),
                explanation(line, waitingCall, agent.id(), out.at())));
    }

    private Explanation explanation(Line line, WaitingCall call, AgentId agent, long at) {
        Explanation.Overtaking overtaking = Explanation.Overtaking.NONE;
        if (!call.equals(lines.firstFor(agent))) {
            overtaking = Explanation.Overtaking.OWN_CUSTOMER;
        } else if (call.moved) {
            overtaking = Explanation.Overtaking.SUPERVISOR_MOVE;
        }
        return new Explanation(
                call.key,
                (int) waiting.count(call.queue),
                line.agents.size(),
                line.agents.stream()
                        .limit(Explanation.CANDIDATES)
                        .map(c -> new Explanation.Candidate(c.agent(), c.level(), at - c.since()))
                        .toList(),
                rule(call.binding),
                overtaking);
    }

    private static Explanation.Rule rule(@Nullable Binding binding) {
        if (binding == null) {
            return Explanation.Rule.BEST_LEVEL_THEN_LONGEST_IDLE;
        }
        return switch (binding.reason()) {
            case OWNER -> Explanation.Rule.OWN_MANAGER;
            case DEPUTY -> Explanation.Rule.DEPUTY;
            case LAST_AGENT -> Explanation.Rule.LAST_AGENT;
        };
    }
}
