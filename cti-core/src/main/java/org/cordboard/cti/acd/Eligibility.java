package org.cordboard.cti.acd;

import java.util.List;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.PbxId;
import org.jspecify.annotations.Nullable;

/**
 * Which agents may serve a caller. All callers for whom it is the same stand in one line.
 *
 * @param pbx where the agent's telephone must be, because legs of two PBXs cannot be joined
 * @param only the one agent the caller waits for, or null for all of the queue
 */
record Eligibility(
        QueueId queue,
        PbxId pbx,
        List<SkillNeed> needs,
        @Nullable AgentId only) {}
