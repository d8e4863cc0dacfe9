package org.cordboard.sim.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.PhoneBehaviour;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmiSessionTest {

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(time);
    private final AmiFace face = new AmiFace(
            world,
            List.of(
                    AmiClient.ALL,
                    AmiAccount.cordboard("cordboard", "s3"),
                    AmiAccount.cordboard("filtered", "s3").filtered(List.of("name(Hangup)", "name(AsyncAGIStart)"))));

    @BeforeEach
    void setUp() {
        world.addTrunk("carrier", 10);
        world.addPhone("1001", new PhoneBehaviour.Answers(500));
        world.heartbeatFrom(() -> time.now() / 1000);
    }

    private AmiClient connect() {
        return new AmiClient(time, face, FaultPlan.NONE);
    }

    private String callIn() {
        String id = world.callIn(new InboundCall("carrier", "13900001234", "Li Wei", "10086"), Party.SILENT)
                .orElseThrow();
        time.advance(5);
        return id;
    }

    private static String md5(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void greetsWithAsterisksBanner() {
        assertThat(connect().raw).containsExactly("Asterisk Call Manager/11.0.0\r\n");
    }

    @Test
    void logsInWithAPlainSecret() {
        AmiClient client = connect();
        assertThat(client.ask("Action: Login", "Username: all", "Secret: secret"))
                .containsEntry("Response", "Success")
                .containsEntry("Message", "Authentication accepted");
        assertThat(client.event("FullyBooted")).containsEntry("Status", "Fully Booted");
        assertThat(client.line.session().loggedIn()).isTrue();
    }

    @Test
    void logsInWithMd5() throws NoSuchAlgorithmException {
        AmiClient client = connect();
        String challenge = client.ask("Action: Challenge", "AuthType: MD5").getOrDefault("Challenge", "");
        assertThat(client.ask("Action: Login", "AuthType: MD5", "Username: all", "Key: " + md5(challenge + "secret")))
                .containsEntry("Response", "Success");
    }

    @Test
    void refusesAnMd5KeyThatAnswersNoChallenge() throws NoSuchAlgorithmException {
        AmiClient client = connect();
        client.ask("Action: Login", "AuthType: MD5", "Username: all", "Key: " + md5("secret"));
        assertThat(client.disconnected).isTrue();
    }

    @Test
    void refusesAWrongSecretInAsterisksWordsAndEndsTheConnection() {
        AmiClient client = connect();
        assertThat(client.ask("Action: Login", "Username: all", "Secret: wrong"))
                .containsEntry("Response", "Error")
                .containsEntry("Message", "Authentication failed");
        assertThat(client.disconnected).isTrue();
        assertThat(face.sessions()).isEmpty();
    }

    @Test
    void answersAnUnknownUserLikeAWrongSecret() {
        AmiClient client = connect();
        assertThat(client.ask("Action: Login", "Username: nobody", "Secret: secret"))
                .containsEntry("Message", "Authentication failed");
        assertThat(client.disconnected).isTrue();
    }

    @Test
    void allowsNothingBeforeTheLogin() {
        AmiClient client = connect();
        assertThat(client.ask("Action: CoreShowChannels")).containsEntry("Message", "Permission denied");
        callIn();
        assertThat(client.events()).isEmpty();
    }

    @Test
    void endsAConnectionThatDoesNotLogInWithinHalfAMinute() {
        AmiClient client = connect();
        time.advance(29_990);
        assertThat(client.disconnected).isFalse();
        time.advance(20);
        assertThat(client.disconnected).isTrue();
    }

    @Test
    void neverKeepsSecretsInTheLogOfActions() {
        connect().ask("Action: Login", "Username: all", "Secret: secret");
        assertThat(face.received().named("login").getFirst().lines())
                .contains("Secret: ***")
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void refusesActionsTheAccountMayNotSend() {
        AmiClient client = connect();
        client.ask("Action: Login", "Username: cordboard", "Secret: s3");
        assertThat(client.ask("Action: Command", "Command: core show version"))
                .containsEntry("Message", "Permission denied");
        assertThat(client.ask("Action: Filter", "Operation: Add", "MatchCriteria: name(Hangup)"))
                .containsEntry("Message", "Permission denied");
        assertThat(client.ask("Action: CoreSettings")).containsEntry("Response", "Success");
    }

    @Test
    void sendsOnlyEventsOfClassesTheAccountMayRead() {
        AmiClient client = connect();
        client.ask("Action: Login", "Username: cordboard", "Secret: s3");
        callIn();
        assertThat(client.names()).contains("Newchannel", "AsyncAGIStart").doesNotContain("VarSet", "Newexten");
    }

    @Test
    void filtersOfTheAccountHold() {
        AmiClient client = connect();
        client.ask("Action: Login", "Username: filtered", "Secret: s3");
        String id = callIn();
        world.partyHangsUp(id, 16);
        time.advance(5);
        assertThat(client.names()).containsExactly("FullyBooted", "AsyncAGIStart", "Hangup");
    }

    @Test
    void filtersAddedAtRunTimeIncludeAndExclude() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: Filter", "Operation: Add", "MatchCriteria: name(Hangup)"))
                .containsEntry("Message", "Success");
        client.ask("Action: Filter", "Operation: Add", "Filter: Event: Newchannel");
        client.ask(
                "Action: Filter",
                "Operation: Add",
                "MatchCriteria: action(exclude),name(Newchannel),header(Channel),method(starts_with)",
                "Filter: PJSIP/1001");
        callIn();
        client.ask("Action: Originate", "Channel: PJSIP/1001", "Context: cordboard-leg", "Exten: s", "Priority: 1");
        world.channels().forEach(channel -> world.partyHangsUp(channel.uniqueId(), 16));
        time.advance(5);
        assertThat(client.names()).containsExactly("Newchannel", "Hangup", "Hangup");
    }

    @Test
    void refusesAFilterItCannotRead() {
        AmiClient client = AmiClient.loggedIn(time, face);
        for (String criteria : List.of("nonsense(x)", "name(Hangup", "method(none)x", "method(other),name(A)")) {
            assertThat(client.ask("Action: Filter", "Operation: Add", "MatchCriteria: " + criteria))
                    .as(criteria)
                    .containsEntry(
                            "Message", "Filter was formatted incorrectly.  Check the syntax of the filter given.");
        }
        assertThat(client.ask("Action: Filter", "Operation: Add", "Filter: [")).containsEntry("Response", "Error");
    }

    @Test
    void switchesEventsOffAndOn() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: Events", "EventMask: off")).containsEntry("Events", "Off");
        callIn();
        assertThat(client.events()).isEmpty();
        assertThat(client.ask("Action: Events", "EventMask: call,agi")).containsEntry("Events", "On");
        callIn();
        assertThat(client.names()).containsOnly("Newchannel", "AsyncAGIStart");
    }

    @Test
    void obeysTheEventsHeaderOfTheLogin() {
        AmiClient client = connect();
        client.ask("Action: Login", "Username: all", "Secret: secret", "Events: off");
        callIn();
        assertThat(client.names()).containsExactly("FullyBooted");
    }

    @Test
    void answersPingAndLogoff() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: Ping")).containsEntry("Ping", "Pong");
        assertThat(client.ask("action: logoff")).containsEntry("Response", "Goodbye");
        assertThat(client.disconnected).isTrue();
    }

    @Test
    void saysItDoesNotKnowAnAction() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: MakeCoffee").getOrDefault("Message", ""))
                .startsWith("Invalid/unknown command: MakeCoffee.");
    }

    @Test
    void answersWhatVersionDetectionAsks() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: CoreSettings")).containsEntry("AsteriskVersion", "22.10.1");
        assertThat(client.ask("Action: Command", "Command: core show version").getOrDefault("Output", ""))
                .startsWith("Asterisk 22.10.1");
    }

    @Test
    void takesMessagesCutAnywhereAndJoined() {
        AmiClient client = connect();
        String text = "Action: Login\r\nUsername: all\r\nSecret: secret\r\n\r\nAction: Ping\nActionID: x\n\n";
        for (int i = 0; i < text.length(); i++) {
            client.line.send(text.substring(i, i + 1));
        }
        time.advance(10);
        assertThat(client.response("x")).containsEntry("Ping", "Pong");
    }

    @Test
    void answersGarbageWithAnErrorAndStaysUsable() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.send("\u0000\u0001 what is this\r\nno colon here\r\n\r\n");
        client.line.send("Key: value without an action\r\n\r\n");
        time.advance(5);
        assertThat(client.frames).hasSize(2).allSatisfy(frame -> assertThat(frame)
                .containsEntry("Message", "Missing action in request"));
        assertThat(client.ask("Action: Ping")).containsEntry("Ping", "Pong");
    }

    @Test
    void answersALineThatIsTooLongWithAnError() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.send("Action: Ping\r\nX: " + "a".repeat(5_000) + "\r\n\r\n");
        time.advance(5);
        assertThat(client.frames.getFirst().getOrDefault("Message", "")).contains("line too long");
        assertThat(client.ask("Action: Ping")).containsEntry("Ping", "Pong");
    }

    @Test
    void takesALineThatJustFits() {
        AmiClient client = AmiClient.loggedIn(time, face);
        String value = "a".repeat(AmiActionDecoder.MAX_LINE - "X: \r".length());
        assertThat(client.ask("Action: Ping", "X: " + value)).containsEntry("Ping", "Pong");
    }

    @Test
    void answersTooManyLinesWithAnError() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.send("Action: Ping\r\n" + "X: y\r\n".repeat(AmiActionDecoder.MAX_HEADERS) + "\r\n");
        time.advance(5);
        assertThat(client.frames.getFirst().getOrDefault("Message", "")).contains("too many lines");
    }

    @Test
    void endsAConnectionThatSendsNothingButGarbage() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.send("garbage: 1\r\n\r\n".repeat(AmiSession.MAX_BROKEN - 1));
        time.advance(5);
        assertThat(client.disconnected).isFalse();
        client.line.send("garbage: 1\r\n\r\n");
        time.advance(5);
        assertThat(client.disconnected).isTrue();
    }

    @Test
    void cutsAnEndlessLineShort() {
        AmiClient client = AmiClient.loggedIn(time, face);
        for (int i = 0; i < 1_000; i++) {
            client.line.send("x".repeat(10_000));
        }
        client.line.send("\r\n\r\n");
        time.advance(5);
        assertThat(client.frames).hasSize(1);
        assertThat(client.frames.getFirst()).containsEntry("Response", "Error");
    }

    @Test
    void setsAndGetsGlobalAndChannelVariables() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.ask("Action: Setvar", "Variable: CORDBOARD_BEAT", "Value: 1795219200");
        assertThat(world.global("CORDBOARD_BEAT")).contains("1795219200");
        assertThat(client.event("VarSet")).containsEntry("Channel", "none").containsEntry("Uniqueid", "none");
        String id = callIn();
        String name = world.find(id).orElseThrow().name();
        assertThat(client.ask("Action: Setvar", "Channel: " + name, "Variable: X", "Value: 1"))
                .containsEntry("Message", "Variable Set");
        assertThat(client.ask("Action: Getvar", "Channel: " + id, "Variable: X"))
                .containsEntry("Variable", "X")
                .containsEntry("Value", "1");
        assertThat(client.ask("Action: Getvar", "Channel: PJSIP/none", "Variable: X"))
                .containsEntry("Message", "No such channel");
        assertThat(client.ask("Action: Setvar", "Channel: PJSIP/none", "Variable: X", "Value: 1"))
                .containsEntry("Message", "No such channel");
    }

    @Test
    void leasesAreSetAndLiftedByTheTimeoutVariable() {
        AmiClient client = AmiClient.loggedIn(time, face);
        String id = callIn();
        assertThat(world.hasLease(id)).isTrue();
        client.ask("Action: Setvar", "Channel: " + id, "Variable: TIMEOUT(absolute)", "Value: 0");
        assertThat(world.hasLease(id)).isFalse();
        assertThat(client.ask("Action: AbsoluteTimeout", "Channel: " + id, "Timeout: 0"))
                .containsEntry("Message", "No timeout specified");
        client.ask("Action: Setvar", "Channel: " + id, "Variable: TIMEOUT(absolute)", "Value: 2");
        time.advance(2_000);
        assertThat(world.find(id).orElseThrow().context()).isEqualTo(Dialplan.FALLBACK);
    }

    @Test
    void listsChannelsBetweenHeadAndEnd() {
        AmiClient client = AmiClient.loggedIn(time, face);
        String id = callIn();
        client.frames.clear();
        Map<String, String> head = client.ask("Action: CoreShowChannels");
        assertThat(head).containsEntry("EventList", "start").containsEntry("Message", "Channels will follow");
        assertThat(client.names()).containsExactly("CoreShowChannel", "CoreShowChannelsComplete");
        assertThat(client.event("CoreShowChannel"))
                .containsEntry("Uniqueid", id)
                .containsEntry("Application", "AGI")
                .containsEntry("BridgeId", "")
                .containsEntry("ActionID", head.get("ActionID"));
        assertThat(client.event("CoreShowChannelsComplete"))
                .containsEntry("EventList", "Complete")
                .containsEntry("ListItems", "1");
    }

    @Test
    void showsTheStatusOfAChannelWithItsVariables() {
        AmiClient client = AmiClient.loggedIn(time, face);
        String id = callIn();
        client.frames.clear();
        client.raw.clear();
        client.ask("Action: Status", "Channel: " + id, "AllVariables: true");
        assertThat(client.raw.get(1))
                .contains("\r\nVariable: SIPDOMAIN=127.0.0.1\nCORDBOARD_DIALLED=10086\n")
                .contains("\nCORDBOARD_TRUNK=carrier\n");
        assertThat(client.event("StatusComplete")).containsEntry("Items", "1");
    }

    @Test
    void hangupNotesCanBeReadAndDeleted() {
        AmiClient client = AmiClient.loggedIn(time, face);
        String id = callIn();
        world.partyHangsUp(id, 16);
        String second = Long.toString(time.now() / 1000);
        client.ask("Action: DBGetTree", "Family: cordboard-ended");
        assertThat(client.event("DBGetTreeResponse"))
                .containsEntry("Key", "/cordboard-ended/" + id)
                .containsEntry("Val", second + ":16");
        assertThat(client.ask("Action: DBDel", "Family: cordboard-ended", "Key: " + id))
                .containsEntry("Message", "Key deleted successfully");
        assertThat(client.ask("Action: DBDel", "Family: cordboard-ended", "Key: " + id))
                .containsEntry("Message", "Database entry not found");
        String other = callIn();
        world.partyHangsUp(other, 16);
        client.ask("Action: Setvar", "Variable: DB_DELETE(cordboard-ended/" + other + ")", "Value: 1");
        assertThat(world.hangupNotes()).isEmpty();
        assertThat(world.global("DB_DELETE(cordboard-ended/" + other + ")")).isEmpty();
    }

    @Test
    void actionsOnAChannelThatIsNotThereSayWhichOne() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: AGI", "Channel: PJSIP/x-1", "Command: NOOP"))
                .containsEntry("Message", "Channel PJSIP/x-1 does not exist.");
        assertThat(client.ask("Action: Hangup", "Channel: PJSIP/x-1")).containsEntry("Message", "No such channel");
        assertThat(client.ask("Action: Bridge", "Channel1: PJSIP/x-1", "Channel2: PJSIP/y-1"))
                .containsEntry("Message", "Channel1 does not exist: PJSIP/x-1");
    }

    @Test
    void saysWhatIsMissingInAnOriginate() {
        AmiClient client = AmiClient.loggedIn(time, face);
        assertThat(client.ask("Action: Originate")).containsEntry("Message", "Channel not specified");
        assertThat(client.ask("Action: Originate", "Channel: 1001")).containsEntry("Message", "Invalid channel");
        assertThat(client.ask("Action: Originate", "Channel: PJSIP/1001", "Timeout: soon"))
                .containsEntry("Message", "Invalid timeout");
        assertThat(client.ask("Action: Originate", "Channel: PJSIP/1001")).containsEntry("Response", "Error");
    }

    @Test
    void anIdInUseFailsTheOriginateWithReasonZeroAndNoOtherEvent() {
        AmiClient client = AmiClient.loggedIn(time, face);
        String[] originate = {
            "Action: Originate",
            "Channel: PJSIP/1001",
            "ChannelId: leg-1",
            "Context: cordboard-leg",
            "Exten: s",
            "Priority: 1",
            "Async: true"
        };
        client.ask(originate);
        client.frames.clear();
        assertThat(client.ask(originate)).containsEntry("Message", "Originate successfully queued");
        assertThat(client.names()).containsExactly("OriginateResponse");
        assertThat(client.event("OriginateResponse"))
                .containsEntry("Response", "Failure")
                .containsEntry("Reason", "0")
                .containsEntry("Uniqueid", "leg-1");
    }

    @Test
    void answersCanBeReplacedByATest() {
        AmiClient client = AmiClient.loggedIn(time, face);
        face.answerWith("Ping", (action, answers) -> {});
        face.answerWith("Brew", (action, answers) -> answers.send(AmiFrame.success("Tea")));
        client.send("Action: Ping");
        time.advance(5);
        assertThat(client.frames).isEmpty();
        assertThat(client.ask("Action: Brew")).containsEntry("Message", "Tea");
        face.answerAsUsual("Ping");
        assertThat(client.ask("Action: Ping")).containsEntry("Ping", "Pong");
    }

    @Test
    void theLogOfActionsIsBounded() {
        AmiClient client = AmiClient.loggedIn(time, face);
        for (int i = 0; i < ReceivedActions.BOUND + 5; i++) {
            client.line.send("Action: Ping\r\n\r\n");
        }
        time.advance(5);
        assertThat(face.received().all()).hasSize(ReceivedActions.BOUND);
        assertThat(face.received().count()).isEqualTo(ReceivedActions.BOUND + 6L);
    }
}
