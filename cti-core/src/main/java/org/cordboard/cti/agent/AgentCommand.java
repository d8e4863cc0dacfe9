package org.cordboard.cti.agent;

import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.port.Digits;
import org.cordboard.cti.port.RecordingStep;

/** What an agent's desktop asks for. The refusals each can meet are named in its comment. */
public sealed interface AgentCommand {

    /**
     * Takes a seat at a station; the agent becomes NOT_READY. Logging in again at the same station takes the seat over from
     * an older session. Refused: UNKNOWN_AGENT, UNKNOWN_STATION, STATION_IN_USE, WRONG_STATE (busy at another station).
     */
    @Journaled("agent.cmd.log-in/1")
    record LogIn(StationId station) implements AgentCommand {}

    /** What an agent who has a seat wants to be, which concerns nobody else. */
    sealed interface OwnState extends AgentCommand {}

    /** Leaves the seat; while RESERVED, BUSY or in WRAP_UP it is noted as pending state. Refused: NOT_LOGGED_IN. */
    @Journaled("agent.cmd.log-out/1")
    record LogOut() implements OwnState {}

    /** Ready for calls; while BUSY noted as pending state, in WRAP_UP it ends the wrap-up. Refused: NOT_LOGGED_IN. */
    @Journaled("agent.cmd.make-ready/1")
    record MakeReady() implements OwnState {}

    /** Not ready for calls; while RESERVED, BUSY or in WRAP_UP noted as pending state. Refused: NOT_LOGGED_IN. */
    @Journaled("agent.cmd.make-not-ready/1")
    record MakeNotReady(String reason) implements OwnState {}

    /** Forgets the pending state. Refused: NOT_LOGGED_IN, NO_PENDING_STATE. */
    @Journaled("agent.cmd.clear-pending/1")
    record ClearPendingState() implements OwnState {}

    /** Declines an offer; the agent becomes NOT_READY and the caller keeps their place. Refused: NO_SUCH_OFFER. */
    @Journaled("agent.cmd.reject/1")
    record RejectOffer(OfferId offer) implements AgentCommand {}

    /**
     * Dials a number, the agent's own telephone first. Refused: WRONG_STATE (neither READY nor NOT_READY, or without a telephone), BAD_NUMBER,
     * FORBIDDEN_NUMBER, NO_ROUTE, NO_FREE_TRUNK, LINK_DOWN, UNKNOWN_STATION.
     *
     * @param number as people write it
     */
    @Journaled("agent.cmd.dial/1")
    record Dial(String number) implements AgentCommand {

        /** Without the number, which is personal data. */
        @Override
        public String toString() {
            return "Dial[]";
        }
    }

    /** Hangs up the agent's own leg of a call; the caller comes back under control. Refused: NO_SUCH_CALL. */
    @Journaled("agent.cmd.hang-up/1")
    record HangUp(CallId call) implements AgentCommand {}

    /** Puts the customer on hold, with music. Refused: NO_SUCH_CALL, WRONG_STATE (not in a conversation), LINK_DOWN. */
    @Journaled("agent.cmd.hold/1")
    record Hold(CallId call) implements AgentCommand {}

    /** Goes on talking with the customer on hold. Refused: NO_SUCH_CALL, WRONG_STATE (nobody is on hold), LINK_DOWN. */
    @Journaled("agent.cmd.retrieve/1")
    record Retrieve(CallId call) implements AgentCommand {}

    /**
     * Leaves the call, and has the customer go on elsewhere. Refused: NO_SUCH_CALL, WRONG_STATE (not talked yet, or a call-back, which
     * only a colleague can take over), UNKNOWN_QUEUE, UNKNOWN_NODE, UNKNOWN_AGENT, NOT_AVAILABLE, LINK_DOWN.
     */
    @Journaled("agent.cmd.transfer/1")
    record Transfer(CallId call, TransferTarget to) implements AgentCommand {}

    /**
     * Sends digits into the conversation, so that the customer's side hears them, for example another company's menu. Refused: NO_SUCH_CALL,
     * INVALID_DIGITS, WRONG_STATE (not in a conversation with the customer, or digits are being sent), LINK_DOWN.
     */
    @Journaled("agent.cmd.send-digits/1")
    record SendDigits(CallId call, String digits) implements AgentCommand {

        /** As it may be written down. */
        public SendDigits written() {
            return new SendDigits(call, Digits.blotted(digits));
        }

