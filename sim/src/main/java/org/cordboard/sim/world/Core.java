package org.cordboard.sim.world;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** What the parts of the world share: clock, timings, channels and the way happenings are told. */
final class Core {

    /** Hang-ups remembered for a server that was away; beyond it the oldest is forgotten. */
    static final int MAX_NOTES = 10_000;

    /** Global variables; beyond it further names are ignored. */
    static final int MAX_GLOBALS = 1_000;

    final Scheduler scheduler;
    final WorldTimings timings;
    final Dialplan dialplan;
    final Map<String, Trunk> trunks = new LinkedHashMap<>();
    final Map<String, Phone> phones = new LinkedHashMap<>();
    final Map<String, String> globals = new LinkedHashMap<>();
    final Map<String, String> notes = new LinkedHashMap<>();
    final AgiRunner agi = new AgiRunner(this);
    final DialplanRunner runner = new DialplanRunner(this);
    final Bridges bridges = new Bridges(this);
    final Hangups hangups = new Hangups(this);
    final Dialling dialling = new Dialling(this);
    final Arrivals arrivals = new Arrivals(this);
    final Outages outages = new Outages(this);
    final Hunting hunting = new Hunting(this);
    final Recorder recorder = new Recorder();

    @Nullable
    LongSupplier heartbeat;

    boolean running = true;

    private final Map<String, Channel> channels = new LinkedHashMap<>();
    private final Map<String, String> idsByName = new LinkedHashMap<>();
    private final Map<String, Integer> upCount = new LinkedHashMap<>();
    private final List<WorldListener> listeners = new ArrayList<>();
    private final Deque<WorldEvent> untold = new ArrayDeque<>();
    private boolean telling;
    private long channelsCreated;
    private long namesGiven;
    private int agiCommands;
    private int bridgesCreated;

    Core(Scheduler scheduler, WorldTimings timings, Dialplan dialplan) {
        this.scheduler = scheduler;
        this.timings = timings;
        this.dialplan = dialplan;
    }

    long now() {
        return scheduler.now();
    }

    void listen(WorldListener listener) {
        listeners.add(listener);
    }

    void forget(WorldListener listener) {
        listeners.remove(listener);
    }

    /** Tells every listener; a happening brought about while telling waits its turn, so that all hear the same order. */
    void emit(WorldEvent event) {
        untold.add(event);
        if (telling) {
            return;
        }
        telling = true;
        try {
            for (WorldEvent next = untold.poll(); next != null; next = untold.poll()) {
                for (WorldListener listener : List.copyOf(listeners)) {
                    listener.happened(next);
                }
            }
        } finally {
            telling = false;
        }
    }

    /** Tells a party from a task of its own. */
    void tell(Runnable notice) {
        scheduler.schedule(0, notice);
    }

    /** The last part of the next PJSIP channel's name. */
    String nextSuffix() {
        return String.format(Locale.ROOT, "%08x", namesGiven++);
    }

    /** @param device with its technology, as in {@code PJSIP/1001} */
    Channel create(String uniqueId, String device, String suffix, ChannelState state) {
        long ordinal = channelsCreated++;
        String id = uniqueId.isEmpty() ? now() / 1000 + "." + ordinal : uniqueId;
        String name = device + "-" + suffix;
        Channel channel = new Channel(id, name, device, now(), ordinal, state);
        channels.put(id, channel);
        idsByName.put(name, id);
        return channel;
    }

    void remove(Channel channel) {
        channels.remove(channel.uniqueId);
        idsByName.remove(channel.name);
    }

    @Nullable
    Channel find(String nameOrId) {
        Channel byId = channels.get(nameOrId);
        if (byId != null) {
            return byId;
        }
        String id = idsByName.get(nameOrId);
        return id == null ? null : channels.get(id);
    }

    Collection<Channel> channels() {
        return channels.values();
    }

    int nextAgiCommand() {
        return ++agiCommands;
    }

    String nextBridgeId() {
        bridgesCreated++;
        return String.format(Locale.ROOT, "%08x-0000-4000-8000-%012x", bridgesCreated, bridgesCreated);
    }

    void setVariable(Channel channel, String name, String value) {
        channel.variables.put(name, value);
        emit(new WorldEvent.VariableSet(now(), channel.view(), name, value));
    }

    void answer(Channel channel) {
        channel.state = ChannelState.UP;
        emit(new WorldEvent.ChannelAnswered(now(), channel.view()));
        if (upCount.merge(channel.device, 1, Integer::sum) == 1) {
            tellDevice(channel, DeviceState.INUSE);
        }
        tell(channel.party::answered);
    }

    /** Called when a channel has ended, with the state it had. */
    void deviceReleased(Channel channel) {
        boolean idle;
        if (channel.up()) {
            idle = upCount.merge(channel.device, -1, Integer::sum) == 0;
            upCount.remove(channel.device, 0);
        } else {
            idle = channel.state == ChannelState.RINGING && upCount.getOrDefault(channel.device, 0) == 0;
        }
        if (idle) {
            boolean reachable = channel.phone == null || channel.phone.registered;
            tellDevice(channel, reachable ? DeviceState.NOT_INUSE : DeviceState.UNAVAILABLE);
        }
    }

    /** A trunk in alarm stays unavailable, whatever the calls do that it still carries. */
    void tellDevice(Channel channel, DeviceState state) {
        if (channel.trunk == null || !channel.trunk.inAlarm()) {
            emit(new WorldEvent.DeviceStateChanged(now(), channel.device, state));
        }
    }

    Map<String, DeviceState> deviceStates() {
        Map<String, DeviceState> states = new LinkedHashMap<>();
        phones.values().stream().filter(phone -> phone.station.indexOf('@') < 0).forEach(phone -> {
            String device = "PJSIP/" + phone.station;
            states.put(device, phone.registered ? inUse(device) : DeviceState.UNAVAILABLE);
        });
        trunks.values().stream().filter(SipTrunk.class::isInstance).forEach(trunk -> {
            String device = "PJSIP/" + trunk.name;
            states.put(device, trunk.inAlarm() ? DeviceState.UNAVAILABLE : inUse(device));
        });
        return states;
    }

    private DeviceState inUse(String device) {
        return upCount.containsKey(device) ? DeviceState.INUSE : DeviceState.NOT_INUSE;
    }

    /** Tells which time slot a channel has. */
    void tellCircuit(Channel channel) {
        if (channel.trunk instanceof SpanTrunk trunk && channel.circuit != null) {
            emit(new WorldEvent.CircuitAssigned(now(), channel.view(), trunk.span, channel.circuit.number));
        }
    }

    void note(Channel channel, int cause) {
        notes.put(channel.uniqueId, now() / 1000 + ":" + cause);
        if (notes.size() > MAX_NOTES) {
            notes.remove(notes.keySet().iterator().next());
        }
    }

    boolean heartbeatFresh() {
        long beat = heartbeat != null ? heartbeat.getAsLong() : lastBeatSet();
        return Math.abs(now() / 1000 - beat) <= Dialplan.HEARTBEAT_STALE_SECONDS;
    }

    private long lastBeatSet() {
        try {
            return Long.parseLong(globals.getOrDefault(Dialplan.HEARTBEAT, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
