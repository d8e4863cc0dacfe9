package org.cordboard.server.listen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.ServerMessage.ProtocolError;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.desktop.EngineSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The listener over real sockets on loopback, with a real engine behind the desktops. */
@Timeout(120)
class ListenerTest {

    record Greeting(String name) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService engine = Executors.newSingleThreadExecutor();
    private final EngineSite site = new EngineSite(engine);
    private final Desktops desktops =
            new Desktops(site, token -> Optional.of(new AgentId(token)).filter(a -> !token.equals("bad")), () -> 5, 7);
    private final Routes routes = new Routes()
            .on("GET", "/hello", call -> HttpReply.text(200, "text/plain", "hello"))
            .on(
                    "POST",
                    "/hello",
                    call -> HttpReply.json(
                            200, new Greeting(call.json(Greeting.class).name())))
            .on("GET", "/broken", call -> {
                throw new IllegalStateException("a secret of the house");
            });

    private Listener listener = Listener.open("127.0.0.1", 0, routes, desktops);

    @BeforeEach
    void starts() throws Exception {
        engine.submit(() -> site.starts(desktops)).get();
    }

    @AfterEach
    void closes() {
        listener.close();
        engine.shutdownNow();
    }

    private HttpResponse<String> ask(String path, Function<HttpRequest.Builder, HttpRequest.Builder> how)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + listener.port() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
        return http.send(how.apply(request).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String body) throws Exception {
        return ask("/hello", r -> r.POST(BodyPublishers.ofString(body)));
    }

    private DesktopSocket connect() {
        return new DesktopSocket(http, listener.port());
    }

    private DesktopSocket open(String agent, String station) {
        DesktopSocket socket = connect().says(new ClientMessage.SessionOpen(agent, station));
        socket.hears(SessionOpened.class);
        return socket;
    }

    // ---- HTTP

    @Test
    void answersByPathAndMethod() throws Exception {
        assertThat(ask("/hello?to=you", r -> r.GET()).body()).isEqualTo("hello");
        assertThat(post("{\"name\":\"Wei\"}").body()).isEqualTo("{\"name\":\"Wei\"}");
    }

    @Test
    void saysThatThereIsNothingAtAnUnknownPath() throws Exception {
        HttpResponse<String> reply = ask("/etc/passwd", r -> r.GET());
        assertThat(reply.statusCode()).isEqualTo(404);
        assertThat(reply.body()).contains("\"NOT_FOUND\"", "/etc/passwd");
    }

    @Test
    void namesTheMethodsAPathTakes() throws Exception {
        HttpResponse<String> reply = ask("/hello", r -> r.DELETE());
        assertThat(reply.statusCode()).isEqualTo(405);
        assertThat(reply.body()).contains("GET, POST");
    }

    @Test
    void refusesABodyThatIsNotTheJsonWanted() throws Exception {
        for (String body :
                List.of("{", "", "null", "[]", "{\"name\":\"a\"} x", "{\"name\":\"a\",\"name\":\"b\"}", "\u0000")) {
            HttpResponse<String> reply = post(body);
            assertThat(reply.statusCode()).as(body).isEqualTo(400);
            assertThat(reply.body()).as(body).contains("BAD_REQUEST", "must be a JSON object");
        }
    }

    @Test
    void namesAFieldItDoesNotKnow() throws Exception {
        HttpResponse<String> reply = post("{\"name\":\"Wei\",\"admin\":true}");
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("'admin'");
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(post("x".repeat(65 * 1024)).statusCode()).isEqualTo(413);
    }

    @Test
    void refusesWhatIsNotARequest() throws Exception {
        try (RawSocket socket = new RawSocket(listener.port())) {
            String answer =
                    socket.says("\u0016\u0003\u0001 what is this?\r\n\r\n").rest();
            assertThat(answer).startsWith("HTTP/1.1 400").contains("BAD_REQUEST");
        }
    }

    @Test
    void refusesAHeadThatIsTooLarge() throws Exception {
        try (RawSocket socket = new RawSocket(listener.port())) {
            String answer = socket.says("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\n\r\n")
                    .rest();
            assertThat(answer).startsWith("HTTP/1.1 414").contains("ADDRESS_TOO_LONG");
        }
    }

