package org.cordboard.protocol;

import org.jspecify.annotations.Nullable;

/** What a desktop sends: the three messages about its session, and {@linkplain Command commands}. */
public sealed interface ClientMessage {

    /**
     * Opens a session and takes a seat at a station; must be the first message unless a session is resumed.
     *
     * @param token issued by the login over HTTP
     * @param station the telephone the agent sits at
     */
    @WireName("session.open")
    record SessionOpen(
            @Limit(max = Limits.TOKEN) String token,
            @Limit(max = Limits.STATION) String station) implements ClientMessage {

        /** Without the token. */
        @Override
        public String toString() {
            return "SessionOpen[station=" + station + "]";
        }
    }

    /**
     * Goes on with a session whose connection was lost; must be the first message on the new connection.
     *
     * @param epoch as {@code session.opened} gave it
     * @param lastSeq number of the last event received, 0 when there was none
     */
    @WireName("session.resume")
    record SessionResume(
            @Limit(max = Limits.TOKEN) String token,
            @Limit(max = Limits.ID) String sessionId,
            @Limit(min = 0, max = Limits.WHOLE) long epoch,
            @Limit(min = 0, max = Limits.WHOLE) long lastSeq)
            implements ClientMessage {

        /** Without the token. */
        @Override
        public String toString() {
            return "SessionResume[sessionId=" + sessionId + ", epoch=" + epoch + ", lastSeq=" + lastSeq + "]";
        }
    }

    /** Ends the session; the agent stays in the seat as one whose desktop is gone. Log out first to leave the seat. */
    @WireName("session.close")
    record SessionClose() implements ClientMessage {}

    /**
     * Asks for something; answered by exactly one {@link Answer} with the same id. Sent again under the same id it gets the
     * same answer and does nothing twice.
     */
    sealed interface Command extends ClientMessage {

        /** Chosen by the client, unique within its session, 1 to 64 characters. */
        String id();
    }

    /** Ready for calls. Refused: NOT_LOGGED_IN. */
    @WireName("agent.ready")
    record MakeReady(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}

