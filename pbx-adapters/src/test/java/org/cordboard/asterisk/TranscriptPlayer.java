package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cordboard.asterisk.Transcript.Step;

/**
 * Plays a captured dialogue to a machine. Where the capture sent an action, the machine is to send its own; {@link #sameAction} pairs the two, so
 * that the answers captured carry the machine's ids.
 */
final class TranscriptPlayer {

    private final MachineBench bench;
    private final List<Step> steps;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final Set<AmiAction> paired = new LinkedHashSet<>();
    private int position;

    TranscriptPlayer(String name, MachineBench bench) {
        this(Transcript.read(name), bench);
    }

    TranscriptPlayer(Transcript transcript, MachineBench bench) {
        this.bench = bench;
        this.steps = transcript.steps();
    }

    /** Plays what came until the capture sent an action of this name, and stops before it. */
    TranscriptPlayer playToAction(String name) {
        while (!(steps.get(position) instanceof Step.Sent sent
                && sent.action().name().equals(name))) {
            step();
        }
        return this;
    }

    /** The action the capture sent next. */
    AmiAction next() {
        return ((Step.Sent) steps.get(position)).action();
    }

    void playToEnd() {
        while (position < steps.size()) {
            step();
        }
    }

    /** Pairs the capture's next action with the machine's newest of that name and compares the headers named. */
    AmiAction sameAction(String... headers) {
        AmiAction theirs = ((Step.Sent) steps.get(position++)).action();
        AmiAction ours = bench.last(theirs.name());
        assertThat(paired.add(ours))
                .as("the machine sent a new " + theirs.name())
                .isTrue();
        for (String header : headers) {
            assertThat(ours.text(header)).as(header).isEqualTo(theirs.text(header));
        }
        ids.put(theirs.text("ActionID"), ours.text("ActionID"));
        if (theirs.find("CommandID") != null) {
            ids.put(theirs.text("CommandID"), ours.text("CommandID"));
        }
        return ours;
    }

    private void step() {
        Step step = steps.get(position++);
        if (step instanceof Step.Received received) {
            bench.moveTo(MachineBench.START + received.millis());
            bench.feed(translated(received.message()));
        }
    }

    private AmiMessage translated(AmiMessage message) {
        List<AmiHeader> headers = new ArrayList<>();
        for (AmiHeader header : message.headers()) {
            boolean id = header.isNamed("ActionID") || header.isNamed("CommandId");
            headers.add(id ? new AmiHeader(header.name(), ids.getOrDefault(header.value(), header.value())) : header);
        }
        return new AmiMessage(headers);
    }
}
