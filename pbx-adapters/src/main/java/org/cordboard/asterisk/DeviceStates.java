package org.cordboard.asterisk;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.port.PbxEvent.StationChanged;
import org.cordboard.cti.port.PbxEvent.StationState;
import org.cordboard.cti.port.PbxEvent.TrunkAlarm;
import org.cordboard.cti.port.PbxEvent.TrunkAlarmCleared;
import org.cordboard.cti.port.TrunkId;

/**
 * Stations and trunks as Asterisk reports them; a station is only reported when it changed. Asterisk is not asked for the states after the
 * link came up: a station counts as one that can be rung until Asterisk says otherwise, and a dial that fails tells at the latest.
 */
final class DeviceStates {

    /** Beyond this many stations all are forgotten, and reported anew when they next speak. */
    static final int MAX_STATIONS = 20_000;

    private final Workings w;
    private final Map<String, StationState> last = new LinkedHashMap<>();

    DeviceStates(Workings workings) {
        this.w = workings;
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

    void onChannelAlarm(AmiMessage message) {
        alarm(message.text("DAHDIChannel"), ChannelName.dahdiChannel(message.text("DAHDIChannel")), message);
    }

    void onSpanAlarm(AmiMessage message) {
        alarm(message.text("Span"), ChannelName.span(message.text("Span")), message);
    }

    void onChannelAlarmClear(AmiMessage message) {
        clear(message.text("DAHDIChannel"), ChannelName.dahdiChannel(message.text("DAHDIChannel")));
    }

    void onSpanAlarmClear(AmiMessage message) {
        clear(message.text("Span"), ChannelName.span(message.text("Span")));
    }

    void forget() {
        last.clear();
    }

    private void alarm(String number, TrunkId trunk, AmiMessage message) {
        if (!number.isBlank()) {
            w.out().report(new TrunkAlarm(trunk, message.text("Alarm")));
        }
    }

    private void clear(String number, TrunkId trunk) {
        if (!number.isBlank()) {
            w.out().report(new TrunkAlarmCleared(trunk));
        }
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
