package org.cordboard.sim.people;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.cordboard.sim.time.Cancellable;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.Admission;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;
import org.jspecify.annotations.Nullable;

/** A customer and their one call: calls, waits, maybe talks, and writes down what happened when it is over. */
public final class Caller implements Party {

    private static final int NORMAL_CLEARING = 16;
    /** From hearing how long it will take to putting the receiver down. */
    private static final long SIGH_MILLIS = 2_000;

    private final PbxWorld world;
    private final Scheduler scheduler;
    private final InboundCall call;
    private final CustomerBehaviour behaviour;
    private final Draws draws;
    private final CallerLog log;
    private final Runnable whenOver;

    private final long number;
    private final List<String> agents = new ArrayList<>();
    private final List<String> prompts = new ArrayList<>();
    private String channel = "";
    private long calledAt;
    private OptionalLong answeredAt = OptionalLong.empty();
    private OptionalLong heardAgentAt = OptionalLong.empty();
    private boolean heardFallback;
    private boolean talking;
    private boolean over;
    private final Keypresses keys;
    private int pressed;
    private @Nullable Cancellable patience;

    private Caller(
            PbxWorld world,
            InboundCall call,
            CustomerBehaviour behaviour,
            Draws draws,
            CallerLog log,
            Runnable whenOver) {
        this.world = world;
        this.scheduler = world.scheduler();
        this.call = call;
        this.behaviour = behaviour;
        this.draws = draws;
        this.log = log;
        this.whenOver = whenOver;
        this.number = log.nextNumber();
        this.keys = new Keypresses(behaviour, draws);
    }

    /** Calls now. Must be called on the world's thread. */
    public static Caller call(
            PbxWorld world, InboundCall call, CustomerBehaviour behaviour, Draws draws, CallerLog log) {
        return call(world, call, behaviour, draws, log, () -> {});
    }

    /**
     * Calls now.
     *
     * @param whenOver run when the call has ended and stands in the log
     */
    public static Caller call(
            PbxWorld world,
            InboundCall call,
            CustomerBehaviour behaviour,
            Draws draws,
            CallerLog log,
            Runnable whenOver) {
        Caller caller = new Caller(world, call, behaviour, draws, log, whenOver);
        caller.dial();
        return caller;
    }

    private void dial() {
        calledAt = scheduler.now();
        Admission admission = world.arrive(call, this);
        channel = admission.channel();
        if (!admission.taken()) {
            finish(CallerLog.EndedBy.NETWORK, admission.cause());
            return;
        }
        startPatience();
    }

    private void startPatience() {
        stayFor(behaviour.patience().draw(draws));
    }

    private void stayFor(long millis) {
        if (patience != null) {
            patience.cancel();
        }
        // Real-time executors are not made for delays of a geological age.
        patience = millis < Sample.Never.MILLIS ? scheduler.schedule(millis, this::losePatience) : null;
    }

    /** The PBX's id of the call; empty when the trunk did not take it. */
    public String channel() {
        return channel;
    }

    public boolean over() {
        return over;
    }

    /** The caller talks with somebody now. */
    public boolean talking() {
        return talking;
    }

    /** Ends the call from the caller's side at once, whatever goes on. */
    public void hangUp() {
        world.partyHangsUp(channel, NORMAL_CLEARING);
    }

    /** Presses a key. */
    public void press(char digit) {
        pressed++;
        world.press(channel, digit);
    }

    /** Hears how long it will take until somebody answers. */
    public void toldWait(long seconds) {
        if (over || talking) {
            return;
        }
        long millis = seconds * 1_000;
        stayFor(
                millis > behaviour.told().mostMillis()
                        ? SIGH_MILLIS
                        : (long) (behaviour.told().trust() * millis));
    }

    private void losePatience() {
        if (!talking) {
            hangUp();
        }
    }

    @Override
    public void answered() {
        answeredAt = OptionalLong.of(scheduler.now());
    }

    @Override
    public void hearsPrompt(String prompt) {
        prompts.add(prompt);
        if (behaviour.hangsUpEarly() > 0 && draws.chance(behaviour.hangsUpEarly())) {
            hangUp();
        } else {
            keys.atPrompt().forEach(press -> scheduler.schedule(press.atMillis(), () -> press(press.key())));
            behaviour.told().hears().seconds(prompts).ifPresent(this::toldWait);
        }
    }

    @Override
    public void hearsFallback() {
        heardFallback = true;
    }

    @Override
    public void joined(String otherUniqueId) {
        talking = true;
        agents.add(otherUniqueId);
        if (heardAgentAt.isEmpty()) {
            heardAgentAt = OptionalLong.of(scheduler.now());
            long talk = behaviour.talk().draw(draws);
            if (talk < Sample.Never.MILLIS) {
                scheduler.schedule(talk, this::hangUp);
            }
        }
    }

    /** Left alone: whoever has talked already waits a little and then gives up. */
    @Override
    public void left() {
        talking = false;
        startPatience();
    }

    @Override
    public void ended(int cause, boolean byParty) {
        finish(byParty ? CallerLog.EndedBy.CALLER : CallerLog.EndedBy.OTHER_SIDE, cause);
    }

    @Override
    public void cut(int cause) {
        finish(CallerLog.EndedBy.NETWORK, cause);
    }

    private void finish(CallerLog.EndedBy by, int cause) {
        over = true;
        talking = false;
        if (patience != null) {
            patience.cancel();
        }
        log.add(new CallerLog.Entry(
                number,
                channel,
                call.callerNumber(),
                call.dialled(),
                calledAt,
                answeredAt,
                heardAgentAt,
                scheduler.now(),
                by,
                cause,
                agents,
                prompts,
                heardFallback,
                behaviour.habit(),
                pressed));
        whenOver.run();
    }
}