    @Test
    void answersAFaultOfItsOwnWithoutSayingWhatItWas() throws Exception {
        HttpResponse<String> reply = ask("/broken", r -> r.GET());
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).contains("INTERNAL").doesNotContain("secret", "Exception");
        assertThat(ask("/hello", r -> r.GET()).statusCode()).isEqualTo(200);
    }

    // ---- the WebSocket's beginning

    @Test
    void agreesOnTheSubprotocol() {
        assertThat(connect().subprotocol()).isEqualTo(Limits.SUBPROTOCOL);
    }

    @Test
    void turnsAwayAWebSocketWithoutOurSubprotocol() throws Exception {
        for (String header : List.of("", "Sec-WebSocket-Protocol: chat, cordboard.agent.v2\r\n")) {
            try (RawSocket socket = new RawSocket(listener.port())) {
                assertThat(socket.upgrades(header)).startsWith("HTTP/1.1 400");
                assertThat(socket.rest()).contains("SUBPROTOCOL", Limits.SUBPROTOCOL);
            }
        }
    }

    @Test
    void takesAWebSocketThatOffersOursAmongOthers() throws Exception {
        try (RawSocket socket = new RawSocket(listener.port())) {
            assertThat(socket.upgrades("Sec-WebSocket-Protocol: chat, cordboard.agent.v1\r\n"))
                    .startsWith("HTTP/1.1 101")
                    .containsIgnoringCase("sec-websocket-protocol: cordboard.agent.v1");
        }
    }

    @Test
    void refusesAPlainRequestWhereTheWebSocketIs() throws Exception {
        assertThat(ask(Limits.SOCKET_PATH, r -> r.GET()).statusCode()).isBetween(400, 499);
        assertThat(ask("/hello", r -> r.GET()).statusCode()).isEqualTo(200);
    }

    @Test
    void closesAWebSocketThatOpensNoSessionInTime() {
        listener.close();
        listener = Listener.open("127.0.0.1", 0, routes, desktops, Duration.ofMillis(200));
        DesktopSocket idle = connect();
        idle.says(new ClientMessage.Ping("p"));
        assertThat(idle.closeCode()).isEqualTo(CloseCode.PROTOCOL_ERROR.code());
    }

    @Test
    void leavesAWebSocketAloneThatHasOpenedItsSession() {
        listener.close();
        listener = Listener.open("127.0.0.1", 0, routes, desktops, Duration.ofSeconds(1));
        DesktopSocket anna = open("anna", "101");
        assertThat(connect().closeCode()).isEqualTo(CloseCode.PROTOCOL_ERROR.code());
        anna.says(new ClientMessage.Ping("p")).hears(Answer.Pong.class);
    }

    @Test
    void closesWith4001WhenTheTokenIsNotGood() {
        DesktopSocket socket = connect().says(new ClientMessage.SessionOpen("bad", "101"));
        assertThat(socket.hears(ProtocolError.class).code()).isEqualTo(ErrorCode.NOT_AUTHENTICATED);
        assertThat(socket.closeCode()).isEqualTo(4001);
    }

    // ---- frames

    @Test
    void closesWith4002OnABinaryFrame() {
        DesktopSocket anna = open("anna", "101");
        anna.saysBytes("{}".getBytes(UTF_8));
        assertThat(anna.closeCode()).isEqualTo(CloseCode.PROTOCOL_ERROR.code());
    }

    @Test
    void takesAFrameOfTheLargestSizeAndClosesWith1009OnALargerOne() {
        DesktopSocket anna = open("anna", "101");
        anna.says("x".repeat(Limits.CLIENT_FRAME_BYTES));
        assertThat(anna.hears(ProtocolError.class).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
        anna.says("x".repeat(Limits.CLIENT_FRAME_BYTES + 1));
        assertThat(anna.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
    }

    @Test
    void closesWith1009OnASingleFrameThatIsTooLarge() throws Exception {
        try (RawSocket socket = new RawSocket(listener.port())) {
            socket.upgrades("Sec-WebSocket-Protocol: cordboard.agent.v1\r\n");
            socket.frame("x".repeat(Limits.CLIENT_FRAME_BYTES + 1));
            assertThat(socket.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
        }
    }

    @Test
    void closesWith1009OnAMessageThatIsTooLargeInParts() {
        DesktopSocket anna = open("anna", "101");
        anna.saysInParts("x".repeat(Limits.CLIENT_FRAME_BYTES / 2), 3);
        assertThat(anna.closeCode()).isEqualTo(CloseCode.TOO_BIG.code());
    }

    @Test
    void goesOnAfterMessagesThatAreNone() {
        DesktopSocket anna = open("anna", "101");
        for (String text : List.of("", "hello", "{\"type\":\"agent.dance\"}", "[".repeat(100), "{\"type\":7}")) {
            anna.says(text);
            assertThat(anna.hears(ProtocolError.class).message()).isNotBlank().doesNotContain("Exception");
        }
        anna.says(new ClientMessage.MakeReady("c1"));
        assertThat(anna.hears(Answer.class)).isEqualTo(new Answer.Ok("c1"));
    }

    // ---- slow desktops, and ends

    @Test
    void cutsOffADesktopThatNeverReadsAndServesTheOthers() throws Exception {
        DesktopSocket anna = open("anna", "101");
        int burst = 50;
        // A name of 4 KiB makes each event large, as a long screen-pop would.
        PbxId pbx = new PbxId("p".repeat(4 * 1024));
        try (RawSocket bert = new RawSocket(listener.port())) {
            assertThat(bert.upgrades("Sec-WebSocket-Protocol: cordboard.agent.v1\r\n"))
                    .startsWith("HTTP/1.1 101");
            bert.frame("{\"type\":\"session.open\",\"token\":\"bert\",\"station\":\"102\"}");
            await().until(() -> desktops.connected() == 2);
            int bursts = 0;
            while (desktops.connected() == 2 && bursts < 200) {
                for (int i = 0; i < burst; i++) {
                    site.report(new PbxEvent.LinkUp(pbx, List.of()));
                }
                engine.submit(() -> {}).get(20, TimeUnit.SECONDS);
                anna.says(new ClientMessage.Ping("p" + bursts++));
                anna.hears(Answer.Pong.class);
            }
            await().until(() -> desktops.connected() == 1);
            // The kernel's buffers and the high-water mark of 1 MiB are all that may have waited.
            assertThat((long) bursts * burst * 4 * 1024).isBetween(1L << 20, 32L << 20);
        }
        assertThat(open("bert", "102").subprotocol()).isEqualTo(Limits.SUBPROTOCOL);
    }

    @Test
    void tellsTheEngineOfAConnectionThatBroke() {
        DesktopSocket anna = open("anna", "101");
        anna.breaks();
        await().until(() -> desktops.connected() == 0);
        DesktopSocket again = open("anna", "101");
        assertThat(again.closed).isNotDone();
    }

    @Test
    void closesTheOldConnectionWith4004WhenTheSeatIsTakenOver() {
        DesktopSocket old = open("anna", "101");
        DesktopSocket young = open("anna", "101");
        assertThat(old.closeCode()).isEqualTo(4004);
        young.says(new ClientMessage.MakeReady("c1"));
        assertThat(young.hears(Event.AgentStateChanged.class)).isNotNull();
    }

    @Test
    void sendsDesktopsAwayWith1001WhenItStops() {
        DesktopSocket anna = open("anna", "101");
        listener.close();
        assertThat(anna.closeCode()).isEqualTo(CloseCode.GOING_AWAY.code());
    }

    // ---- addresses

    @Test
    void saysWhichPortIsInUseAndWhatToDo() {
        assertThatThrownBy(() -> Listener.open("127.0.0.1", listener.port(), routes, desktops))
                .isInstanceOf(Listener.ListenException.class)
                .hasMessageContaining("127.0.0.1:" + listener.port())
                .hasMessageContaining("in use")
                .hasMessageContaining("Set listen.port");
    }

    @Test
    void saysWhichHostIsNotKnown() {
        assertThatThrownBy(() -> Listener.open("no.such.host.invalid", 0, routes, desktops))
                .isInstanceOf(Listener.ListenException.class)
                .hasMessageContaining("no.such.host.invalid");
    }

    @Test
    void listensOnTheGivenAddressAlone() throws Exception {
        Optional<InetAddress> other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .findFirst();
        if (other.isPresent()) {
            assertThatThrownBy(() -> new Socket(other.get(), listener.port()).close())
                    .isInstanceOf(IOException.class);
        }
        assertThat(ask("/hello", r -> r.GET()).statusCode()).isEqualTo(200);
    }
}
