package org.cordboard.cti.engine;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/** What a supervisor wants done to the site's work. */
public sealed interface SupervisorCommand {

    /**
     * A waiting caller is to wait in this queue from now on, which may be the one they are in.
     *
     * @param toHead whether they are to be the next one; else they keep their place
     */
    @Journaled("supervisor.move-caller/1")
    record MoveCaller(CallId call, QueueId queue, boolean toHead) implements SupervisorCommand {}

    /**
     * An agent is to be ready, not ready or logged out: at once when they are idle, else when the present work is over. Refused: UNKNOWN_AGENT,
     * AGENT_NOT_LOGGED_IN, WRONG_STATE (ready, and the desktop is gone).
     */
    @Journaled("supervisor.force-state/1")
    record ForceState(AgentId agent, PendingState state) implements SupervisorCommand {}

    /**
     * Agents are to be told something. Refused: TOO_MANY_NOTICES.
     *
     * @param text 1 to 500 characters, none of them control characters
     * @param to whom; null for everybody
     * @param holds how long agents who come later are told, too; at most a day
     */
    @Journaled("supervisor.give-notice/1")
    record GiveNotice(String text, @Nullable List<AgentId> to, Duration holds) implements SupervisorCommand {

        public static final int LONGEST_TEXT = 500;
        public static final Duration LONGEST = Duration.ofDays(1);

        public GiveNotice {
            if (text.isEmpty() || text.length() > LONGEST_TEXT || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("no text of 1 to 500 characters without control characters");
            }
            if (holds.isNegative() || holds.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("out of range 0 to 1 day: " + holds);
            }
            to = to == null ? null : List.copyOf(to);
        }
    }
}
