package org.cordboard.sim.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiServer;
import org.cordboard.sim.ami.FaultPlan;
import org.cordboard.sim.people.CallMix;
import org.cordboard.sim.people.CustomerBehaviour;
import org.cordboard.sim.people.Sample;
import org.cordboard.sim.world.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StandalonePbxTest {

    private static final AmiAccount ACCOUNT = AmiAccount.unlimited("all", "secret");

    private static StandaloneOptions options(int port) {
        return StandaloneOptions.small(port, ACCOUNT, 2, 1);
    }

    /** A client on a real socket. */
    private static final class TcpClient implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader reader;

        TcpClient(int port) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(15_000);
            reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        void send(String text) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** Reads until a line begins so; null when the connection ends before. */
        String until(String start) throws IOException {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(start)) {
                    return line;
                }
            }
            return "the connection ended";
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void hasSpansWhoseAlarmsComeAndGoByThemselves() throws IOException {
        StandaloneOptions options = options(0).withSpans(List.of(Span.pri(1, Span.Line.E1)), 20);
        try (StandalonePbx pbx = StandalonePbx.start(options);
                TcpClient client = new TcpClient(pbx.port())) {
            client.send("Action: Login\r\nUsername: all\r\nSecret: secret\r\n\r\n");
            assertThat(client.until("Event: Alarm")).startsWith("Event: Alarm");
            assertThat(client.until("DAHDIChannel")).startsWith("DAHDIChannel: ");
            assertThat(pbx.ask(() -> pbx.world().trunks())).containsExactly("carrier", "span1");
        }
    }

    @Test
    void servesAClientOverTcp() throws IOException {
        try (StandalonePbx pbx = StandalonePbx.start(options(0));
                TcpClient client = new TcpClient(pbx.port())) {
            assertThat(client.until("Asterisk")).isEqualTo("Asterisk Call Manager/11.0.0");
            client.send("Action: Login\r\nUsername: all\r\nSecret: secret\r\n\r\n");
            assertThat(client.until("Response")).isEqualTo("Response: Success");
            client.send("""
                    Action: Originate
                    Channel: PJSIP/1001
                    Context: cordboard-leg
                    Exten: s
                    Priority: 1
                    Async: true

                    """);
            assertThat(client.until("Event: AsyncAGIStart")).isEqualTo("Event: AsyncAGIStart");
        }
    }

    @Test
    void sendsTheRefusalOfAWrongSecretBeforeItHangsUp() throws IOException {
        try (StandalonePbx pbx = StandalonePbx.start(options(0));
                TcpClient client = new TcpClient(pbx.port())) {
            client.send("Action: Login\r\nUsername: all\r\nSecret: wrong\r\n\r\n");
            assertThat(client.until("Message")).isEqualTo("Message: Authentication failed");
            assertThat(client.until("never")).isEqualTo("the connection ended");
        }
    }

    @Test
    void namesThePortThatIsInUse() {
        try (StandalonePbx pbx = StandalonePbx.start(options(0))) {
            assertThatThrownBy(() -> StandalonePbx.start(options(pbx.port())).close())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + pbx.port() + " on 127.0.0.1 is in use");
        }
    }

    @Test
    void disconnectsAClientThatDoesNotRead() throws IOException {
        AmiServer.Options narrow = new AmiServer.Options("127.0.0.1", 0, 64 << 10, 4, FaultPlan.NONE);
        StandaloneOptions small = options(0);
        StandaloneOptions options = new StandaloneOptions(
                narrow,
                small.accounts(),
                small.trunk(),
                small.trunkCapacity(),
                small.phones(),
                List.of(),
                small.timings(),
                1);
        try (StandalonePbx pbx = StandalonePbx.start(options);
                TcpClient client = new TcpClient(pbx.port())) {
            client.send("Action: Login\r\nUsername: all\r\nSecret: secret\r\n\r\n");
            client.until("Event: FullyBooted");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> pbx.ask(() -> {
                        for (int i = 0; i < 2_000; i++) {
                            pbx.world().setGlobal("NOISE", "x".repeat(500));
                        }
                        return pbx.ami().sessions().isEmpty();
                    }));
        }
    }

    @Test
    void closesConnectionsBeyondTheBound() throws IOException {
        StandaloneOptions small = options(0);
        StandaloneOptions options = new StandaloneOptions(
                new AmiServer.Options("127.0.0.1", 0, 1 << 20, 1, FaultPlan.NONE),
                small.accounts(),
                small.trunk(),
                small.trunkCapacity(),
                small.phones(),
                List.of(),
                small.timings(),
                1);
        try (StandalonePbx pbx = StandalonePbx.start(options);
                TcpClient first = new TcpClient(pbx.port())) {
            first.until("Asterisk");
            try (TcpClient second = new TcpClient(pbx.port())) {
                assertThat(second.until("Asterisk")).isEqualTo("the connection ended");
            }
        }
    }

    @Test
    void customersCallAndHearTheFallbackWhileNobodyServesThem() {
        CallMix mix =
                new CallMix("carrier", "10086", 6_000, 5, List.of(), 1, List.of(CustomerBehaviour.patient(1_000)));
        try (StandalonePbx pbx = StandalonePbx.start(options(0).withCalls(mix))) {
            pbx.startCalls();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> pbx.ask(() -> pbx.callers().fellBack() >= 3));
            pbx.stopCalls();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> pbx.ask(() -> pbx.callers().going() == 0));
        }
    }

    @Test
    void phonesAreThePersonsTheOptionsDescribe() {
        StandaloneOptions options =
                options(0).withPhones(List.of(new StandaloneOptions.Phone("2001", new Sample.Fixed(10), 0, 0)));
        assertThat(options.phones())
                .extracting(StandaloneOptions.Phone::station)
                .containsExactly("2001");
    }
}
