package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxEvent.LegOffered;
import org.cordboard.cti.port.PbxEvent.LinkDown;
import org.cordboard.cti.port.PbxEvent.LinkUp;
import org.cordboard.cti.port.PbxEvent.RequestEnded;
import org.cordboard.cti.port.PbxRequest.ClearLeg;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.Failed;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The link over a real socket and asterisk-java's connection, against a server that misbehaves. */
class AsteriskLinkTest {

    private static final String CALLER =
            AmiText.print(MachineBench.agiStart("PJSIP/carrier-00000001", "1.1", "cordboard-inbound", "10086", "4"));

    private final FakeAsterisk asterisk = new FakeAsterisk();
    private final List<PbxEvent> events = new CopyOnWriteArrayList<>();
    private AsteriskLink link = new AsteriskLink(asterisk.settings(), events::add);

    @AfterEach
    void close() throws IOException {
        link.close();
        asterisk.close();
    }

    private void start(AsteriskSettings settings) {
        link = new AsteriskLink(settings, events::add);
        link.start();
    }

    private long count(Class<? extends PbxEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }

    private void awaitCount(Class<? extends PbxEvent> type, long count) {
        await().atMost(Duration.ofSeconds(8)).until(() -> count(type) >= count);
    }

    @Test
    void logsInByChallengeAndReportsTheLink() {
        link.start();
        awaitCount(LinkUp.class, 1);
        assertThat(asterisk.received)
                .extracting(action -> action.text("Action"))
                .startsWith("Challenge", "Login")
                .contains("CoreShowChannels", "Setvar");
        assertThat(asterisk.received.toString()).doesNotContain(FakeAsterisk.SECRET);
        assertThat(link.status()).isEqualTo("connected to 127.0.0.1:" + asterisk.port());
    }

    @Test
    void logsInAheadAndAsksForNothingBeforeItIsStarted() {
        asterisk.afterLogin = CALLER;
        link.connect();
        await().during(Duration.ofMillis(300)).until(() -> asterisk.received.stream()
                .map(action -> action.text("Action"))
                .toList()
                .equals(List.of("Challenge", "Login")));
        assertThat(events).isEmpty();
        link.start();
        awaitCount(LegOffered.class, 1);
        assertThat(events.get(0)).isInstanceOf(LinkUp.class);
        assertThat(asterisk.connections()).isEqualTo(1);
    }

    @Test
    void endsTheConnectionThatWasMadeAheadWhenItIsClosedBeforeItIsStarted() {
        link.connect();
        await().until(() -> asterisk.count("Login") == 1);
        link.close();
        await().until(() -> asterisk.open() == 0);
        assertThat(events).isEmpty();
    }

    @Test
    void triesAgainAfterAnUnexpectedErrorWhileConnecting() {
        AtomicInteger wires = new AtomicInteger();
        link = new AsteriskLink(asterisk.settings(), events::add, (settings, listener) -> {
            AmiWire wire = new AsteriskJavaWire(settings, listener);
            return wires.incrementAndGet() > 1 ? wire : new BrokenWire();
        });
        link.start();
        awaitCount(LinkUp.class, 1);
        assertThat(wires).hasValue(2);
    }

    private static final class BrokenWire implements AmiWire {
        @Override
        public void open() {
            throw new IllegalArgumentException("not foreseen");
        }

        @Override
        public void send(AmiAction action) {}

        @Override
        public void close() {}

        @Override
        public void drop() {}
    }

    @Test
    void losesNoEventThatComesWithTheLogin() {
        asterisk.afterLogin = CALLER;
        link.start();
        awaitCount(LegOffered.class, 1);
        assertThat(events.get(0)).isInstanceOf(LinkUp.class);
    }

    @Test
    void carriesRequestsAndTheirAnswers() throws IOException {
        link.start();
        awaitCount(LinkUp.class, 1);
        asterisk.send(CALLER);
        awaitCount(LegOffered.class, 1);
        link.request(new ClearLeg(new RequestId("r-1"), new LegId("1.1"), Cause.USER_BUSY));
        awaitCount(RequestEnded.class, 1);
        assertThat(asterisk.received)
                .anySatisfy(action -> assertThat(action.text("Action") + action.text("Channel") + action.text("Cause"))
                        .isEqualTo("HangupPJSIP/carrier-0000000117"));
    }

    @Test
    void noticesAPeerThatFallsSilentWithinFiveSeconds() {
        link.start();
        awaitCount(LinkUp.class, 1);
        await().until(() -> asterisk.count("Setvar") >= 2);
        asterisk.silent = true;
        long start = System.nanoTime();
        awaitCount(LinkDown.class, 1);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        assertThat(millis).isLessThan(5_000);
        assertThat(events.getLast()).isInstanceOfSatisfying(LinkDown.class, down -> {
            assertThat(down.reason()).isEqualTo("nothing was heard for 4000 ms");
            assertThat(down.silentMillis()).isGreaterThanOrEqualTo(3_900);
        });
    }

