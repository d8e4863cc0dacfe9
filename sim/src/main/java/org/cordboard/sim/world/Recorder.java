package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The recordings of channels: of each file, whether what was said is heard in it, stretch by stretch. The oldest are forgotten. */
final class Recorder {

    static final int MOST_FILES = 1_000;

    private final Map<String, List<Boolean>> files = new LinkedHashMap<>();

    Optional<Refused> start(Channel channel, String file) {
        channel.recordings.add(file);
        channel.recordingMuted = false;
        if (files.size() >= MOST_FILES) {
            files.remove(files.keySet().iterator().next());
        }
        files.put(file, new ArrayList<>(List.of(true)));
        return Optional.empty();
    }

    Optional<Refused> mute(Channel channel, boolean muted) {
        if (channel.recordings.isEmpty()) {
            return Optional.of(Refused.notNow("Cannot set mute flag"));
        }
        List<Boolean> heard = files.get(channel.recordings.getFirst());
        if (heard != null && channel.recordingMuted != muted) {
            heard.add(!muted);
        }
        channel.recordingMuted = muted;
        return Optional.empty();
    }

    Optional<Refused> stop(Channel channel) {
        if (channel.recordings.isEmpty()) {
            return Optional.of(Refused.notNow("Could not stop monitoring channel"));
        }
        channel.recordings.removeFirst();
        return Optional.empty();
    }

    /** Empty when there is no such file. */
    List<Boolean> heardIn(String file) {
        return List.copyOf(files.getOrDefault(file, List.of()));
    }
}
