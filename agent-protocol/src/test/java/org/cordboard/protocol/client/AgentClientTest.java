package org.cordboard.protocol.client;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.NoticeLevel;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage;
import org.cordboard.protocol.client.AgentClientException.Kind;
import org.cordboard.protocol.client.FakeServer.Peer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AgentClientTest {

    private static final AgentStatus ANNA =
            new AgentStatus("anna", "101", AgentState.READY, null, 1000, null, false, null, null, null);
    private static final Reconnect SOON = new Reconnect(5, Duration.ofMillis(1), Duration.ofMillis(20));

    private final HttpClient http = HttpClient.newHttpClient();
    private final Diary diary = new Diary();
    private FakeServer server;
    private AgentClient client;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        client = new AgentClient(http, options(), diary);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
        http.shutdownNow();
    }

    @Test
    void logsInAndTakesASeat() throws Exception {
        CompletableFuture<ServerMessage.SessionOpened> opening = client.open("101");
        Peer peer = server.nextPeer();
        assertThat(peer.next()).isEqualTo(new ClientMessage.SessionOpen("t1", "101"));
        peer.send(opened(0, false));
        assertThat(opening.get(10, SECONDS)).isEqualTo(opened(0, false));
        assertThat(client.agent()).isEqualTo(ANNA);
        assertThat(diary.entries()).containsExactly("opened 0");
    }

    @Test
    void givesEachCommandItsOwnAnswer() throws Exception {
        Peer peer = openPeer();
        CompletableFuture<Answer> ready = client.send(new ClientMessage.MakeReady("a"));
        CompletableFuture<Answer> wrapUp = client.send(new ClientMessage.EndWrapUp("b"));
        assertThat(peer.next()).isEqualTo(new ClientMessage.MakeReady("a"));
        assertThat(peer.next()).isEqualTo(new ClientMessage.EndWrapUp("b"));
        Answer refused = new Answer.Refused("b", ErrorCode.WRONG_STATE, "There is no wrap-up.");
        peer.send(refused);
        peer.send(new Answer.Ok("a"));
        assertThat(wrapUp.get(10, SECONDS)).isEqualTo(refused);
        assertThat(ready.get(10, SECONDS)).isEqualTo(new Answer.Ok("a"));
    }

    @Test
    void tellsEachEventOnceAndInOrder() throws Exception {
        Peer peer = openPeer();
        peer.send(notice(1));
        peer.send(notice(1));
        peer.sendText("{\"type\":\"task.next\",\"seq\":2}");
        peer.sendInFragments(ProtocolCodec.encode(notice(3)), 7);
        AgentStatus busy = new AgentStatus("anna", "101", AgentState.BUSY, null, 2000, null, false, "call", null, null);
        peer.send(new Event.AgentStateChanged(4, busy));
        await().until(() -> busy.equals(client.agent()));
        await().untilAsserted(
                        () -> assertThat(diary.entries()).containsExactly("opened 0", "event 1", "event 3", "event 4"));
    }

    @Test
    void resumesAfterALostConnectionAndSendsUnansweredCommandsAgain() throws Exception {
        Peer peer = openPeer();
        peer.send(notice(1));
        await().until(() -> diary.entries().contains("event 1"));
        CompletableFuture<Answer> answer = client.send(new ClientMessage.MakeReady("a"));
        assertThat(peer.next()).isEqualTo(new ClientMessage.MakeReady("a"));
        peer.vanish();

        Peer again = server.nextPeer();
        assertThat(again.next()).isEqualTo(new ClientMessage.SessionResume("t1", "s-1", 7, 1));
        again.send(opened(3, true));
        again.send(notice(2));
        again.send(notice(3));
        assertThat(again.next()).isEqualTo(new ClientMessage.MakeReady("a"));
        again.send(new Answer.Ok("a"));
        assertThat(answer.get(10, SECONDS)).isEqualTo(new Answer.Ok("a"));
        await().untilAsserted(() -> assertThat(diary.entries())
                .containsExactly("opened 0", "event 1", "interrupted DISCONNECTED", "opened 3", "event 2", "event 3"));
        assertThat(server.logins()).isEqualTo(1);
    }

    @Test
    void sendsCommandsGivenWhileTheConnectionIsLostAfterwards() throws Exception {
        openPeer().closeWith(CloseCode.TOO_SLOW.code(), "too slow");
        Peer again = server.nextPeer();
        CompletableFuture<Answer> answer = client.send(new ClientMessage.MakeReady("a"));
        assertThat(again.next()).isInstanceOf(ClientMessage.SessionResume.class);
        again.send(opened(0, true));
        assertThat(again.next()).isEqualTo(new ClientMessage.MakeReady("a"));
        again.send(new Answer.Ok("a"));
        assertThat(answer.get(10, SECONDS)).isEqualTo(new Answer.Ok("a"));
    }

    @Test
    void countsOnFromASnapshotWhenEventsCannotBeReplayed() throws Exception {
        openPeer().vanish();
        Peer again = server.nextPeer();
        again.next();
        again.send(opened(40, false));
        again.send(new ServerMessage.Snapshot(42, ANNA, null, null, null));
        again.send(notice(43));
        await().untilAsserted(() -> assertThat(diary.entries())
                .containsExactly("opened 0", "interrupted DISCONNECTED", "opened 40", "snapshot 42", "event 43"));
    }

    @Test
    void resumesFromTheLastEventBeforeAGap() throws Exception {
        Peer peer = openPeer();
        peer.send(notice(1));
        peer.send(notice(3));
        assertThat(server.nextPeer().next()).isEqualTo(new ClientMessage.SessionResume("t1", "s-1", 7, 1));
        assertThat(diary.entries()).doesNotContain("event 3");
    }

    @Test
    void opensANewSessionWhenTheServerHasForgottenTheOldOne() throws Exception {
        Peer peer = openPeer();
        CompletableFuture<Answer> answer = client.send(new ClientMessage.MakeReady("a"));
        peer.next();
        peer.vanish();
        Peer again = server.nextPeer();
        again.next();
        again.send(new ServerMessage.ProtocolError(ErrorCode.SESSION_NOT_OPEN, "No such session."));
        assertThat(server.nextPeer().next()).isEqualTo(new ClientMessage.SessionOpen("t1", "101"));
        assertThat(kindOf(answer)).isEqualTo(Kind.SESSION_LOST);
    }

    @Test
    void logsInAgainWhenTheTokenIsOutOfDate() throws Exception {
        openPeer().vanish();
        Peer again = server.nextPeer();
        again.next();
        again.send(new ServerMessage.ProtocolError(ErrorCode.NOT_AUTHENTICATED, "The token is out of date."));
        assertThat(server.nextPeer().next()).isEqualTo(new ClientMessage.SessionResume("t2", "s-1", 7, 0));
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void endsWhenAnotherSessionTakesTheSeat() throws Exception {
        Peer peer = openPeer();
        CompletableFuture<Answer> answer = client.send(new ClientMessage.MakeReady("a"));
        peer.next();
        peer.closeWith(CloseCode.SESSION_REPLACED.code(), "seat taken over");
        assertThat(client.termination().get(10, SECONDS).kind()).isEqualTo(Kind.SESSION_REPLACED);
        assertThat(kindOf(answer)).isEqualTo(Kind.SESSION_REPLACED);
        assertThat(server.hasNoOtherPeer()).isTrue();
        assertThat(diary.entries()).containsExactly("opened 0", "ended SESSION_REPLACED");
    }

    @Test
    void endsAfterALostConnectionWhenToldNotToReconnect() throws Exception {
        client = new AgentClient(http, options().with(Reconnect.never()), diary);
        Peer peer = openPeer();
        client.breakConnection();
        assertThat(client.termination().get(10, SECONDS)).hasMessage("The connection was lost: broken here");
        assertThat(server.hasNoOtherPeer()).isTrue();
        peer.awaitEnd();
    }

    @Test
    void givesUpAfterAsManyAttemptsAsAllowed() throws Exception {
        openPeer();
        server.close();
        client.breakConnection();
        AgentClientException reason = client.termination().get(20, SECONDS);
        assertThat(reason.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(diary.entries()).filteredOn(e -> e.startsWith("interrupted")).hasSize(5);
    }

    @Test
    void noticesAServerGoneSilent() throws Exception {
        client = new AgentClient(http, options().withPingEvery(Duration.ofMillis(50)), diary);
        Peer peer = openPeer();
        peer.ignorePings();
        assertThat(server.nextPeer().next()).isInstanceOf(ClientMessage.SessionResume.class);
    }

    @Test
    void takesNoMoreCommandsThanMayBeUnanswered() throws Exception {
        client = new AgentClient(http, options().withUnansweredCommands(2), diary);
        openPeer();
        CompletableFuture<Answer> first = client.send(new ClientMessage.MakeReady("a"));
        CompletableFuture<Answer> second = client.send(new ClientMessage.MakeReady("b"));
        assertThat(kindOf(client.send(new ClientMessage.MakeReady("c")))).isEqualTo(Kind.TOO_MANY_UNANSWERED);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
    }

    @Test
    void turnsDownCommandsThatBreakALimitBeforeSendingThem() {
        assertThatThrownBy(() -> client.send(new ClientMessage.MakeNotReady("a", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("reason must be 1 to 64 characters long, not 0");
    }

    @Test
    void tellsWhoOpensThatTheStationIsInUseAndCanTryAnother() throws Exception {
        CompletableFuture<ServerMessage.SessionOpened> opening = client.open("101");
        Peer peer = server.nextPeer();
        peer.next();
        peer.send(new ServerMessage.ProtocolError(ErrorCode.STATION_IN_USE, "Ben sits at station 101."));
        assertThatThrownBy(() -> opening.get(10, SECONDS)).hasRootCauseMessage("Ben sits at station 101.");
        assertThat(kindOf(opening)).isEqualTo(Kind.SESSION_REFUSED);
        CompletableFuture<ServerMessage.SessionOpened> second = client.open("102");
        assertThat(server.nextPeer().next()).isEqualTo(new ClientMessage.SessionOpen("t1", "102"));
        assertThat(second).isNotDone();
    }

    @Test
    void saysThatThePasswordIsWrong() {
        server.answerLoginsWith("401 Unauthorized");
        assertThatThrownBy(() -> client.open("101").get(10, SECONDS))
                .hasRootCauseMessage(
                        "The server at " + server.address() + " does not know this user and password: anna");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        URI nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
        AgentClient lonely = new AgentClient(http, ClientOptions.usual(nobody, "anna", "secret"), diary);
        CompletableFuture<ServerMessage.SessionOpened> opening = lonely.open("101");
        assertThat(kindOf(opening)).isEqualTo(Kind.UNREACHABLE);
        assertThatThrownBy(() -> opening.get(10, SECONDS)).cause().hasMessage("Nobody listens at " + nobody);
    }

    @Test
    void saysThatTheServerDoesNotSpeakTheProtocol() {
        server.speak("");
        assertThat(kindOf(client.open("101"))).isEqualTo(Kind.NOT_THE_PROTOCOL);
    }

    @Test
    void saysThatTheServerDoesNotOpenTheSession() throws Exception {
        client = new AgentClient(http, options().withOpenWithin(Duration.ofMillis(300)), diary);
        CompletableFuture<ServerMessage.SessionOpened> opening = client.open("101");
        server.nextPeer();
        assertThat(kindOf(opening)).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void comesBackAfterGarbageFromTheServer() throws Exception {
        openPeer().sendText("{\"type\":\"ok\"}");
        Peer again = server.nextPeer();
        again.next();
        again.send(opened(0, true));
        again.sendBinary();
        assertThat(server.nextPeer().next()).isInstanceOf(ClientMessage.SessionResume.class);
    }

    @Test
    void saysGoodbyeWhenClosed() throws Exception {
        Peer peer = openPeer();
        CompletableFuture<Answer> answer = client.send(new ClientMessage.MakeReady("a"));
        client.close();
        assertThat(peer.next()).isEqualTo(new ClientMessage.MakeReady("a"));
        assertThat(peer.next()).isEqualTo(new ClientMessage.SessionClose());
        assertThat(kindOf(answer)).isEqualTo(Kind.CLOSED);
        assertThat(kindOf(client.send(new ClientMessage.MakeReady("b")))).isEqualTo(Kind.CLOSED);
        assertThat(kindOf(client.open("101"))).isEqualTo(Kind.CLOSED);
    }

    @Test
    void keepsThePasswordOutOfLogs() {
        assertThat(options().toString()).doesNotContain("secret");
        assertThat(new Login("t1", 0).toString()).doesNotContain("t1");
    }

    private ClientOptions options() {
        return ClientOptions.usual(server.address(), "anna", "secret").with(SOON);
    }

    private Peer openPeer() throws Exception {
        CompletableFuture<ServerMessage.SessionOpened> opening = client.open("101");
        Peer peer = server.nextPeer();
        peer.next();
        peer.send(opened(0, false));
        opening.get(10, SECONDS);
        return peer;
    }

    private static ServerMessage.SessionOpened opened(long seq, boolean resumed) {
        return new ServerMessage.SessionOpened("s-1", 7, seq, resumed, ANNA);
    }

    private static Event notice(long seq) {
        return new Event.Notice(seq, NoticeLevel.INFO, "C", Map.of(), "number " + seq);
    }

    private static Kind kindOf(CompletableFuture<?> failing) {
        try {
            Object value = failing.get(10, SECONDS);
            throw new AssertionError("Did not fail but gave " + value);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AgentClientException known) {
                return known.kind();
            }
            throw new AssertionError("Failed with something else", e);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError("Neither failed nor gave a value", e);
        }
    }

    /** Writes down what a listener is told. */
    private static final class Diary implements AgentListener {

        private final List<String> entries = new CopyOnWriteArrayList<>();

        List<String> entries() {
            return List.copyOf(entries);
        }

        @Override
        public void opened(ServerMessage.SessionOpened session) {
            entries.add("opened " + session.seq());
        }

        @Override
        public void snapshot(ServerMessage.Snapshot snapshot) {
            entries.add("snapshot " + snapshot.seq());
        }

        @Override
        public void event(Event event) {
            entries.add("event " + event.seq());
        }

        @Override
        public void interrupted(AgentClientException reason) {
            entries.add("interrupted " + reason.kind());
        }

        @Override
        public void ended(AgentClientException reason) {
            entries.add("ended " + reason.kind());
        }
    }
}
