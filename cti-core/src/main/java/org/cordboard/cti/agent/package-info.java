/**
 * Agents: where they sit and what they are doing, as far as routing goes.
 *
 * <p>Begin with {@link org.cordboard.cti.agent.AgentState}, then {@link org.cordboard.cti.agent.AgentCommand} for what they may
 * ask for. {@link org.cordboard.cti.agent.Agents} decides on both and follows the offers of the queues and the legs of the calls. Each state
 * in which an agent is held has an end that is sure to come: a lease, a limit, or a leg that is being cleared.
 */
@NullMarked
package org.cordboard.cti.agent;

import org.jspecify.annotations.NullMarked;
