package org.cordboard.asterisk;

import org.cordboard.cti.port.PbxRequest.RecordLeg;

/**
 * Records what a channel's party says and hears, by MixMonitor: it stays with the channel wherever that is bridged or redirected, and ends
 * with it. A muted MixMonitor writes silence. Measured on Asterisk 22.10.
 */
final class RecordingControl {

    private static final String SUFFIX = ".wav";
    /** What Asterisk says when it has nothing to stop. */
    private static final String NOTHING_THERE = "Could not stop monitoring channel";

    private final Workings w;

    RecordingControl(Workings workings) {
        this.w = workings;
    }

    void request(RecordLeg request, Leg leg, long at) {
        w.requests().begin(request.id());
        w.requests().timeOutAt(request.id(), at + Workings.IMMEDIATE_MILLIS, later -> {});
        w.actions().send(action(request, leg), (response, later) -> {
            String words = response.text("Message");
            if (response.succeeded() || words.equals(NOTHING_THERE)) {
                w.requests().done(request.id());
            } else {
                w.requests().fail(request.id(), Workings.reasonOf(response), words);
            }
        });
    }

    private AmiAction action(RecordLeg request, Leg leg) {
        String channel = leg.channelName();
        return switch (request.step()) {
            case START -> AmiAction.named("MixMonitor").with("Channel", channel).with("File", file(request.name()));
            case PAUSE -> mute(channel, "1");
            case RESUME -> mute(channel, "0");
            case STOP -> AmiAction.named("StopMixMonitor").with("Channel", channel);
        };
    }

    private static AmiAction mute(String channel, String state) {
        return AmiAction.named("MixMonitorMute")
                .with("Channel", channel)
                .with("Direction", "both")
                .with("State", state);
    }

    private String file(String name) {
        String folder = w.settings().recordings();
        return folder.isEmpty() ? name + SUFFIX : folder + "/" + name + SUFFIX;
    }
}
