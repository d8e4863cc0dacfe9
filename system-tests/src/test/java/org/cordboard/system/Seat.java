package org.cordboard.system;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage.Alternate;
import org.cordboard.protocol.ClientMessage.CancelConsultation;
import org.cordboard.protocol.ClientMessage.Command;
import org.cordboard.protocol.ClientMessage.CompleteTransfer;
import org.cordboard.protocol.ClientMessage.Conference;
import org.cordboard.protocol.ClientMessage.Consult;
import org.cordboard.protocol.ClientMessage.Dial;
import org.cordboard.protocol.ClientMessage.DropParty;
import org.cordboard.protocol.ClientMessage.EndWrapUp;
import org.cordboard.protocol.ClientMessage.HangUp;
import org.cordboard.protocol.ClientMessage.Hold;
import org.cordboard.protocol.ClientMessage.Invite;
import org.cordboard.protocol.ClientMessage.MakeReady;
import org.cordboard.protocol.ClientMessage.Mute;
import org.cordboard.protocol.ClientMessage.PauseRecording;
import org.cordboard.protocol.ClientMessage.ResumeRecording;
import org.cordboard.protocol.ClientMessage.Retrieve;
import org.cordboard.protocol.ClientMessage.SendDigits;
import org.cordboard.protocol.ClientMessage.SetCallData;
import org.cordboard.protocol.ClientMessage.SetDisposition;
import org.cordboard.protocol.ClientMessage.StartRecording;
import org.cordboard.protocol.ClientMessage.StopRecording;
import org.cordboard.protocol.ClientMessage.TransferToAgent;
import org.cordboard.protocol.ClientMessage.TransferToNode;
import org.cordboard.protocol.ClientMessage.TransferToQueue;
import org.cordboard.protocol.ClientMessage.Unmute;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.RecordingState;
import org.cordboard.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/**
 * An agent at a desktop: what it was told, in order, and what the agent does there. Messages may come from any thread; the test
 * asks from its own.
 */
abstract class Seat {

    private final String agent;
    private final DeskPhone phone;
    private final List<ServerMessage> heard = new CopyOnWriteArrayList<>();
    private volatile @Nullable AgentStatus status;
    private volatile @Nullable LegState leg;
    private volatile int ringsAtFirstOffer = -1;
    private volatile boolean connected;
    private volatile boolean muted;
    private volatile RecordingState recording = RecordingState.NONE;

    Seat(String agent, DeskPhone phone) {
        this.agent = agent;
        this.phone = phone;
    }

    String agent() {
        return agent;
    }

    /** Sends a command and returns its answer. */
    abstract Answer ask(Command command);

    abstract String nextId();

    /** The connection to the server breaks. */
    abstract void loseConnection();

    /** Makes sure that the connection is tried again; it may be back already. */
    abstract void reconnect();

    // ---- what the agent does

    void ready() {
        demand(new MakeReady(nextId()));
    }

    void hangUp() {
        demand(new HangUp(nextId(), callId()));
    }

    void dial(String number) {
        demand(new Dial(nextId(), number));
    }

    void hold() {
        demand(new Hold(nextId(), callId()));
    }

    void retrieve() {
        demand(new Retrieve(nextId(), callId()));
    }

    void transferToQueue(String queue) {
        demand(new TransferToQueue(nextId(), callId(), queue));
    }

    void transferToNode(String node) {
        demand(new TransferToNode(nextId(), callId(), node));
    }

    void sendDigits(String digits) {
        demand(new SendDigits(nextId(), callId(), digits));
    }

    void mute() {
        demand(new Mute(nextId(), callId()));
    }

    void unmute() {
        demand(new Unmute(nextId(), callId()));
    }

    void record() {
        demand(new StartRecording(nextId(), callId()));
    }

    void pauseRecording() {
        demand(new PauseRecording(nextId(), callId()));
    }

    void resumeRecording() {
        demand(new ResumeRecording(nextId(), callId()));
    }

    void stopRecording() {
        demand(new StopRecording(nextId(), callId()));
    }

    /** What the screen says of the call's recording. */
    RecordingState recording() {
        return recording;
    }

    /** Whether the screen says that nobody hears the agent. */
    boolean muted() {
        return muted;
    }

