package org.cordboard.cti.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.cordboard.cti.acd.AcdQueues;
import org.cordboard.cti.admission.Admission;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.Agents;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.TransferTarget;
import org.cordboard.cti.callback.CallBacks;
import org.cordboard.cti.consult.Consultations;
import org.cordboard.cti.customer.Customers;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.dialout.DialOuts;
import org.cordboard.cti.ivr.IvrSessions;
import org.cordboard.cti.journal.Journaled;
import org.cordboard.cti.journal.RecordCodec;
import org.cordboard.cti.journal.StateHash;
import org.cordboard.cti.notice.Notices;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one site: a function of inputs. {@link #step} decides an input, applies the facts, and lets the features react
 * to them in a fixed order until nothing more follows. {@link #replay} applies the facts of a journal instead.
 *
 * <p>It belongs to one thread. It reads no clock, draws nothing at random, does no I/O and waits for nothing: whatever does comes
 * back as another input.
 */
public final class Engine {

    /** No input leads to more facts than this; one that does has met a loop, which is a fault. */
    static final int MAX_EVENTS = 100_000;

    private final Timers timers = new Timers();
    private final Site site = new Site();
    private final Calls calls = new Calls(site, timers);
    private final Customers customers = new Customers(site, timers);
    private final Admission admission = new Admission(site, calls, customers);
    private final Agents agents = new Agents(site, calls, timers);
    private final AcdQueues queues = new AcdQueues(site, calls, agents, timers);
    private final CallBacks callBacks = new CallBacks(site, calls, queues, timers);
    private final DialOuts dialOuts = new DialOuts(site, calls, agents, customers, timers);
    private final IvrSessions ivr = new IvrSessions(site, calls, customers, queues.prospects(), callBacks, timers);
    private final Consultations consultations = new Consultations(site, calls, agents);
    private final Notices notices = new Notices();
    private final OutstandingEffects effects = new OutstandingEffects(timers);
    private final Replies replies = new Replies();

    /** Facts are applied in this order: what others look at while they apply comes first. */
    private final List<Feature> applyOrder = List.of(
            site,
            effects,
            replies,
            calls,
            customers,
            admission,
            ivr,
            agents,
            queues,
            callBacks,
            dialOuts,
            consultations,
            notices);

    /**
     * Features react in this order. Admission comes first: nobody does anything for a caller of whom it is not decided yet.
     * Consultations come before trees, so that it is known where a customer goes whose colleague does not come. Agents come before queues, so that an agent is RESERVED before the next offer is looked for;
     * calls come last, because a call is closed only when everybody is done with it.
     */
    private final List<Feature> reactOrder =
            List.of(admission, customers, consultations, ivr, agents, queues, callBacks, dialOuts, calls);

    /** Those of them that {@link SiteEvent.Bookkeeping} concerns. Nobody reacts to it. */
    private final List<Feature> bookkeepers = List.of(effects, replies, calls);

    private SiteId siteId = new SiteId("unnamed");
    private long epoch;
    private long ids;
    private long now;
    private long staleTimers;
    private long lateAnswers;

    /**
     * Decides one input.
     *
     * @param at engine time, milliseconds; never smaller than that of the input before
     * @throws EngineFault when an invariant is broken; this engine must not be used any more
     */
    public Decision step(long at, Input input) {
        if (at < now) {
            throw new EngineFault("engine time went back from " + now + " to " + at);
        }
        now = at;
        Round round = new Round(at, site.limits().answer(), siteId + "-" + epoch + "-", ids);
        Reply reply = decide(input, round);
        settle(round);
        if (round.tookIds()) {
            round.fact(new SiteEvent.IdsTaken(round.lastId()));
            applyAll(round);
        }
        return new Decision(round.events, round.effects, reply);
    }

    /**
     * An input as it may be written down; to be asked before the input is decided. A key that may be part of a sensitive value
     * is blotted out, and so are digits that an agent sends, and what an agent would put in place of a sensitive value. Replay takes
     * facts, not inputs, and no fact has any of it either.
     */
    public Input written(Input input) {
        return switch (input) {
            case Input.PbxReported(PbxEvent.DigitPressed pressed)
            when !ivr.mayBeWritten(pressed) ->
                new Input.PbxReported(new PbxEvent.DigitPressed(pressed.leg(), PbxEvent.DigitPressed.BLOTTED));
            case Input.AgentCommanded in
            when in.what() instanceof AgentCommand.SendDigits sent ->
                new Input.AgentCommanded(in.agent(), in.session(), in.command(), sent.written());
            case Input.AgentCommanded in
            when in.what() instanceof AgentCommand.SetCallData set && !calls.mayBeWritten(set) ->
                new Input.AgentCommanded(
                        in.agent(),
                        in.session(),
                        in.command(),
                        new AgentCommand.SetCallData(set.call(), set.name(), Call.BLOTTED));
            default -> input;
        };
    }

    /** Whether something was blotted out of an input before it was written down, so that it cannot be decided again. */
    public static boolean isBlotted(Input written) {
        return switch (written) {
            case Input.PbxReported(PbxEvent.DigitPressed pressed) -> pressed.digit() == PbxEvent.DigitPressed.BLOTTED;
            case Input.AgentCommanded in -> in.what() instanceof AgentCommand.SendDigits;
            default -> false;
        };
    }

    /** Applies the facts of one journal entry, in order. */
    public void replay(long at, List<Event> events) {
        now = at;
        for (Event event : events) {
            apply(event);
        }
    }

    private void settle(Round round) {
        applyAll(round);
        for (Event event = round.nextUnseen(); event != null; event = round.nextUnseen()) {
            for (Feature feature : reactOrder) {
                feature.react(event, round);
                applyAll(round);
            }
            if (round.events.size() > MAX_EVENTS) {
                throw new EngineFault("one input led to more than " + MAX_EVENTS + " facts, the last one " + event);
            }
        }
    }

    private void applyAll(Round round) {
        for (Event event = round.nextUnapplied(); event != null; event = round.nextUnapplied()) {
            apply(event);
        }
    }

    private void apply(Event event) {
        for (Feature feature : event instanceof SiteEvent.Bookkeeping ? bookkeepers : applyOrder) {
            feature.apply(event, now);
        }
        switch (event) {
            case SiteEvent.SiteOpened e -> {
                siteId = e.site();
                epoch = e.epoch();
            }
            case SiteEvent.IdsTaken e -> ids = e.upTo();
            case SiteEvent.TimerExpired e -> timers.cancel(e.timer());
            default -> {}
        }
    }

    // ---- inputs

    private @Nullable Reply decide(Input input, Round out) {
        switch (input) {
            case Input.SiteStarted in -> out.fact(new SiteEvent.SiteOpened(in.site(), in.epoch()));
            case Input.ConfigurationLoaded in -> out.fact(new SiteEvent.SiteConfigured(in.config()));
            case Input.PbxReported in -> decide(in.event(), out);
            case Input.AgentCommanded in -> {
                return decide(in, out);
            }
            case Input.SupervisorCommanded in -> {
                return supervise(in.by(), in.what(), out);
            }
            case Input.DesktopLost in -> agents.desktopLost(in.agent(), in.session(), out);
            case Input.DesktopReturned in -> agents.desktopReturned(in.agent(), in.session(), out);
            case Input.CustomerLookedUp in -> lookedUp(in.request(), in.result(), out);
            case Input.CustomerQueried in -> queried(in, out);
            case Input.TimerFired in -> fired(in, out);
            case Input.StateNoteDue in -> out.fact(new SiteEvent.StateNoted(stateHash()));
            case Input.AdmissionMeasured in -> admission.measured(in.callsPerSecond(), out);
            case Input.WallClockMoved in -> out.fact(new SiteEvent.WallClockMoved(in.offsetMillis()));
        }
        return null;
    }

    private void decide(PbxEvent event, Round out) {
        switch (event) {
            case PbxEvent.RequestEnded e -> ended(e.request(), e.outcome(), out);
            case PbxEvent.LinkUp e -> {
                calls.decide(e, out);
                out.fact(new SiteEvent.LinkChanged(e.pbx(), true, 0));
            }
            case PbxEvent.LinkDown e -> {
                if (site.linkUp(e.pbx())) {
                    out.fact(new SiteEvent.LinkChanged(e.pbx(), false, e.silentMillis()));
                }
            }
            case PbxEvent.StationChanged e -> out.fact(new SiteEvent.StationChanged(e.station(), e.state()));
            case PbxEvent.TrunkAlarm e -> alarm(e.trunk(), e.alarm(), out);
            case PbxEvent.TrunkAlarmCleared e -> alarm(e.trunk(), "", out);
            case PbxEvent.LegOffered e -> calls.decide(e, out);
            case PbxEvent.LegAlerting e -> calls.decide(e, out);
            case PbxEvent.LegAnswered e -> calls.decide(e, out);
            case PbxEvent.LegFailed e -> calls.decide(e, out);
            case PbxEvent.LegCleared e -> calls.decide(e, out);
            case PbxEvent.LegsBridged e -> calls.decide(e, out);
            case PbxEvent.LegReturned e -> calls.decide(e, out);
            case PbxEvent.DigitPressed e -> ivr.decide(e, out);
        }
    }

    /** A PBX tells the state of every trunk whenever its link comes up; only a change is a fact. */
    private void alarm(TrunkId trunk, String alarm, Round out) {
        if (!site.trunkAlarm(trunk).equals(alarm)) {
            out.fact(new SiteEvent.TrunkAlarmChanged(trunk, alarm));
        }
    }

    private void ended(RequestId id, RequestOutcome outcome, Round out) {
        Effect effect = effects.get(id);
        if (effect == null) {
            lateAnswers++;
            return;
        }
        for (Feature feature : reactOrder) {
            feature.settled(effect, outcome, out);
            applyAll(out);
        }
        out.fact(new SiteEvent.EffectSettled(id));
    }

    private void lookedUp(RequestId id, LookUpResult result, Round out) {
        if (effects.get(id) == null) {
            lateAnswers++;
            return;
        }
        customers.answered(id, result, out);
        out.fact(new SiteEvent.EffectSettled(id));
    }

    private void queried(Input.CustomerQueried in, Round out) {
        if (effects.get(in.request()) == null) {
            lateAnswers++;
            return;
        }
        ivr.queried(in.request(), in.result(), out);
        out.fact(new SiteEvent.EffectSettled(in.request()));
    }

    private void fired(Input.TimerFired in, Round out) {
        if (!timers.isCurrent(in.timer(), in.generation())) {
            staleTimers++;
            return;
        }
        out.fact(new SiteEvent.TimerExpired(in.timer()));
        applyAll(out);
        if (in.timer() instanceof TimerKey.EffectLimit limit) {
            ended(
                    limit.request(),
                    new RequestOutcome.Failed(RequestOutcome.Reason.TIMED_OUT, "no answer in time"),
                    out);
            return;
        }
        for (Feature feature : reactOrder) {
            feature.decide(in.timer(), out);
            applyAll(out);
        }
    }

    private Reply decide(Input.AgentCommanded in, Round out) {
        Reply earlier = replies.earlier(in.agent(), in.session(), in.command());
        if (earlier != null) {
            return earlier;
        }
        Reply reply = command(in, out);
        applyAll(out);
        Agent agent = agents.agent(in.agent());
        boolean replaced = agent != null && agent.loggedIn() && !in.session().equals(agent.session());
        if (!replaced && site.agent(in.agent()) != null) {
            // Kept for the agent's own session alone: an older one must not push out the replies of its successor.
            out.fact(new SiteEvent.CommandAnswered(in.agent(), in.session(), in.command(), reply));
        }
        return reply;
    }

    private Reply command(Input.AgentCommanded in, Round out) {
        Agent agent = agents.agent(in.agent());
        boolean login = in.what() instanceof AgentCommand.LogIn;
        if (!login && (agent == null || !agent.loggedIn())) {
            return new Reply.Refused(Refusal.NOT_LOGGED_IN, "You are not logged in.");
        }
        boolean elsewhere = agent != null && !in.session().equals(agent.session());
        if (elsewhere && (!login || replies.isReplaced(in.agent(), in.session()))) {
            return new Reply.Refused(Refusal.SESSION_REPLACED, "Your seat was taken over by another session.");
        }
        // A command is proof that the desktop is there.
        agents.desktopReturned(in.agent(), in.session(), out);
        applyAll(out);
        return switch (in.what()) {
            case AgentCommand.RejectOffer c -> {
                Reply declined = consultations.reject(in.agent(), c, out);
                yield declined == null ? queues.reject(in.agent(), c, out) : declined;
            }
            case AgentCommand.Dial c -> dialOuts.dial(in.agent(), c, out);
            case AgentCommand.HangUp c -> calls.hangUp(in.agent(), c, out);
            case AgentCommand.Hold c -> calls.hold(in.agent(), c, out);
            case AgentCommand.Retrieve c -> calls.retrieve(in.agent(), c, out);
            case AgentCommand.Transfer c ->
                c.to() instanceof TransferTarget.ToAgent to
                        ? consultations.transfer(in.agent(), c.call(), to, out)
                        : ivr.transfer(in.agent(), c, out);
            case AgentCommand.Consult c -> consultations.consult(in.agent(), c, out);
            case AgentCommand.Alternate c -> consultations.alternate(in.agent(), c, out);
            case AgentCommand.CompleteTransfer c -> consultations.complete(in.agent(), c, out);
            case AgentCommand.CancelConsultation c -> consultations.cancel(in.agent(), c, out);
            case AgentCommand.Conference c -> consultations.conference(in.agent(), c, out);
            case AgentCommand.Invite c -> consultations.invite(in.agent(), c, out);
            case AgentCommand.DropParty c -> consultations.drop(in.agent(), c, out);
            case AgentCommand.SetCallData c -> calls.setData(in.agent(), c, out);
            case AgentCommand.Supervise c -> supervise(in.agent().value(), c.what(), out);
            case AgentCommand.SendDigits c -> calls.services().sendDigits(in.agent(), c, out);
            case AgentCommand.Mute c -> calls.services().mute(in.agent(), c.call(), true, out);
            case AgentCommand.Unmute c -> calls.services().mute(in.agent(), c.call(), false, out);
            case AgentCommand.RecordCall c -> calls.recordings().decide(in.agent(), c, out);
            case AgentCommand.SetDisposition c -> calls.setDisposition(in.agent(), c, out);
            case AgentCommand.LogIn c -> agents.logIn(in.agent(), in.session(), c.station(), out);
            case AgentCommand.OwnState c -> agents.decide(in.agent(), c, out);
        };
    }

    private Reply supervise(String by, SupervisorCommand what, Round out) {
        return switch (what) {
            case SupervisorCommand.MoveCaller c -> queues.move(by, c, out);
            case SupervisorCommand.GiveNotice c -> notices.give(by, c, out);
            case SupervisorCommand.ForceState c -> agents.force(by, c, out);
        };
    }

    // ---- what may be read between inputs

    /** The timer to fire next, or null. Firing it is an {@link Input.TimerFired}. */
    public Timers.@Nullable Started nextTimer() {
        return timers.next();
    }

    /** Engine time of the last input. */
    public long now() {
        return now;
    }

    public SiteId siteId() {
        return siteId;
    }

    /** Of the site that was opened first, which no later journal has. */
    public long epoch() {
        return epoch;
    }

    public Site site() {
        return site;
    }

    public Calls calls() {
        return calls;
    }

    public Admission admission() {
        return admission;
    }

    public Agents agents() {
        return agents;
    }

    public AcdQueues queues() {
        return queues;
    }

    public CallBacks callBacks() {
        return callBacks;
    }

    public DialOuts dialOuts() {
        return dialOuts;
    }

    public Collection<Effect> outstandingEffects() {
        return effects.all();
    }

    @Nullable
    Effect outstanding(RequestId request) {
        return effects.get(request);
    }

    /** Timers that fired after they had been cancelled or replaced. */
    public long staleTimers() {
        return staleTimers;
    }

    /** Answers to requests that had been given up. */
    public long lateAnswers() {
        return lateAnswers;
    }

    Timers timers() {
        return timers;
    }

    @Journaled("state.engine/1")
    record Counters(SiteId site, long epoch, long ids, List<Timers.Started> timers, long timersStarted) {}

    /** Made when it is first needed: deriving the codec takes a while, and a start without a snapshot does without. */
    private static final class StateCodec {

        static final RecordCodec OF_ALL = RecordCodec.forRoots(
                new Engine().state().stream().map(Object::getClass).toArray(Class<?>[]::new));

        private StateCodec() {}
    }

    /** A hash of the whole state: equal for the engine that decided and for one that replayed its journal. */
    public long stateHash() {
        StateHash hash = new StateHash(stateCodec());
        state().forEach(hash::add);
        return hash.value();
    }

    /** The whole state as values the journal's codec can write, feature by feature in the order of application. */
    public List<Record> state() {
        List<Record> all = new ArrayList<>();
        all.add(new Counters(siteId, epoch, ids, timers.all(), timers.generations()));
        applyOrder.forEach(feature -> all.add(feature.state()));
        return List.copyOf(all);
    }

    /** The codec of the records in {@link #state}. */
    public static RecordCodec stateCodec() {
        return StateCodec.OF_ALL;
    }

    /**
     * An engine with the state another one had. It decides as that one does, except that keys which callers were pressing at the
     * time are forgotten, as after a replay.
     *
     * @param at engine time of the last input before
     * @param state what {@link #state} gave
     */
    public static Engine restored(long at, List<Record> state) {
        Engine engine = new Engine();
        Counters counters = (Counters) state.getFirst();
        engine.now = at;
        engine.siteId = counters.site();
        engine.epoch = counters.epoch();
        engine.ids = counters.ids();
        engine.timers.restore(counters.timers(), counters.timersStarted());
        for (int i = 0; i < engine.applyOrder.size(); i++) {
            engine.applyOrder.get(i).restore(state.get(i + 1));
        }
        return engine;
    }
}
