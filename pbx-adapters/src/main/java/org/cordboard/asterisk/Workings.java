package org.cordboard.asterisk;

import java.util.Locale;
import java.util.function.Consumer;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.RequestOutcome.Reason;

/** What all parts of the machine share. */
record Workings(
        MachineSettings settings,
        Outbox out,
        Timers timers,
        SentActions actions,
        PendingRequests requests,
        ChannelLedger ledger,
        CircuitSpans circuits,
        Counts counts) {

    /** A request that the PBX answers at once ends after this time at the latest. */
    static final long IMMEDIATE_MILLIS = 4_000;

    static Workings of(
            MachineSettings settings, Consumer<? super PbxEvent> events, Consumer<? super AmiAction> actions) {
        Outbox out = new Outbox(events, actions);
        Timers timers = new Timers();
        return new Workings(
                settings,
                out,
                timers,
                new SentActions(out, settings.runName()),
                new PendingRequests(out, timers),
                new ChannelLedger(settings.maxLegs()),
                new CircuitSpans(),
                new Counts());
    }

    /** Sends an action whose response nobody waits for; an error is counted. */
    void sendUnwatched(AmiAction action) {
        actions.send(action, (response, at) -> {
            if (!response.succeeded()) {
                counts.add("(error of " + action.name() + ")");
            }
        });
    }

    /** Why Asterisk said no, from its words: a channel that is gone is told apart from a refusal. */
    static Reason reasonOf(AmiMessage error) {
        String words = error.text("Message").toLowerCase(Locale.ROOT);
        boolean gone = words.contains("no such channel")
                || words.contains("channel not found")
                || words.contains("does not exist");
        return gone ? Reason.NO_SUCH_LEG : Reason.REFUSED;
    }
}
