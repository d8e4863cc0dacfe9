package org.cordboard.server.cli;

import java.io.PrintWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.CallStatus;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OutgoingCall;
import org.cordboard.protocol.RecordingState;
import org.cordboard.protocol.ServerMessage.ProtocolError;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.protocol.ServerMessage.Snapshot;
import org.cordboard.protocol.client.AgentClientException;
import org.cordboard.protocol.client.AgentListener;
import org.jspecify.annotations.Nullable;

/** Writes what an agent is to see, line by line. */
final class SeatScreen implements AgentListener {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final ResourceBundle words;
    private final PrintWriter out;
    private volatile @Nullable String call;
    private volatile @Nullable String offer;

    SeatScreen(ResourceBundle words, PrintWriter out) {
        this.words = words;
        this.out = out;
    }

    /** The call at hand, or null. */
    @Nullable
    String call() {
        return call;
    }

    /** The offer that rings, or null. */
    @Nullable
    String offer() {
        return offer;
    }

    @Override
    public void opened(SessionOpened session) {
        state(session.agent());
    }

    @Override
    public void snapshot(Snapshot snapshot) {
        state(snapshot.agent());
        if (snapshot.offer() != null) {
            pop(snapshot.offer());
        }
        if (snapshot.outgoing() != null) {
            dialled(snapshot.outgoing());
        }
    }

    @Override
    public void event(Event event) {
        switch (event) {
            case Event.AgentStateChanged e -> state(e.agent());
            case Event.OfferMade e -> pop(e.offer());
            case Event.OfferEnded e -> {
                offer = null;
                line(words.getString("offerended") + " " + e.end());
            }
            case Event.CallOutgoing e -> dialled(e.call());
            case Event.CallStateChanged e ->
                line(words.getString("phone") + " " + e.call().state() + colleagues(e.call())
                        + (e.call().muted() ? " (" + words.getString("muted") + ")" : "")
                        + recording(e.call().recording()));
            case Event.InvitationEnded e -> line(words.getString("notcoming") + " " + e.agentId() + ": " + e.end());
            case Event.CallEnded e -> line(words.getString("callended") + " " + e.cause());
            case Event.CallDataChanged e -> line(words.getString("data") + " " + e.name() + ": " + e.value());
            case Event.FloorChanged e -> e.agents().forEach(this::colleague);
            case Event.QueueStateChanged e ->
                line(MessageFormat.format(
                        words.getString("queue"), e.queueId(), e.waiting(), seconds(e.longestWaitMs()), e.ready()));
            case Event.LinkStateChanged e -> line(words.getString(e.up() ? "linkup" : "linkdown") + " " + e.pbxId());
            case Event.Notice e -> line(e.level() + " " + said(e));
        }
    }

    private String recording(RecordingState state) {
        return state == RecordingState.NONE ? "" : ", " + worded("recording.", state.name());
    }

