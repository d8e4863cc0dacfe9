package org.cordboard.cti.dialout;

import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;

/** Facts about calls that agents dial. */
public sealed interface DialOutEvent extends Event {

    CallId call();

    AgentId agent();

    /**
     * An agent dials: a call begins, and their own telephone rings first.
     *
     * @param lease reserves the agent, as an offer does
     * @param trunk the one that was free when they dialled; which one it is in the end is decided when they have answered
     * @param number the number as it will be routed
     * @param customerLeg the name the customer's leg will have
     * @param until when the agent's telephone has rung long enough, engine time
     */
    @Journaled("dial-out.begun/1")
    record DialOutBegun(
            CallId call,
            AgentId agent,
            OfferId lease,
            PbxId pbx,
            TrunkId trunk,
            String number,
            LegId customerLeg,
            LegId agentLeg,
            StationId station,
            long at,
            long until)
            implements DialOutEvent {

        /** Without the number, which is personal data. */
        @Override
        public String toString() {
            return "DialOutBegun[" + call + ", " + agent + ", " + trunk + "]";
        }
    }

    /**
     * The agent has answered their telephone; the customer is dialled.
     *
     * @param until when the two must be joined, engine time
     */
    @Journaled("dial-out.accepted/1")
    record DialOutAccepted(CallId call, AgentId agent, long until) implements DialOutEvent {}

    /** @param cause why the leg ended that mattered, the customer's or the agent's */
    @Journaled("dial-out.ended/1")
    record DialOutEnded(CallId call, AgentId agent, DialOutEnd end, Cause cause, long at) implements DialOutEvent {}
}
