package org.cordboard.cti.notice;

import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.jspecify.annotations.Nullable;

/** Facts about notices. */
public sealed interface NoticeEvent extends Event {

    /**
     * A supervisor tells agents something.
     *
     * @param id `<site>-<epoch>-<n>`
     * @param by the supervisor's login
     * @param to whom; null for everybody
     * @param until agents who come before this are told, too; engine time
     */
    @Journaled("notice.given/1")
    record NoticeGiven(
            String id, String by, String text, @Nullable List<AgentId> to, long at, long until) implements NoticeEvent {

        public NoticeGiven {
            to = to == null ? null : List.copyOf(to);
        }

        /** Whether it is for an agent. */
        public boolean isFor(AgentId agent) {
            return to == null || to.contains(agent);
        }
    }
}
