package org.cordboard.cti.engine;

import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** All that can reach the engine. The time at which it is decided comes beside it. */
public sealed interface Input {

    /**
     * The first input of a new journal.
     *
     * @param epoch Unix seconds
     */
    @Journaled("in.site-started/1")
    record SiteStarted(SiteId site, long epoch) implements Input {}

    @Journaled("in.configuration-loaded/3")
    record ConfigurationLoaded(SiteConfig config) implements Input {}

    @Journaled("in.pbx-reported/1")
    record PbxReported(PbxEvent event) implements Input {}

    @Journaled("in.agent-commanded/1")
    record AgentCommanded(AgentId agent, SessionId session, CommandId command, AgentCommand what) implements Input {}

    /** @param by who commands, by the name of the login */
    @Journaled("in.supervisor-commanded/1")
    record SupervisorCommanded(String by, SupervisorCommand what) implements Input {}

    /** An agent's desktop is gone without a logout. */
    @Journaled("in.desktop-lost/1")
    record DesktopLost(AgentId agent, SessionId session) implements Input {}

    /** The desktop of the same session is back. */
    @Journaled("in.desktop-returned/1")
    record DesktopReturned(AgentId agent, SessionId session) implements Input {}

    @Journaled("in.customer-looked-up/1")
    record CustomerLookedUp(RequestId request, LookUpResult result) implements Input {}

    @Journaled("in.customer-queried/1")
    record CustomerQueried(RequestId request, QueryResult result) implements Input {}

    /** A timer is due. A stale one (other generation, or cancelled) is ignored and counted. */
    @Journaled("in.timer-fired/1")
    record TimerFired(TimerKey timer, long generation) implements Input {}

    /**
     * The wall clock was set.
     *
     * @param offsetMillis what to add to engine time to get wall-clock time from now on
     */
    @Journaled("in.wall-clock-moved/1")
    record WallClockMoved(long offsetMillis) implements Input {}

    /**
     * The server has measured how much it can do.
     *
     * @param callsPerSecond new calls to take from now on, 1 or more; null for all of them
     */
    @Journaled("in.admission-measured/1")
    record AdmissionMeasured(@Nullable Integer callsPerSecond) implements Input {

        public AdmissionMeasured {
            if (callsPerSecond != null && callsPerSecond < 1) {
                throw new IllegalArgumentException("calls a second out of range: " + callsPerSecond);
            }
        }
    }

    /** It is time to note the state's hash. */
    @Journaled("in.state-note-due/1")
    record StateNoteDue() implements Input {}
}