    void transferToAgent(String colleague) {
        demand(new TransferToAgent(nextId(), callId(), colleague));
    }

    void consult(String colleague) {
        demand(new Consult(nextId(), callId(), colleague));
    }

    void alternate() {
        demand(new Alternate(nextId(), callId()));
    }

    void completeTransfer() {
        demand(new CompleteTransfer(nextId(), callId()));
    }

    void cancelConsultation() {
        demand(new CancelConsultation(nextId(), callId()));
    }

    void conference() {
        demand(new Conference(nextId(), callId()));
    }

    void invite(String colleague) {
        demand(new Invite(nextId(), callId(), colleague));
    }

    void drop(String colleague) {
        demand(new DropParty(nextId(), callId(), colleague));
    }

    void dispose(String disposition) {
        demand(new SetDisposition(nextId(), callId(), disposition));
    }

    void set(String name, String value) {
        demand(new SetCallData(nextId(), callId(), name, value));
    }

    void endWrapUp() {
        demand(new EndWrapUp(nextId()));
    }

    private void demand(Command command) {
        Answer answer = ask(command);
        if (!(answer instanceof Answer.Ok)) {
            throw new AssertionError(agent + " asked " + command + " and was told " + answer);
        }
    }

    /** The call at hand. */
    String callId() {
        AgentStatus now = status;
        if (now == null || now.callId() == null) {
            throw new AssertionError(agent + " has no call at hand: " + now);
        }
        return now.callId();
    }

    // ---- what the screen was told

    void hear(ServerMessage message) {
        heard.add(message);
        switch (message) {
            case ServerMessage.SessionOpened m -> {
                status = m.agent();
                connected = true;
            }
            case ServerMessage.Snapshot m -> status = m.agent();
            case Event.AgentStateChanged m -> status = m.agent();
            case Event.CallStateChanged m -> {
                leg = m.call().state();
                muted = m.call().muted();
                recording = m.call().recording();
            }
            case Event.OfferMade m -> ringsAtFirstOffer = ringsAtFirstOffer < 0 ? phone.rings() : ringsAtFirstOffer;
            default -> {}
        }
    }

    void disconnected() {
        connected = false;
    }

    boolean connected() {
        return connected;
    }

    /** How often the phone had rung when the first offer came on the screen. */
    int ringsAtFirstOffer() {
        return ringsAtFirstOffer;
    }

    boolean is(AgentState state) {
        AgentStatus now = status;
        return now != null && now.state() == state;
    }

    /** Ready, and the server knows this desktop. */
    boolean canTakeCalls() {
        AgentStatus now = status;
        return connected && now != null && now.state() == AgentState.READY && !now.connectionLost();
    }

    boolean isNotReady(String reason) {
        AgentStatus now = status;
        return is(AgentState.NOT_READY) && now != null && reason.equals(now.reason());
    }

    boolean talks() {
        return is(AgentState.BUSY) && leg == LegState.CONNECTED;
    }

    boolean phoneIs(LegState state) {
        return leg == state;
    }

    List<ServerMessage> heard() {
        return List.copyOf(heard);
    }

    <T extends ServerMessage> List<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    List<Offer> offers() {
        return heard(Event.OfferMade.class).stream().map(Event.OfferMade::offer).toList();
    }

    /** The numbers of all events in the order of their arrival. */
    List<Long> eventNumbers() {
        return heard(Event.class).stream().map(Event::seq).toList();
    }

    List<AgentState> states() {
        List<AgentState> states = new ArrayList<>();
        for (Event.AgentStateChanged change : heard(Event.AgentStateChanged.class)) {
            AgentState state = change.agent().state();
            if (states.isEmpty() || states.getLast() != state) {
                states.add(state);
            }
        }
        return states;
    }

    /** Whether this is the last that was told of the link to the PBX. */
    boolean linkIs(boolean up) {
        List<Event.LinkStateChanged> changes = heard(Event.LinkStateChanged.class);
        return !changes.isEmpty() && changes.getLast().up() == up;
    }

    String evidence() {
        StringBuilder text = new StringBuilder("seat of " + agent + ":\n");
        heard.forEach(message -> text.append("  ").append(message).append('\n'));
        return text.toString();
    }
}
