package org.cordboard.protocol;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One value of every message, equal to what the golden file of its type holds. */
final class Samples {

    private static final String CALL = "main-1795000000-9";
    private static final String OFFER = "main-1795000000-12";

    private Samples() {}

    static List<ClientMessage> ofClients() {
        return List.of(
                new ClientMessage.SessionOpen("t-3f9a", "101"),
                new ClientMessage.SessionResume("t-3f9a", "s-17", 1_795_000_000L, 41),
                new ClientMessage.SessionClose(),
                new ClientMessage.MakeReady("c1"),
                new ClientMessage.MakeNotReady("c2", "LUNCH"),
                new ClientMessage.LogOut("c3"),
                new ClientMessage.ClearPendingState("c4"),
                new ClientMessage.RejectOffer("c5", OFFER),
                new ClientMessage.Dial("c12", "0221 555-0142"),
                new ClientMessage.HangUp("c6", CALL),
                new ClientMessage.Hold("c8", CALL),
                new ClientMessage.Retrieve("c9", CALL),
                new ClientMessage.TransferToQueue("c10", CALL, "vip"),
                new ClientMessage.TransferToNode("c11", CALL, "survey"),
                new ClientMessage.TransferToAgent("c12", CALL, "ben"),
                new ClientMessage.Consult("c13", CALL, "ben"),
                new ClientMessage.Alternate("c14", CALL),
                new ClientMessage.CompleteTransfer("c15", CALL),
                new ClientMessage.CancelConsultation("c16", CALL),
                new ClientMessage.Conference("c17", CALL),
                new ClientMessage.Invite("c18", CALL, "ben"),
                new ClientMessage.DropParty("c19", CALL, "ben"),
                new ClientMessage.SendDigits("c20", CALL, "0123456789*#ABCD"),
                new ClientMessage.Mute("c21", CALL),
                new ClientMessage.Unmute("c22", CALL),
                new ClientMessage.StartRecording("c23", CALL),
                new ClientMessage.PauseRecording("c24", CALL),
                new ClientMessage.ResumeRecording("c25", CALL),
                new ClientMessage.StopRecording("c26", CALL),
                new ClientMessage.SetDisposition("c7", CALL, "Ordered – ships Monday"),
                new ClientMessage.SetCallData("c12", CALL, "order.no", "B-20417"),
                new ClientMessage.SetAgentState("c13", "ben", WantedState.NOT_READY, "TRAINING"),
                new ClientMessage.GiveNotice("c14", "Twenty callers wait.", "vip", null, 600_000),
                new ClientMessage.Subscribe("c15"),
                new ClientMessage.Unsubscribe("c16"),
                new ClientMessage.EndWrapUp("c8"),
                new ClientMessage.Ping("c9"));
    }

    static List<ServerMessage> ofServers() {
        return List.of(
                new Answer.Ok("c1"),
                new Answer.Refused("c5", ErrorCode.NO_SUCH_OFFER, "The offer is over."),
                new Answer.Pong("c9", 1_795_000_123_456L),
                new Event.AgentStateChanged(4, busyAgent()),
                new Event.OfferMade(2, offerOfCustomer()),
                new Event.OfferEnded(3, OFFER, CALL, OfferEnd.TIMED_OUT),
                new Event.CallOutgoing(11, new OutgoingCall(CALL, "02215550142", customer())),
                new Event.CallStateChanged(
                        5,
                        new CallStatus(
                                CALL,
                                LegState.CONNECTED,
                                1_795_000_112_000L,
                                List.of(new CallStatus.Colleague("ben", LegState.ALERTING)),
                                true,
                                RecordingState.PAUSED)),
                new Event.InvitationEnded(10, CALL, "ben", OfferEnd.WITHDRAWN),
                new Event.CallEnded(6, CALL, CallResult.ANSWERED, 16),
                new Event.CallDataChanged(10, CALL, "order.no", "B-20417", "ben"),
                new Event.FloorChanged(11, true, List.of(busyAgent())),
                new Event.QueueStateChanged(7, "vip", 2, 15_300, 0),
                new Event.LinkStateChanged(8, "pbx1", false),
                new Event.Notice(
                        9,
                        NoticeLevel.INFO,
                        Event.Notice.SUPERVISOR,
                        Map.of("text", "Twenty callers wait."),
                        "chen: Twenty callers wait."),
                new ServerMessage.SessionOpened("s-17", 1_795_000_000L, 0, false, newAgent()),
                new ServerMessage.Snapshot(
                        57,
                        agentInWrapUp(),
                        offerOfStranger(),
                        new CallStatus(
                                CALL, LegState.CLEARED, 1_795_000_190_000L, List.of(), false, RecordingState.NONE),
                        new OutgoingCall(CALL, "02215550142", null)),
                new ServerMessage.ProtocolError(
                        ErrorCode.MALFORMED_JSON, "the message is no valid JSON, at character 17"));
    }

