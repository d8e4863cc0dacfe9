package org.cordboard.cti.acd;

import java.time.Duration;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.ivr.IvrCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What a caller can expect: whether somebody is free for them, how far back they stand, how their own manager is. For reading
 * only; trees and call-backs ask here, and have the queues do things by facts.
 */
public final class Prospects {

    /** A talk with wrap-up, as long as nothing has been measured. */
    private static final Duration ASSUMED_TALK = Duration.ofMinutes(3);

    private final Site site;
    private final Agents agents;
    private final Lines lines;
    private final Placement placement;
    private final WaitingCalls waiting;

    Prospects(Site site, Agents agents, Lines lines, Placement placement, WaitingCalls waiting) {
        this.site = site;
        this.agents = agents;
        this.lines = lines;
        this.placement = placement;
        this.waiting = waiting;
    }

    /** How a customer's own manager is; the deputy counts where the manager is not at work. */
    public enum Manager {
        FREE,
        /** At work with another call, or in wrap-up. */
        BUSY,
        /** Not at work, and neither is the deputy. */
        ABSENT,
        /** The customer has none, or is unknown. */
        NONE
    }

    public Manager manager(Call call) {
        Customer customer = call.customer();
        if (customer == null || customer.owner() == null) {
            return Manager.NONE;
        }
        Manager owner = state(customer.owner(), call);
        Manager deputy = state(customer.deputy(), call);
        return owner == Manager.FREE || (owner == Manager.BUSY && deputy != Manager.FREE) ? owner : deputy;
    }

    private Manager state(@Nullable AgentId id, Call call) {
        Agent agent = id == null ? null : agents.agent(id);
        if (agent == null || !agents.isAt(agent, call.pbx())) {
            return Manager.ABSENT;
        }
        if (lines.isAvailable(agent.id())) {
            return Manager.FREE;
        }
        return placement.isAtWork(agent.id()) ? Manager.BUSY : Manager.ABSENT;
    }

    /** Whether the call would be offered to somebody as soon as it entered the queue. */
    public boolean isFree(Call call, QueueId queue, long at) {
        SiteConfig.QueueConfig config = site.queue(queue);
        if (config == null) {
            return false;
        }
        Binding binding = placement.binding(config, call.customer(), call.pbx(), null, at);
        return binding == null
                ? lines.anyAvailable(
                        new Eligibility(queue, call.pbx(), config.rules().needs(), null))
                : lines.isAvailable(binding.agent());
    }

    /** Whether the call stands in a queue, offered or not. */
    public boolean isWaiting(CallId call) {
        return waiting.get(call) != null;
    }

    /** Whether an agent has answered and is being joined with the call, or its customer is dialled to be called back. */
    public boolean isBeingJoined(CallId call) {
        WaitingCall there = waiting.get(call);
        return there != null && there.isBeingJoined();
    }

    /** Why a queue would not let a caller in now for want of agents or out of its hours, or null. */
    public @Nullable QueueExit closed(QueueId id, long at) {
        IvrCalendar hours = site.rules(id).hours();
        if (hours != null && hours.at(site.wallClock(at)) != IvrCalendar.State.OPEN) {
            return QueueExit.CLOSED;
        }
        return agents.staffing(id) == 0 ? QueueExit.NO_AGENTS : null;
    }

    /** Why a call that has just entered a queue cannot stay, or null. A customer who is called back has their place. */
    @Nullable
    QueueExit refusal(Call call, QueueId id, long at) {
        QueueExit closed = closed(id, at);
        int most = site.rules(id).mostWaiting();
        boolean full = call.callBack() == null && most > 0 && waiting.count(id) > most;
        return closed == null && full ? QueueExit.OVERFLOWED : closed;
    }

    /** What can be told to a call that waits in the queue, or thinks about entering it. */
    public Outlook outlook(Call call, QueueId queue) {
        WaitingCall there = waiting.get(call.id());
        SiteConfig.QueueConfig config = site.queue(queue);
        long key = there != null
                ? there.key
                : call.arrivedAt() - (config == null ? 0 : Placement.headStart(config, call.customer()));
        long order = there != null ? there.order : Long.MAX_VALUE;
        int before = lines.countBefore(queue, key, order, Outlook.MOST_COUNTED);
        int position = Math.min(Outlook.MOST_COUNTED, 1 + before);
        return new Outlook(position, Duration.ofMillis(position * millisBetweenAnswers(queue)));
    }

    private long millisBetweenAnswers(QueueId id) {
        Queue queue = waiting.queue(id);
        long measured = queue == null ? 0 : queue.pace.meanMillis();
        return measured > 0 ? measured : ASSUMED_TALK.toMillis() / Math.max(1, agents.staffing(id));
    }
}
