package org.cordboard.sim.run;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * An agent at a desktop in virtual time: logs in, takes calls, wraps up; and on a troubled day takes breaks, loses the desktop,
 * rejects offers, hangs up first, logs out in the middle of work, presses the wrong buttons and comes back.
 */
final class SimulatedAgent {

    private static final long BREAK_EVERY_MILLIS = 1_200_000;
    private static final long DIALS_EVERY_MILLIS = 900_000;

    /** Some customers never hang up; the agent then does. */
    private static final long LONGEST_TALK_MILLIS = 600_000;

    private final AgentId id;
    private final StationId station;
    /** Whom this agent asks into calls, and whose state it sets now and then, as a supervisor does. */
    private final AgentId colleague;

    private final Desks desks;
    private final Scheduler time;
    private final Draws draws;
    private final boolean trouble;

    private int sessions;
    private int commands;
    private SessionId session;
    private boolean connected;
    private boolean working = true;
    private @Nullable CallId talking;
    private @Nullable CallId reserved;

    SimulatedAgent(
            AgentId id,
            StationId station,
            AgentId colleague,
            Desks desks,
            Scheduler time,
            Draws draws,
            boolean trouble) {
        this.id = id;
        this.station = station;
        this.colleague = colleague;
        this.desks = desks;
        this.time = time;
        this.draws = draws;
        this.trouble = trouble;
        this.session = new SessionId(id + "-0");
    }

    void startWork() {
        after(draws.between(0, 300_000), this::logIn);
        if (trouble) {
            after(draws.between(60_000, BREAK_EVERY_MILLIS), this::somethingHappens);
            after(draws.between(60_000, DIALS_EVERY_MILLIS), this::dialSomebody);
        }
    }

    /** No breaks and no trouble any more: the day is drawing to its end. */
    void finish() {
        working = false;
        comeBack();
        command(new AgentCommand.MakeReady());
    }

    private void logIn() {
        session = new SessionId(id + "-" + ++sessions);
        connected = true;
        command(new AgentCommand.LogIn(station), reply -> {
            if (reply instanceof Reply.Ok) {
                after(draws.between(500, 5_000), () -> command(new AgentCommand.MakeReady()));
            } else {
                after(draws.between(500, 5_000), this::logIn);
            }
        });
    }

    /** Is told what concerns this agent. Acts a little later, never inside the step it has just heard of. */
    void see(Event event) {
        switch (event) {
            case AgentEvent e -> agent(e);
            case QueueEvent.OfferMade e -> mayReject(e.offer());
            case CallEvent.ColleagueInvited e -> mayReject(e.offer());
            default -> {}
        }
    }

    private void mayReject(OfferId offer) {
        if (trouble && draws.chance(0.03)) {
            after(draws.between(100, 3_000), () -> command(new AgentCommand.RejectOffer(offer)));
        }
    }

    private void agent(AgentEvent event) {
        switch (event) {
            case AgentEvent.AgentBecameBusy e -> busy(e.call());
            case AgentEvent.AgentEnteredWrapUp e -> {
                talking = null;
                if (!trouble || draws.chance(0.8)) {
                    after(draws.between(1_000, 20_000), () -> {
                        command(new AgentCommand.SetDisposition(e.call(), "DONE"));
                        command(new AgentCommand.EndWrapUp());
                    });
                }
            }
            case AgentEvent.AgentBecameNotReady e -> {
                talking = null;
                after(draws.between(1_000, 60_000), () -> command(new AgentCommand.MakeReady()));
            }
            case AgentEvent.AgentLoggedOut e -> {
                talking = null;
                after(draws.between(10_000, 300_000), this::logIn);
            }
            case AgentEvent.AgentLoggedIn e -> {}
            case AgentEvent.SeatTakenOver e -> {}
            case AgentEvent.AgentBecameReady e -> talking = null;
            case AgentEvent.AgentReserved e -> reserved = e.call();
            case AgentEvent.PendingStateSet e -> {}
            case AgentEvent.StateForced e -> {}
            case AgentEvent.AgentConnectionLost e -> {}
            case AgentEvent.AgentConnectionRestored e -> {}
        }
    }