    private static AgentStatus newAgent() {
        return new AgentStatus(
                "anna", "101", AgentState.NOT_READY, "LOGGED_IN", 1_795_000_100_000L, null, false, null, null, null);
    }

    private static AgentStatus busyAgent() {
        AgentStatus.Pending pending = new AgentStatus.Pending(AgentState.LOGGED_OUT, null, "chen");
        return new AgentStatus(
                "anna", "101", AgentState.BUSY, null, 1_795_000_112_000L, pending, false, CALL, null, null);
    }

    private static AgentStatus agentInWrapUp() {
        AgentStatus.Pending pending = new AgentStatus.Pending(AgentState.NOT_READY, "LUNCH", null);
        return new AgentStatus(
                "anna",
                "101",
                AgentState.WRAP_UP,
                null,
                1_795_000_190_000L,
                pending,
                false,
                CALL,
                1_795_000_220_000L,
                null);
    }

    private static Offer.Customer customer() {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("company", "Weber & Söhne");
        attributes.put("since", "2019");
        return new Offer.Customer("K-1042", "Beate Weber", Tier.GOLD, true, attributes);
    }

    private static Offer offerOfCustomer() {
        Map<String, String> collected = new LinkedHashMap<>();
        collected.put("account", "55501");
        collected.put("pin", "****");
        return offer(
                new Offer.Caller("02215550142", "B. Weber"),
                customer(),
                List.of("welcome", "identify", "vip queue"),
                "en",
                collected,
                new Offer.Explanation(
                        -38_200,
                        3,
                        2,
                        List.of(new Offer.Candidate("anna", 7, 64_000), new Offer.Candidate("ben", 5, 12_000)),
                        "BEST_LEVEL_THEN_LONGEST_IDLE",
                        "NONE"));
    }

    private static Offer offerOfStranger() {
        return offer(
                new Offer.Caller("02215550142", ""),
                null,
                List.of(),
                "",
                Map.of(),
                new Offer.Explanation(
                        91_800,
                        1,
                        1,
                        List.of(new Offer.Candidate("anna", 7, 64_000)),
                        "BEST_LEVEL_THEN_LONGEST_IDLE",
                        "NONE"));
    }

    private static Offer offer(
            Offer.Caller caller,
            Offer.@Nullable Customer customer,
            List<String> ivrPath,
            String language,
            Map<String, String> collected,
            Offer.Explanation explanation) {
        return new Offer(
                OFFER,
                CALL,
                "vip",
                caller,
                customer,
                customer == null ? null : new Offer.CallBack(1_794_999_400_000L, 2),
                8_200,
                1_795_000_120_000L,
                ivrPath,
                language,
                collected,
                customer == null ? Map.of() : Map.of("order.no", "B-20417"),
                customer == null ? new Offer.Invitation("ben", "CONSULT") : null,
                explanation);
    }
}
