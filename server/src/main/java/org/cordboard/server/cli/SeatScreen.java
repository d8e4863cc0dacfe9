package org.cordboard.server.cli;

import java.io.PrintWriter;
import java.text.MessageFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.ResourceBundle;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.CallStatus;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.Offer;
import org.cordboard.protocol.OutgoingCall;
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
                line(words.getString("phone") + " " + e.call().state() + colleagues(e.call()));
            case Event.InvitationEnded e -> line(words.getString("notcoming") + " " + e.agentId() + ": " + e.end());
            case Event.CallEnded e -> line(words.getString("callended") + " " + e.cause());
            case Event.QueueStateChanged e -> line("%s: %d".formatted(e.queueId(), e.waiting()));
            case Event.LinkStateChanged e -> line(words.getString(e.up() ? "linkup" : "linkdown") + " " + e.pbxId());
            case Event.Notice e -> line(e.level() + " " + e.text());
        }
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
        if (agent.pending() != null) {
            text.append(" -> ").append(agent.pending().state());
        }
        line(text.toString());
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