    private void busy(CallId call) {
        talking = call;
        long patience = trouble && draws.chance(0.15) ? draws.between(1_000, 240_000) : LONGEST_TALK_MILLIS;
        after(patience, () -> hangUp(call));
        if (draws.chance(0.1)) {
            after(draws.between(1_000, 120_000), () -> holdForAWhile(call));
        }
        if (draws.chance(0.05)) {
            after(draws.between(1_000, 120_000), () -> transfer(call));
        }
        if (draws.chance(0.05)) {
            after(draws.between(1_000, 120_000), () -> sendDigits(call));
        }
        if (draws.chance(0.05)) {
            after(draws.between(1_000, 120_000), () -> muteForAWhile(call));
        }
        if (draws.chance(0.2)) {
            after(draws.between(1_000, 60_000), () -> record(call));
        }
        if (draws.chance(0.15)) {
            after(draws.between(1_000, 120_000), () -> askColleague(call));
        }
        if (draws.chance(0.1)) {
            after(draws.between(1_000, 60_000), () -> command(new AgentCommand.SetCallData(call, "need", "of " + id)));
            after(
                    draws.between(1_000, 90_000),
                    () -> command(new AgentCommand.SetCallData(call, draws.chance(0.5) ? "need" : "topic", "")));
        }
        if (!trouble) {
            return;
        }
        if (draws.chance(0.05)) {
            after(draws.between(0, 60_000), () -> command(new AgentCommand.LogOut()));
        } else if (draws.chance(0.1)) {
            after(draws.between(0, 60_000), () -> command(new AgentCommand.MakeNotReady("BREAK")));
            after(draws.between(0, 90_000), () -> command(new AgentCommand.ClearPendingState()));
        }
    }

    private void holdForAWhile(CallId call) {
        if (call.equals(talking)) {
            command(new AgentCommand.Hold(call));
            after(draws.chance(0.1) ? 0 : draws.between(500, 60_000), () -> retrieve(call));
        }
    }

    private void retrieve(CallId call) {
        if (call.equals(talking)) {
            command(new AgentCommand.Retrieve(call), reply -> {
                if (reply instanceof Reply.Refused refused && refused.code() == Refusal.LINK_DOWN) {
                    after(5_000, () -> retrieve(call));
                }
            });
        }
    }

    private void transfer(CallId call) {
        if (call.equals(talking)) {
            QueueId queue = draws.chance(0.5) ? SimulatedSite.ENGLISH : SimulatedSite.VIP;
            command(new AgentCommand.Transfer(call, new TransferTarget.ToQueue(queue)));
        }
    }

    private void muteForAWhile(CallId call) {
        if (call.equals(talking)) {
            command(new AgentCommand.Mute(call));
            after(draws.chance(0.1) ? 0 : draws.between(500, 60_000), () -> command(new AgentCommand.Unmute(call)));
        }
    }

    private void record(CallId call) {
        if (call.equals(talking)) {
            command(new AgentCommand.RecordCall(call, RecordingStep.START));
            after(draws.between(200, 30_000), () -> command(new AgentCommand.RecordCall(call, RecordingStep.PAUSE)));
            after(
                    draws.between(30_000, 60_000),
                    () -> command(new AgentCommand.RecordCall(call, RecordingStep.RESUME)));
            after(draws.between(60_000, 120_000), () -> command(new AgentCommand.RecordCall(call, RecordingStep.STOP)));
        }
    }

    private void sendDigits(CallId call) {
        if (call.equals(talking)) {
            command(new AgentCommand.SendDigits(call, draws.chance(0.1) ? "no digits" : "0123456789*#"));
        }
    }

    /** A consultation or a conference, which takes its course; at last the customer is talked with again, if they wait still. */
    private void askColleague(CallId call) {
        if (!call.equals(talking)) {
            return;
        }
        command(
                draws.chance(0.2)
                        ? new AgentCommand.Invite(call, colleague)
                        : draws.chance(0.1)
                                ? new AgentCommand.Transfer(call, new TransferTarget.ToAgent(colleague))
                                : new AgentCommand.Consult(call, colleague));
        for (int i = draws.index(4); i >= 0; i--) {
            after(draws.between(500, 40_000), () -> steer(call));
        }
        after(draws.between(40_000, 60_000), () -> retrieve(call));
    }