    private String colleagues(CallStatus call) {
        if (call.colleagues().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("  ").append(words.getString("colleagues"));
        call.colleagues()
                .forEach(other ->
                        text.append(' ').append(other.agentId()).append(' ').append(other.state()));
        return text.toString();
    }

    private void state(AgentStatus agent) {
        call = agent.callId();
        StringBuilder text =
                new StringBuilder(words.getString("you")).append(' ').append(agent.state());
        if (agent.reason() != null) {
            text.append(" (").append(agent.reason()).append(')');
        }
        setBy(text, agent.setBy());
        AgentStatus.Pending pending = agent.pending();
        if (pending != null) {
            text.append(" -> ").append(pending.state());
            setBy(text, pending.setBy());
        }
        line(text.toString());
    }

    /** A notice in the seat's language; in English when it is newer than this seat. */
    private String said(Event.Notice notice) {
        String key = "notice." + notice.code();
        if (!words.containsKey(key)) {
            return notice.text();
        }
        String text = words.getString(key);
        for (Map.Entry<String, String> parameter : notice.parameters().entrySet()) {
            text = text.replace("{" + parameter.getKey() + "}", parameter.getValue());
        }
        return text;
    }

    /** What somebody else does, for who watches the floor. */
    private void colleague(AgentStatus agent) {
        StringBuilder text = new StringBuilder(agent.agentId()).append(' ').append(agent.state());
        if (agent.reason() != null) {
            text.append(" (").append(agent.reason()).append(')');
        }
        if (agent.connectionLost()) {
            text.append(' ').append(words.getString("gone"));
        }
        line(text.toString());
    }

    private void setBy(StringBuilder text, @Nullable String supervisor) {
        if (supervisor != null) {
            text.append(", ").append(words.getString("setby")).append(' ').append(supervisor);
        }
    }

    private void pop(Offer made) {
        offer = made.offerId();
        line("==== " + words.getString("offer") + " ====");
        Offer.Invitation invitation = made.invitation();
        if (invitation != null) {
            out.println("   " + words.getString("asked") + "  " + invitation.agentId() + "  "
                    + worded("purpose.", invitation.purpose()));
        }
        out.println("   " + words.getString("number") + "  " + made.caller().number() + "  "
                + made.caller().name());
        Offer.CallBack callBack = made.callBack();
        if (callBack != null) {
            String asked = TIME.format(Instant.ofEpochMilli(callBack.requestedAt()));
            out.println("   " + words.getString("callback") + "  "
                    + MessageFormat.format(words.getString("callback.terms"), asked, callBack.attempt()));
        }
        customer(made.customer());
        out.println("   " + words.getString("path") + "  " + String.join(" > ", made.ivrPath()));
        made.collected()
                .forEach((name, value) -> out.println("   " + words.getString("entered") + "  " + name + ": " + value));
        made.data().forEach((name, value) -> out.println("   " + words.getString("data") + "  " + name + ": " + value));
        Offer.Explanation why = made.explanation();
        if (why != null) {
            out.println("   " + words.getString("waited") + "  " + seconds(made.waitedMs()));
            reason(why);
        }
        out.flush();
    }

    private void dialled(OutgoingCall call) {
        line("==== " + words.getString("outgoing") + " ====");
        out.println("   " + words.getString("number") + "  " + call.number());
        customer(call.customer());
        out.flush();
    }

    private void customer(Offer.@Nullable Customer customer) {
        if (customer != null) {
            out.println("   " + words.getString("customer") + "  " + customer.name() + "  " + customer.tier() + "  "
                    + customer.id());
            customer.attributes().forEach((name, value) -> out.println("   " + name + ": " + value));
        }
    }

    private void reason(Offer.Explanation why) {
        out.println("   " + words.getString("why") + "  " + worded("rule.", why.rule()) + " ("
                + MessageFormat.format(words.getString("crowd"), why.waiting(), why.ready()) + ")");
        if (!why.overtaking().equals("NONE")) {
            out.println("   " + words.getString("overtaking") + "  " + worded("overtaking.", why.overtaking()));
        }
        why.candidates().stream().findFirst().ifPresent(you -> {
            String level = you.level() == 0
                    ? ""
                    : MessageFormat.format(words.getString("level"), String.valueOf(you.level())) + ", ";
            out.println("   " + words.getString("idle") + "  " + level + seconds(you.idleMs()));
        });
    }

    /** A word of the protocol in the seat's language; as it is when it is newer than this seat. */
    private String worded(String kind, String word) {
        return words.containsKey(kind + word) ? words.getString(kind + word) : word;
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    @Override
    public void error(ProtocolError error) {
        line(error.code() + " " + error.message());
    }

    @Override
    public void interrupted(AgentClientException reason) {
        line(words.getString("interrupted") + " " + reason.getMessage());
    }

    @Override
    public void ended(AgentClientException reason) {
        line(words.getString("ended") + " " + reason.getMessage());
    }

    private void line(String text) {
        out.println(TIME.format(Instant.now()) + "  " + text);
        out.flush();
    }
}
