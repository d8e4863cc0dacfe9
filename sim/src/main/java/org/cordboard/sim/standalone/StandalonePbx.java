package org.cordboard.sim.standalone;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.cordboard.sim.ami.AmiFace;
import org.cordboard.sim.ami.AmiServer;
import org.cordboard.sim.people.CallGenerator;
import org.cordboard.sim.people.CallerLog;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.people.PhonePerson;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.time.RealTime;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.Span;

/**
 * A simulated PBX in real time behind an AMI port. One thread of its own runs the world and its clients' connections; look at
 * the world only through {@link #ask}.
 */
public final class StandalonePbx implements AutoCloseable {

    private static final long SHORTEST_ALARM = 1_000;
    private static final long LONGEST_ALARM = 20_000;

    private final MultiThreadIoEventLoopGroup group;
    private final EventLoop loop;
    private final PbxWorld world;
    private final AmiFace face;
    private final CallerLog log = new CallerLog();
    private final List<CallGenerator> generators;
    private final AmiServer server;

    private StandalonePbx(StandaloneOptions options) {
        group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("simulated-pbx", true), NioIoHandler.newFactory());
        loop = group.next();
        world = new PbxWorld(new RealTime(loop), options.timings(), Dialplan.cordboard());
        Draws draws = new Draws(options.seed());
        world.addTrunk(options.trunk(), options.trunkCapacity());
        options.spans().forEach(world::addSpan);
        for (StandaloneOptions.Phone phone : options.phones()) {
            world.addPhone(
                    phone.station(),
                    new PhonePerson(
                            draws.split(),
                            phone.answersAfter(),
                            new Sample.Never(),
                            phone.missesOut(),
                            phone.rejects()));
        }
        face = new AmiFace(world, options.accounts());
        generators = options.calls().stream()
                .map(mix -> new CallGenerator(world, mix, draws.split(), log))
                .toList();
        if (options.alarmEveryMillis() > 0) {
            Draws alarms = draws.split();
            options.spans().forEach(span -> alarmSometimes(span, options.alarmEveryMillis(), alarms.split()));
        }
        try {
            server = AmiServer.start(options.listen(), face, loop);
        } catch (IllegalStateException e) {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
            throw e;
        }
    }

    private void alarmSometimes(Span span, long everyMillis, Draws draws) {
        world.scheduler().schedule((long) draws.exponential((double) everyMillis), () -> {
            world.raiseAlarm(span.trunk(), "Red Alarm", draws.between(SHORTEST_ALARM, LONGEST_ALARM));
            alarmSometimes(span, everyMillis, draws);
        });
    }

    /**
     * Starts listening; calls begin with {@link #startCalls}.
     *
     * @throws IllegalStateException when the port cannot be had; the message names it and is made for people
     */
    public static StandalonePbx start(StandaloneOptions options) {
        return new StandalonePbx(options);
    }

    /** The AMI port listened on. */
    public int port() {
        return server.port();
    }

    /** Lets customers call. Nothing happens when the options have no calls. */
    public void startCalls() {
        generators.forEach(generator -> loop.execute(generator::start));
    }

    /** No new calls; those that are up end in their own time. */
    public void stopCalls() {
        generators.forEach(generator -> loop.execute(generator::stop));
    }

    /** What the callers lived through; look at it through {@link #ask}. */
    public CallerLog callers() {
        return log;
    }

    public PbxWorld world() {
        return world;
    }

    public AmiFace ami() {
        return face;
    }

    /** Answers a question on the world's thread. Must not be called on that thread. */
    public <T> T ask(Callable<T> question) {
        return loop.submit(question).syncUninterruptibly().getNow();
    }

    /** Ends everything: connections break, calls are gone. */
    @Override
    public void close() {
        server.close();
        group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