        /** Without the digits, which may be a card number. */
        @Override
        public String toString() {
            return "SendDigits[" + call + ", " + digits.length() + "]";
        }
    }

    /** Nobody hears the agent from now on; the agent hears all. Refused: NO_SUCH_CALL, WRONG_STATE (not answered, or muted), LINK_DOWN. */
    @Journaled("agent.cmd.mute/1")
    record Mute(CallId call) implements AgentCommand {}

    /** The agent is heard again. Refused: NO_SUCH_CALL, WRONG_STATE (not muted), LINK_DOWN. */
    @Journaled("agent.cmd.unmute/1")
    record Unmute(CallId call) implements AgentCommand {}

    /**
     * Begins, pauses, goes on with or ends the recording of a call. Refused: NO_SUCH_CALL, WRONG_STATE (not in a talk, or not as the step
     * needs it), RECORDING_FORBIDDEN (the hotline or the caller is against it), LINK_DOWN.
     */
    @Journaled("agent.cmd.record/1")
    record RecordCall(CallId call, RecordingStep step) implements AgentCommand {}

    /**
     * Asks a colleague about the call: the customer is put on hold, and the colleague's telephone rung (Consultation Call). Refused:
     * NO_SUCH_CALL, WRONG_STATE (no customer, somebody else is there or asked for, or not in charge), UNKNOWN_AGENT, NOT_AVAILABLE, LINK_DOWN.
     */
    @Journaled("agent.cmd.consult/1")
    record Consult(CallId call, AgentId colleague) implements AgentCommand {}

    /** Talks with the other one of customer and colleague, who was on hold (Alternate Call). Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @Journaled("agent.cmd.alternate/1")
    record Alternate(CallId call) implements AgentCommand {}

    /**
     * Leaves the customer with the colleague who was asked, as soon as that one answers if they have not yet (Transfer Call). Refused:
     * NO_SUCH_CALL, WRONG_STATE, LINK_DOWN.
     */
    @Journaled("agent.cmd.complete/1")
    record CompleteTransfer(CallId call) implements AgentCommand {}

    /** Sends the colleague away and talks with the customer again. Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @Journaled("agent.cmd.cancel-consultation/1")
    record CancelConsultation(CallId call) implements AgentCommand {}

    /** Has customer, colleague and agent hear each other (Conference Call). Refused: NO_SUCH_CALL, WRONG_STATE, LINK_DOWN. */
    @Journaled("agent.cmd.conference/1")
    record Conference(CallId call) implements AgentCommand {}

    /**
     * Asks a colleague to join the talk, which goes on meanwhile (Single Step Conference Call). Refused: as {@link Consult}, and
     * CONFERENCE_FULL.
     */
    @Journaled("agent.cmd.invite/1")
    record Invite(CallId call, AgentId colleague) implements AgentCommand {}

    /** Clears the telephone of a colleague in the same call. Refused: NO_SUCH_CALL, WRONG_STATE (that one is not there, or not in charge). */
    @Journaled("agent.cmd.drop-party/1")
    record DropParty(CallId call, AgentId colleague) implements AgentCommand {}

    /** Records the agent's word for how the call ended. Refused: NO_SUCH_CALL. */
    @Journaled("agent.cmd.set-disposition/1")
    record SetDisposition(CallId call, String disposition) implements AgentCommand {}

    /**
     * Sets a named value on a call, which goes with it to every further agent; an empty value removes it. Refused: NO_SUCH_CALL,
     * BAD_CALL_DATA, SENSITIVE_NAME, TOO_MUCH_CALL_DATA.
     */
    @Journaled("agent.cmd.set-call-data/1")
    record SetCallData(CallId call, String name, String value) implements AgentCommand {

        /** Without the value, which may be personal. */
        @Override
        public String toString() {
            return "SetCallData[call=" + call + ", name=" + name + "]";
        }
    }

    /** Does what a supervisor does. Whether this one may, who hands it over has made sure. Refused as the command is. */
    @Journaled("agent.cmd.supervise/1")
    record Supervise(SupervisorCommand what) implements AgentCommand {}

    /** Ends the wrap-up; the agent takes the pending state, or READY. Refused: WRONG_STATE. */
    @Journaled("agent.cmd.end-wrap-up/1")
    record EndWrapUp() implements OwnState {}
}
