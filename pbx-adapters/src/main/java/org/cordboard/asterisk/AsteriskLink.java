package org.cordboard.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.cordboard.cti.port.Pbx;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An Asterisk as a {@link Pbx}: runs the machine {@link AsteriskPbx} on the thread {@code cti-pbx-<id>} and keeps a connection to the manager
 * interface on {@code cti-pbx-<id>-connect}.
 *
 * <p>Events are reported on the first thread; only a request refused because too many wait is answered on the caller's. When more frames wait
 * than the settings allow, or the machine fails, the link is dropped, connected again and resynchronised: nothing is lost silently.
 *
 * <p>After {@code LinkUp} nothing is reported of stations that have not changed: one counts as reachable until told otherwise.
 */
public final class AsteriskLink implements Pbx, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AsteriskLink.class);

    /** An older answer says nothing of the present. */
    private static final long ANSWER_COUNTS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private sealed interface Item {
        /** @param at {@link System#nanoTime} */
        record Heard(Session session, AmiMessage message, long at) implements Item {}

        record Up(Session session) implements Item {}

        record Down(Session session, String reason) implements Item {}

        record Asked(PbxRequest request) implements Item {}

        record Stop() implements Item {}
    }

    /** One connection from its first attempt to its end. */
    private final class Session implements AmiWire.Listener {
        private final AmiWire wire;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final AtomicBoolean over = new AtomicBoolean();
        private final AtomicInteger waiting = new AtomicInteger();

        Session(AmiWire.Factory factory) {
            this.wire = factory.make(settings, this);
        }

        @Override
        public void heard(AmiMessage message) {
            if (over.get()) {
                return;
            }
            if (waiting.incrementAndGet() > settings.maxFrames()) {
                lost("more than " + settings.maxFrames() + " frames wait to be worked on");
            } else {
                items.add(new Item.Heard(this, message, System.nanoTime()));
            }
        }

        @Override
        public void lost(String reason) {
            if (over.compareAndSet(false, true)) {
                wire.drop();
                items.add(new Item.Down(this, reason));
                ended.countDown();
            }
        }
    }

    private final AsteriskSettings settings;
    private final AmiWire.Factory wires;
    private final Consumer<? super PbxEvent> events;
    private final AsteriskPbx machine;
    private final LinkedBlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final AtomicInteger requestsWaiting = new AtomicInteger();
    private final BackOff backOff = new BackOff(RandomGenerator.getDefault());
    private final Thread runner;
    private final Thread connector;
    private final long wallAtStart = System.currentTimeMillis();
    private final long nanosAtStart = System.nanoTime();
    private volatile long lateMillis;
    private volatile Answer answer = new Answer(0, System.nanoTime());
    private volatile boolean closed;
    private volatile String status = "not started";
    private volatile @Nullable Session connecting;
    private volatile @Nullable Session current;
    private @Nullable EarlyFrames early;

    /** @param events gets everything the PBX reports, in order; when it blocks, the link is dropped in the end */
    public AsteriskLink(AsteriskSettings settings, Consumer<? super PbxEvent> events) {
        this(settings, events, AsteriskJavaWire::new);
    }

    AsteriskLink(AsteriskSettings settings, Consumer<? super PbxEvent> events, AmiWire.Factory wires) {
        this.settings = settings;
        this.events = Objects.requireNonNull(events);
        this.wires = wires;
        MachineSettings names = MachineSettings.of(settings.pbx())
                .withTrunks(settings.trunks())
                .withRecordings(settings.recordings())
                .withRunName("cb" + Long.toString(wallAtStart, 36))
                .withClock(at -> System.currentTimeMillis() / 1000)
                .withLimits(MachineSettings.MAX_LEGS, settings.maxRequests());
        this.machine = new AsteriskPbx(names, events, this::send);
        this.runner = Thread.ofPlatform().name("cti-pbx-" + settings.pbx()).unstarted(this::run);
        this.connector = Thread.ofPlatform()
                .name("cti-pbx-" + settings.pbx() + "-connect")
                .daemon()
                .unstarted(this::keepConnected);
    }

    /** Begins to connect and to log in, which takes its time, and goes on trying until closed. All else waits for {@link #start}. */
    public void connect() {
        connector.start();
    }

    /** Begins to work: asks the PBX what there is, and reports. Connects, where that has not begun yet. */
    public void start() {
        if (connector.getState() == Thread.State.NEW) {
            connect();
        }
        runner.start();
    }

    @Override
    public PbxId id() {
        return settings.pbx();
    }

    @Override
    public void request(PbxRequest request) {
        if (closed || requestsWaiting.incrementAndGet() > settings.maxRequests()) {
            if (!closed) {
                requestsWaiting.decrementAndGet();
            }
            var reason = closed ? RequestOutcome.Reason.LINK_DOWN : RequestOutcome.Reason.REFUSED;
            String detail = closed ? "closed" : "too many requests wait";
            events.accept(new RequestEnded(request.id(), new RequestOutcome.Failed(reason, detail)));
        } else {
            items.add(new Item.Asked(request));
        }
    }

    /**
     * How late the link is, milliseconds: how long the frame that is worked on had to wait here, or if that is more, how long the PBX's
     * last response was on its way, which tells of frames that wait to be read, too.
     */
    public long lateMillis() {
        Answer last = answer;
        boolean recent = System.nanoTime() - last.at() < ANSWER_COUNTS_NANOS;
        return Math.max(lateMillis, recent ? last.millis() : 0);
    }

    /** How the connection is, in a sentence for people. */
    public String status() {
        return status;
    }

    /** Whether the PBX has logged us in and has not been lost since. */
    public boolean isConnected() {
        return current != null && !closed;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        items.add(new Item.Stop());
        connector.interrupt();
        Session session = connecting;
        if (session != null) {
            session.over.set(true);
            session.wire.close();
        }
        join(runner);
        join(connector);
        status = "closed";
    }

    private static void join(Thread thread) {
        try {
            if (thread.isAlive() && !thread.equals(Thread.currentThread())) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keepConnected() {
        while (!closed) {
            try {
                boolean hopeless = connectOnce();
                Thread.sleep(backOff.next(hopeless));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Connects and stays until the connection ends; returns whether the next attempt can wait. */
    private boolean connectOnce() throws InterruptedException {
        Session session = new Session(wires);
        connecting = session;
        tell("connecting to " + settings.address());
        try {
            session.wire.open();
            items.add(new Item.Up(session));
            long openedAt = System.nanoTime();
            session.ended.await();
            backOff.connectedFor(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - openedAt));
            return false;
        } catch (AmiWire.NotOpened e) {
            session.over.set(true);
            if (!closed) {
                tell(e.getMessage() == null ? "not connected" : e.getMessage());
            }
            return e.isHopeless();
        } catch (RuntimeException e) {
            // Without this the thread would end and nobody would ever connect again.
            log.error("PBX {}: the attempt to connect failed with an internal error", settings.pbx(), e);
            session.lost("internal error");
            tell("not connected: internal error, see the log");
            return false;
        }
    }

    private void tell(String text) {
        if (!text.equals(status)) {
            status = text;
            log.info("PBX {}: {}", settings.pbx(), text);
        }
    }

    private long now() {
        return wallAtStart + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanosAtStart);
    }

    private void run() {
        boolean going = true;
        while (going) {
            try {
                Item item = items.poll(untilDue(), TimeUnit.MILLISECONDS);
                going = item == null || work(item);
                if (items.isEmpty()) {
                    lateMillis = 0;
                }
                if (machine.nextDueAt() <= now()) {
                    machine.tick(now());
                }
            } catch (InterruptedException e) {
                going = false;
            } catch (RuntimeException e) {
                log.error("PBX {}: the link is dropped after an internal error", settings.pbx(), e);
                dropCurrent("internal error");
            }
        }
        machine.linkDown("closed", now());
    }

    private long untilDue() {
        return Math.clamp(machine.nextDueAt() - now(), 0L, 1_000L);
    }

    private boolean work(Item item) {
        switch (item) {
            case Item.Heard heard -> heard(heard);
            case Item.Up up -> up(up.session());
            case Item.Down down -> down(down);
            case Item.Asked asked -> {
                requestsWaiting.decrementAndGet();
                machine.request(asked.request(), now());
            }
            case Item.Stop stop -> {
                return false;
            }
        }
        return true;
    }

    private void heard(Item.Heard heard) {
        Session session = heard.session();
        session.waiting.decrementAndGet();
        lateMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard.at());
        if (session.over.get()) {
            return;
        }
        if (session == current) {
            machine.on(heard.message(), now());
            if (heard.message().isResponse()) {
                answer = new Answer(machine.answerMillis(), System.nanoTime());
            }
            return;
        }
        // Heard while logging in: kept until the machine knows that the link is up.
        if (early == null || early.session() != session) {
            early = new EarlyFrames(session, new ArrayList<>());
        }
        if (early.frames().size() >= settings.maxFrames()) {
            session.lost("more than " + settings.maxFrames() + " frames came during the login");
        } else {
            early.frames().add(heard.message());
        }
    }

    private void up(Session session) {
        if (session.over.get()) {
            return;
        }
        current = session;
        tell("connected to " + settings.address());
        machine.linkUp(now());
        if (early != null && early.session() == session) {
            early.frames().forEach(frame -> machine.on(frame, now()));
        }
        early = null;
    }

    private void down(Item.Down down) {
        if (down.session() == current) {
            current = null;
            tell("link lost: " + down.reason());
            machine.linkDown(down.reason(), now());
        }
    }

    private void send(AmiAction action) {
        Session session = current;
        if (session == null) {
            return;
        }
        try {
            session.wire.send(action);
        } catch (IOException e) {
            session.lost("could not send: " + e.getMessage());
        }
    }

    private void dropCurrent(String reason) {
        Session session = current;
        if (session != null) {
            session.lost(reason);
        }
    }

    /** @param at {@link System#nanoTime} */
    private record Answer(long millis, long at) {}

    private record EarlyFrames(Session session, List<AmiMessage> frames) {}

    /** Events that were of no use, by name, for diagnosis. */
    public Map<String, Long> counts() {
        return machine.counts();
    }
}
