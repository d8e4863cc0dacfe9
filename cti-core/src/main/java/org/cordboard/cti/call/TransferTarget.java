package org.cordboard.cti.call;

import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.journal.Journaled;

/** Where an agent sends a customer, leaving the call at once (Single Step Transfer Call). */
public sealed interface TransferTarget {

    /** The customer waits in a queue, with the place their arrival gives them. */
    @Journaled("call.to-queue/1")
    record ToQueue(QueueId queue) implements TransferTarget {}

    /** The customer is on hold until a colleague answers; if they do not, they wait in the queue they had come through. */
    @Journaled("call.to-agent/1")
    record ToAgent(AgentId agent) implements TransferTarget {}

    /**
     * The customer goes on in the tree they came through.
     *
     * @param node the name of a node of it
     */
    @Journaled("call.to-node/1")
    record ToNode(String node) implements TransferTarget {}
}