    /**
     * Not ready for calls; while an offer rings or a call lasts it is noted for afterwards. Refused: NOT_LOGGED_IN.
     *
     * @param reason a word of the site
     */
    @WireName("agent.notReady")
    record MakeNotReady(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.REASON) String reason) implements Command {}

    /** Leaves the seat; while occupied it is noted for afterwards. Refused: NOT_LOGGED_IN. */
    @WireName("agent.logout")
    record LogOut(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}

    /** Forgets the state noted for afterwards. Refused: NOT_LOGGED_IN, NO_PENDING_STATE. */
    @WireName("agent.clearPending")
    record ClearPendingState(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}

    /** Declines an offer; the caller keeps their place. Refused: NO_SUCH_OFFER. */
    @WireName("offer.reject")
    record RejectOffer(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String offerId) implements Command {}

    /**
     * Dials a number: the agent's own telephone rings first, and when it is answered, the other one. Refused: WRONG_STATE, BAD_NUMBER,
     * FORBIDDEN_NUMBER, NO_ROUTE, NO_FREE_TRUNK, LINK_DOWN, UNKNOWN_STATION.
     *
     * @param number as people write it; spaces, parentheses, hyphens, dots and slashes do not count
     */
    @WireName("call.dial")
    record Dial(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.NUMBER) String number) implements Command {

        /** Without the number. */
        @Override
        public String toString() {
            return "Dial[" + id + "]";
        }
    }

    /** Hangs up the agent's own leg. Refused: NO_SUCH_CALL. */
    @WireName("call.hangUp")
    record HangUp(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Puts the customer on hold. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.hold")
    record Hold(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Goes on talking with the customer on hold. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.retrieve")
    record Retrieve(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Leaves the call, and has the customer wait in a queue. Refused: NO_SUCH_CALL, WRONG_STATE, UNKNOWN_QUEUE, LINK_DOWN. */
    @WireName("call.transferToQueue")
    record TransferToQueue(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.ID) String queueId)
            implements Command {}

    /** Leaves the call, and has the customer go on in their tree. Refused: NO_SUCH_CALL, WRONG_STATE, UNKNOWN_NODE, LINK_DOWN. */
    @WireName("call.transferToNode")
    record TransferToNode(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.ID) String nodeId)
            implements Command {}

    /**
     * Presses keys into the conversation, so that the customer's side hears them. Refused: NO_SUCH_CALL, INVALID_DIGITS, WRONG_STATE,
     * LINK_DOWN.
     */
    @WireName("call.sendDigits")
    record SendDigits(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.DIGITS) String digits)
            implements Command {

        /** Without the digits, which may be a card number. */
        @Override
        public String toString() {
            return "SendDigits[" + id + ", " + callId + ", " + digits.length() + "]";
        }
    }

    /** Nobody hears the agent from now on; the agent hears all. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.mute")
    record Mute(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** The agent is heard again. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.unmute")
    record Unmute(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Begins to record the call. Refused: NO_SUCH_CALL, WRONG_STATE, RECORDING_FORBIDDEN, LINK_DOWN. */
    @WireName("recording.start")
    record StartRecording(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Nothing that is said is to be heard in the recording from now on. Refused as to begin it. */
    @WireName("recording.pause")
    record PauseRecording(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Goes on with the recording. Refused as to begin it. */
    @WireName("recording.resume")
    record ResumeRecording(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Ends the recording. Refused as to begin it. */
    @WireName("recording.stop")
    record StopRecording(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Leaves the call, and has the customer wait on hold until a colleague answers; if they do not, the customer goes back to the queue they had come through. Refused: NO_SUCH_CALL, WRONG_STATE, UNKNOWN_AGENT, NOT_AVAILABLE, LINK_DOWN. */
    @WireName("call.transferToAgent")
    record TransferToAgent(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.ID) String agentId)
            implements Command {}

    /** Puts the customer on hold and asks a colleague, who sees the customer as with an offer. Refused: NO_SUCH_CALL, WRONG_STATE, UNKNOWN_AGENT, NOT_AVAILABLE, LINK_DOWN. */
    @WireName("call.consult")
    record Consult(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.ID) String agentId)
            implements Command {}

    /** Talks with the one of customer and colleague who was on hold, and puts the other one on hold. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.alternate")
    record Alternate(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Leaves the customer with the colleague who was asked, as soon as that one answers if they have not yet. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.completeTransfer")
    record CompleteTransfer(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Sends the colleague who was asked away, and talks with the customer again. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.cancelConsultation")
    record CancelConsultation(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Has customer, colleague and agent hear each other. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @WireName("call.conference")
    record Conference(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId) implements Command {}

    /** Asks a colleague to join the talk, which goes on meanwhile; up to eight take part. Refused: NO_SUCH_CALL, WRONG_STATE, UNKNOWN_AGENT, NOT_AVAILABLE, CONFERENCE_FULL, LINK_DOWN. */
    @WireName("call.invite")
    record Invite(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.ID) String agentId)
            implements Command {}

    /** Hangs up the telephone of a colleague in the same call. Refused: NO_SUCH_CALL, WRONG_STATE. */
    @WireName("call.dropParty")
    record DropParty(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.ID) String agentId)
            implements Command {}

    /** Records the agent's word for how the call ended. Refused: NO_SUCH_CALL. */
    @WireName("call.setDisposition")
    record SetDisposition(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.DISPOSITION) String disposition)
            implements Command {}

    /**
     * Sets a named value on the call, which goes with it to every further agent. Refused: NO_SUCH_CALL, INVALID_FIELD, SENSITIVE_NAME,
     * TOO_MUCH_CALL_DATA.
     *
     * @param name of the letters A to Z and a to z, digits and . _ -
     * @param value empty to remove it
     */
    @WireName("call.setData")
    record SetCallData(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String callId,
            @Limit(max = Limits.DATA_NAME) String name,
            @Limit(min = 0, max = Limits.DATA_VALUE) String value)
            implements Command {

        /** Without the value, which may be personal. */
        @Override
        public String toString() {
            return "SetCallData[id=" + id + ", callId=" + callId + ", name=" + name + "]";
        }
    }

    /**
     * Sets the state of an agent whom the sender leads. Refused: FORBIDDEN, UNKNOWN_AGENT, AGENT_NOT_LOGGED_IN, WRONG_STATE.
     *
     * @param reason with NOT_READY, and only then
     */
    @WireName("supervisor.setState")
    record SetAgentState(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.ID) String agentId,
            WantedState state,
            @Limit(max = Limits.REASON) @Nullable String reason)
            implements Command {}

    /**
     * Tells agents whom the sender leads something. Refused: FORBIDDEN, UNKNOWN_QUEUE, UNKNOWN_UNIT, TOO_MANY_NOTICES.
     *
     * @param queueId only those who serve this queue
     * @param unitId only those who stand in this unit or below
     * @param holdsMs how long agents who come later are told, too
     */
    @WireName("supervisor.notify")
    record GiveNotice(
            @Limit(max = Limits.COMMAND_ID) String id,
            @Limit(max = Limits.NOTICE) String text,
            @Limit(max = Limits.ID) @Nullable String queueId,
            @Limit(max = Limits.ID) @Nullable String unitId,
            @Limit(min = 0, max = Limits.NOTICE_HOLDS) long holdsMs)
            implements Command {}

    /** Wants to be told what the agents of the sender's units and the queues do, until the session is over. Refused: FORBIDDEN, BUSY. */
    @WireName("supervisor.subscribe")
    record Subscribe(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}

    /** Wants to be told no more of that. */
    @WireName("supervisor.unsubscribe")
    record Unsubscribe(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}

    /** Ends the wrap-up; the agent takes the pending state, or READY. Refused: WRONG_STATE. */
    @WireName("agent.endWrapUp")
    record EndWrapUp(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}

    /** Asks whether the server is there and what its clock says; answered by {@link Answer.Pong}. */
    @WireName("ping")
    record Ping(@Limit(max = Limits.COMMAND_ID) String id) implements Command {}
}