    private void steer(CallId call) {
        if (call.equals(talking)) {
            command(
                    switch (draws.index(8)) {
                        case 0, 1 -> new AgentCommand.Alternate(call);
                        case 2, 3 -> new AgentCommand.Conference(call);
                        case 4, 5 -> new AgentCommand.CompleteTransfer(call);
                        case 6 -> new AgentCommand.CancelConsultation(call);
                        default -> new AgentCommand.DropParty(call, colleague);
                    });
        }
    }

    /** Goes on trying: the desktop, or the link to the PBX, may be gone just now. */
    private void hangUp(CallId call) {
        if (call.equals(talking)) {
            command(new AgentCommand.HangUp(call));
            after(10_000, () -> hangUp(call));
        }
    }

    /** Mostly a number that is there; now and then the agent thinks better of it. */
    private void dialSomebody() {
        if (!working) {
            return;
        }
        double luck = draws.unit();
        String number = luck < 0.05
                ? SimulatedSite.PREMIUM + "1234567"
                : luck < 0.1 ? "13700000000" : SimulatedSite.outsider(draws.index(SimulatedSite.OUTSIDERS));
        command(new AgentCommand.Dial(number), reply -> {
            CallId call = reserved;
            if (reply instanceof Reply.Ok && call != null && draws.chance(0.15)) {
                after(draws.between(500, 25_000), () -> command(new AgentCommand.HangUp(call)));
            }
        });
        after(draws.between(60_000, DIALS_EVERY_MILLIS), this::dialSomebody);
    }

    private void somethingHappens() {
        if (!working) {
            return;
        }
        switch (draws.index(7)) {
            case 0 -> loseDesktop();
            case 1 -> command(new AgentCommand.LogOut());
            case 2 -> command(new AgentCommand.MakeNotReady("BREAK"));
            case 4 -> command(new AgentCommand.Supervise(new SupervisorCommand.ForceState(colleague, someState())));
            case 5 -> command(new AgentCommand.Supervise(notice()));
            case 3 -> logIn(); // Another desktop, while the old one is still open.
            default -> {
                command(new AgentCommand.EndWrapUp());
                command(new AgentCommand.HangUp(new CallId("no-such-call")));
            }
        }
        after(draws.between(60_000, BREAK_EVERY_MILLIS), this::somethingHappens);
    }

    private SupervisorCommand notice() {
        List<AgentId> to = draws.chance(0.5) ? null : List.of(id, colleague);
        return new SupervisorCommand.GiveNotice("the queue is long", to, Duration.ofMinutes(draws.between(0, 60)));
    }

    private PendingState someState() {
        return switch (draws.index(3)) {
            case 0 -> new PendingState.Ready();
            case 1 -> new PendingState.NotReady("TRAINING");
            default -> new PendingState.LoggedOut();
        };
    }

    /** The desktop is gone for a while; it comes back by itself. */
    void vanish() {
        if (connected) {
            loseDesktop();
        }
    }

    private void loseDesktop() {
        connected = false;
        desks.tell(new Input.DesktopLost(id, session));
        after(draws.between(1_000, 90_000), this::comeBack);
    }

    private void comeBack() {
        if (!connected) {
            connected = true;
            desks.tell(new Input.DesktopReturned(id, session));
            command(new AgentCommand.MakeReady());
        }
    }

    private void command(AgentCommand what) {
        command(what, reply -> {});
    }

    /** Nothing is sent while the desktop is gone. */
    private void command(AgentCommand what, Consumer<Reply> answer) {
        if (connected) {
            desks.command(new Input.AgentCommanded(id, session, new CommandId("c" + ++commands), what), answer);
        }
    }

    private void after(long millis, Runnable task) {
        time.schedule(millis, task);
    }
}