    @Test
    void connectsAgainWhenThePbxComesBack() throws IOException {
        link.start();
        awaitCount(LinkUp.class, 1);
        asterisk.hangUp();
        awaitCount(LinkDown.class, 1);
        awaitCount(LinkUp.class, 2);
    }

    @Test
    void saysWhichUserWasRefusedAndWhatToCheckAndAsksSlowly() {
        AsteriskSettings good = asterisk.settings();
        start(AsteriskSettings.of(good.pbx(), good.host(), good.port(), "cordboard", "wrong"));
        await().until(() -> link.status().contains("refused"));
        assertThat(link.status())
                .isEqualTo("the PBX at " + good.address()
                        + " refused the manager user 'cordboard' (Authentication failed):"
                        + " check secret, permit and deny of [cordboard] in manager.conf");
        assertThat(asterisk.count("Login")).isEqualTo(1);
        assertThat(events).isEmpty();
    }

    @Test
    void canBeClosedBeforeItIsStarted() {
        link.close();
        assertThat(link.status()).isEqualTo("closed");
    }

    @Test
    void saysWhereNobodyListens() throws IOException {
        // Bound without listening: attempts are refused, and nobody else can be given the port meanwhile.
        try (Socket held = new Socket()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = held.getLocalPort();
            link.close();
            start(AsteriskSettings.of(MachineBench.PBX, "127.0.0.1", port, "cordboard", FakeAsterisk.SECRET));
            await().until(() -> link.status().startsWith("no connection to the PBX at 127.0.0.1:" + port));
            link.request(new ClearLeg(new RequestId("r-1"), new LegId("1.1"), Cause.USER_BUSY));
            awaitCount(RequestEnded.class, 1);
            assertThat(events.getFirst())
                    .isEqualTo(new RequestEnded(
                            new RequestId("r-1"), new Failed(Reason.LINK_DOWN, "no link to the PBX main")));
        }
    }

    @Test
    void saysThatSomethingElseListensThere() {
        asterisk.banner = "HTTP/1.1 400 Bad Request";
        link.start();
        await().atMost(Duration.ofSeconds(8)).until(() -> link.status().contains("says"));
        assertThat(link.status()).contains("no Asterisk manager interface: it says \"HTTP/1.1 400 Bad Request\"");
    }

    @Test
    void endsAConnectionThatSendsAnEndlessLine() throws IOException {
        link.start();
        awaitCount(LinkUp.class, 1);
        asterisk.send("x".repeat(AmiInput.MAX_LINE + 10));
        awaitCount(LinkDown.class, 1);
        assertThat(events)
                .anyMatch(event -> event instanceof LinkDown down
                        && down.reason().equals("a line of more than 65536 bytes is not AMI"));
    }

    @Test
    void survivesFramesThatAreGarbage() throws IOException {
        link.start();
        awaitCount(LinkUp.class, 1);
        asterisk.send(String.join(
                "\r\n\r\n", "no colon", ": no name", "Event:", "Event: Hangup", "Response: ?", "\u0000", ""));
        asterisk.send(CALLER);
        awaitCount(LegOffered.class, 1);
        assertThat(count(LinkDown.class)).isZero();
    }

    @Test
    void dropsTheLinkAndResynchronisesWhenEventsPileUp() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        link = new AsteriskLink(asterisk.settings().withLimits(500, 100), event -> {
            events.add(event);
            if (event instanceof LegOffered) {
                awaitGate(gate);
            }
        });
        link.start();
        awaitCount(LinkUp.class, 1);
        asterisk.send(CALLER);
        awaitCount(LegOffered.class, 1);
        asterisk.send("Event: Noise\r\n\r\n".repeat(600));
        await().atMost(Duration.ofSeconds(8)).until(() -> asterisk.connections() >= 2);
        gate.countDown();
        awaitCount(LinkUp.class, 2);
        assertThat(events)
                .anyMatch(event -> event instanceof LinkDown down
                        && down.reason().equals("more than 500 frames wait to be worked on"));
    }

    private static void awaitGate(CountDownLatch gate) {
        try {
            assertThat(gate.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsItsThreadsWhenClosed() {
        link.start();
        awaitCount(LinkUp.class, 1);
        link.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("cti-pbx-main"));
        assertThat(asterisk.count("Logoff") + asterisk.count("logoff")).isEqualTo(1);
        link.request(new ClearLeg(new RequestId("r-9"), new LegId("1.1"), Cause.USER_BUSY));
        assertThat(events.getLast()).isInstanceOf(RequestEnded.class);
    }
}
