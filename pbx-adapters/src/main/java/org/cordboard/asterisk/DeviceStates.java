package org.cordboard.asterisk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxEvent.StationState;

/**
 * Stations as Asterisk reports them, each when it changed. After the link came up Asterisk is asked for all: its answer comes as
 * the events that it sends of itself. A station that it does not know counts as one that can be rung, and a dial that fails tells at the latest.
 */
final class DeviceStates {

    /** Beyond this many stations all are forgotten, and reported anew when they next speak. */
    static final int MAX_STATIONS = 20_000;

    private final Workings w;
    private final Map<String, StationState> last = new LinkedHashMap<>();

    DeviceStates(Workings workings) {
        this.w = workings;
    }

    void linkUp() {
        w.sendUnwatched(AmiAction.named("DeviceStateList"));
    }

    void onDevice(AmiMessage message) {
        String prefix = w.settings().technology() + "/";
        String device = message.text("Device");
        String name = device.startsWith(prefix) ? device.substring(prefix.length()) : "";
        if (name.isBlank() || w.settings().trunks().contains(name)) {
            return;
        }
        StationState state = stateOf(message.text("State"));
        if (last.size() >= MAX_STATIONS && !last.containsKey(name)) {
            last.clear();
        }
        if (last.put(name, state) != state) {
            w.out().report(new StationChanged(new StationId(name), state));
        }
    }

    void forget() {
        last.clear();
    }

    private static StationState stateOf(String state) {
        return switch (state) {
            case "NOT_INUSE" -> StationState.IDLE;
            case "RINGING" -> StationState.RINGING;
            case "INUSE", "BUSY", "ONHOLD", "RINGINUSE" -> StationState.IN_USE;
            default -> StationState.UNREACHABLE;
        };
    }
}
