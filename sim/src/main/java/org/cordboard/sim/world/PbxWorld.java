package org.cordboard.sim.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The simulated PBX. One thread, that of its {@link Scheduler}, calls everything here; nothing waits. What an operation brings
 * about is told to the {@link WorldListener}s as {@link WorldEvent}s, some of it during the call and some of it later.
 *
 * <p>Operations that ask for a state that is not there answer with a {@link Refused}; an empty answer means that it is done or
 * under way.
 */
public final class PbxWorld {

    static final String MICROPHONE = "MUTEAUDIO(in)";

    private static final long SHORTEST_KEY_MILLIS = 100;

    private final Core core;

    /** A world with Cordboard's dialplan and the times measured on Asterisk 22. */
    public PbxWorld(Scheduler scheduler) {
        this(scheduler, WorldTimings.measured(), Dialplan.cordboard());
    }

    public PbxWorld(Scheduler scheduler, WorldTimings timings, Dialplan dialplan) {
        this.core = new Core(scheduler, timings, dialplan);
    }

    public Scheduler scheduler() {
        return core.scheduler;
    }

    public void addListener(WorldListener listener) {
        core.listen(listener);
    }

    public void removeListener(WorldListener listener) {
        core.forget(listener);
    }

    /**
     * Adds a SIP trunk.
     *
     * @param capacity how many calls it carries at once
     */
    public void addTrunk(String name, int capacity) {
        core.trunks.put(name, new SipTrunk(name, capacity));
    }

    /** Adds a span behind those there are: DAHDI numbers its time slots on. */
    public void addSpan(Span span) {
        int slotsBefore = 0;
        for (Trunk trunk : core.trunks.values()) {
            slotsBefore += trunk instanceof SpanTrunk other ? other.span.slots() : 0;
        }
        core.trunks.put(span.trunk(), new SpanTrunk(span, slotsBefore));
    }

    /** Registers a telephone, or puts another person beside it. */
    public void addPhone(String station, PhoneRobot robot) {
        Phone known = core.phones.get(station);
        if (known == null) {
            core.phones.put(station, new Phone(station, robot));
        } else {
            known.robot = robot;
        }
    }

    /** Registers a telephone that does the same each time. */
    public void addPhone(String station, PhoneBehaviour behaviour) {
        addPhone(station, name -> behaviour);
    }

    /** A call arrives, and is taken or not: a trunk that is unknown, full or out of order takes none. */
    public Admission arrive(InboundCall call, Party party) {
        return core.arrivals.arrive(call, party);
    }

    /** A call arrives. Returns its channel's id, or nothing when it was not taken; {@link #arrive} also says why. */
    public Optional<String> callIn(InboundCall call, Party party) {
        Admission admission = arrive(call, party);
        return admission.taken() ? Optional.of(admission.channel()) : Optional.empty();
    }

    /** Dials; returns whether there is a channel now. The outcome comes as {@link WorldEvent.OriginateEnded}. */
    public boolean originate(OriginateOrder order) {
        return core.running && core.dialling.originate(order);
    }

    /** The PBX dies and takes every channel with it; no call comes in until it is started again. What it wrote down stays. */
    public void crash() {
        core.running = false;
        core.globals.clear();
        core.hangups.endAll();
    }

    /** The PBX is there again, without a call. */
    public void startAgain() {
        core.running = true;
    }

    /** What an order to dial a number over a trunk names as its station. */
    String dialString(String trunk, String number) {
        return core.trunks.get(trunk) instanceof SpanTrunk span
                ? DahdiDialString.TECHNOLOGY + "i" + span.span.number() + "/" + number
                : number + "@" + trunk;
    }

    /**
     * Joins two answered channels.
     *
     * @param answer told just before the channels are joined, or when they cannot be; empty: joined
     */
    public void bridge(String first, String second, Consumer<Optional<Refused>> answer) {
        core.scheduler.schedule(core.timings.bridge(), () -> {
            Channel one = core.find(first);
            Channel two = core.find(second);
            Optional<Refused> obstacle = bridgeObstacle(first, one, second, two);
            answer.accept(obstacle);
            if (obstacle.isEmpty() && one != null && two != null) {
                core.bridges.join(one, two);
            }
        });
    }

    private static Optional<Refused> bridgeObstacle(
            String first, @Nullable Channel one, String second, @Nullable Channel two) {
        if (one == null) {
            return Optional.of(Refused.noChannel("Channel1 does not exist: " + first));
        }
        if (two == null) {
            return Optional.of(Refused.noChannel("Channel2 does not exist: " + second));
        }
        if (one == two || !one.up() || one.inFallback) {
            return Optional.of(Refused.notNow("Unable to add Channel1 to bridge"));
        }
        if (!two.up() || two.inFallback) {
            return Optional.of(Refused.notNow("Unable to add Channel2 to bridge"));
        }
        return Optional.empty();
    }

    /**
     * Ends a channel for a client.
     *
     * @param cause Q.850; 0 when the client gave none
     */
    public Optional<Refused> hangUp(String nameOrId, int cause) {
        Channel channel = core.find(nameOrId);
        if (channel == null) {
            return Optional.of(Refused.noChannel("No such channel"));
        }
        core.scheduler.schedule(core.timings.hangUp(), () -> {
            int told = cause == 0 && channel.everBridged ? 16 : cause;
            core.hangups.end(channel, told, 0, Hangups.Origin.CLIENT);
        });
        return Optional.empty();
    }

    /**
     * The party at the far end hangs up; nothing happens when the channel has ended. While the signalling of a span is lost the PBX
     * hears of it only afterwards.
     */
    public void partyHangsUp(String uniqueId, int cause) {
        Channel channel = core.find(uniqueId);
        if (channel == null) {
            return;
        }
        if (channel.trunk instanceof SpanTrunk span && !span.signalling) {
            channel.unheardCause = cause;
        } else {
            core.hangups.end(channel, cause, 0, Hangups.Origin.FAR_END);
        }
    }

    /** The party at the far end presses a key. Bridged channels pass keys by the PBX: nobody hears of them. */
    public void press(String uniqueId, char digit) {
        Channel channel = core.find(uniqueId);
        if (channel == null || channel.bridge != null || lineIsDead(channel)) {
            return;
        }
        core.emit(new WorldEvent.DtmfBegun(core.now(), channel.view(), digit));
        long length = core.timings.digit();
        core.scheduler.schedule(length, () -> {
            if (!channel.gone && channel.bridge == null) {
                core.emit(new WorldEvent.DtmfEnded(core.now(), channel.view(), digit, length));
                core.agi.digit(channel, digit);
            }
        });
    }

    /**
     * Presses a key towards the far end of a channel.
     *
     * @param answer told when the key has sounded, or that there is no such channel
     */
    public void playKey(String nameOrId, char key, long millis, Consumer<Optional<Refused>> answer) {
        Channel channel = core.find(nameOrId);
        if (channel == null) {
            answer.accept(Optional.of(Refused.noChannel("Channel not found")));
            return;
        }
        core.scheduler.schedule(Math.max(SHORTEST_KEY_MILLIS, millis), () -> {
            answer.accept(Optional.empty());
            if (!channel.gone && channel.up()) {
                channel.party.hearsKey(key);
            }
        });
    }

    /** Records what the party of a channel says and hears. */
    public Optional<Refused> record(String nameOrId, String file) {
        return onRecorded(nameOrId, channel -> core.recorder.start(channel, file));
    }

    /** Whether nothing that is said now is heard in a channel's recording. */
    public Optional<Refused> muteRecording(String nameOrId, boolean muted) {
        return onRecorded(nameOrId, channel -> core.recorder.mute(channel, muted));
    }

    public Optional<Refused> stopRecording(String nameOrId) {
        return onRecorded(nameOrId, core.recorder::stop);
    }

    private Optional<Refused> onRecorded(String nameOrId, Function<Channel, Optional<Refused>> step) {
        Channel channel = core.find(nameOrId);
        return channel == null ? Optional.of(Refused.noChannel("No such channel")) : step.apply(channel);
    }

    /** The stretches of a recording, and whether what was said is heard in each; empty when there is no such file. */
    public List<Boolean> heardIn(String file) {
        return core.recorder.heardIn(file);
    }

    /** How many recordings of a channel are under way. */
    public int recordings(String nameOrId) {
        Channel channel = core.find(nameOrId);
        return channel == null ? 0 : channel.recordings.size();
    }

    private static boolean lineIsDead(Channel channel) {
        return channel.trunk instanceof SpanTrunk span && span.inAlarm();
    }

    /**
     * Gives a leg an AGI command.
     *
     * @param commandId comes back in {@link WorldEvent.AgiCommandEnded}
     * @param ended told the result; not told when the leg is bridged or ends before
     */
    public Optional<Refused> agi(String nameOrId, String commandId, String line, Consumer<AgiResult> ended) {
        Channel channel = core.find(nameOrId);
        if (channel == null) {
            return Optional.of(Refused.noChannel("Channel " + nameOrId + " does not exist."));
        }
        return core.agi.queue(channel, commandId, line, ended)
                ? Optional.empty()
                : Optional.of(Refused.notNow("Failed to add AGI command to channel queue"));
    }

    /** Whether nobody hears the party of a channel. */
    public boolean muted(String nameOrId) {
        Channel channel = core.find(nameOrId);
        return channel != null && channel.muted;
    }

    /**
     * Sets a variable of a channel; {@code TIMEOUT(absolute)} sets its lease in seconds, {@value #MICROPHONE} whether its party is not to be
     * heard, {@code on} or {@code off}.
     */
    public Optional<Refused> setVariable(String nameOrId, String name, String value) {
        Channel channel = core.find(nameOrId);
        if (channel == null) {
            return Optional.of(Refused.noChannel("No such channel"));
        }
        if (name.equalsIgnoreCase("TIMEOUT(absolute)")) {
            core.runner.lease(channel, parseSeconds(value));
        } else if (name.equalsIgnoreCase(MICROPHONE)) {
            channel.muted = value.equalsIgnoreCase("on");
        } else {
            core.setVariable(channel, name, value);
        }
        return Optional.empty();
    }

    private static long parseSeconds(String value) {
        try {
            return Math.max(0, (long) Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Sets a global variable; a name beyond {@link Core#MAX_GLOBALS} is ignored. */
    public void setGlobal(String name, String value) {
        if (core.globals.containsKey(name) || core.globals.size() < Core.MAX_GLOBALS) {
            core.globals.put(name, value);
            core.emit(new WorldEvent.VariableSet(core.now(), null, name, value));
        }
    }

    public Optional<String> global(String name) {
        return Optional.ofNullable(core.globals.get(name));
    }

    /** The variables of a channel in the order they were first set; empty when there is no such channel. */
    public Map<String, String> variables(String nameOrId) {
        Channel channel = core.find(nameOrId);
        return channel == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(channel.variables));
    }

    /** Where a channel is sent to. */
    public record Redirection(String channel, String context, String exten, int priority) {}

    /** Sends a channel, and maybe a second one, to another place in the dialplan, out of AGI or a bridge. */
    public Optional<Refused> redirect(Redirection to, Optional<Redirection> extra) {
        Channel channel = core.find(to.channel());
        if (channel == null) {
            return Optional.of(Refused.noChannel("Channel does not exist: " + to.channel()));
        }
        Channel second = extra.isEmpty() ? null : core.find(extra.get().channel());
        if (extra.isPresent() && second == null) {
            return Optional.of(Refused.noChannel(
                    "ExtraChannel does not exist: " + extra.get().channel()));
        }
        core.scheduler.schedule(core.timings.bridge(), () -> {
            if (!channel.gone) {
                carryOut(channel, to, second, extra);
            }
        });
        return Optional.empty();
    }

    private void carryOut(Channel channel, Redirection to, @Nullable Channel second, Optional<Redirection> extra) {
        if (second == null || second.gone || extra.isEmpty()) {
            core.bridges.redirect(channel, to);
        } else {
            core.bridges.redirect(channel, to, second, extra.get());
        }
    }

    public Optional<ChannelView> find(String nameOrId) {
        return Optional.ofNullable(core.find(nameOrId)).map(Channel::view);
    }

    /** All channels, oldest first. */
    public List<ChannelView> channels() {
        return core.channels().stream().map(Channel::view).toList();
    }

    /** Seconds left of a channel's life are not known to clients; whether it has a lease is. */
    public boolean hasLease(String nameOrId) {
        Channel channel = core.find(nameOrId);
        return channel != null && channel.lease != null;
    }

    /** Whether a channel waits for commands. */
    public boolean inAgi(String nameOrId) {
        Channel channel = core.find(nameOrId);
        return channel != null && channel.inAgi;
    }

    /** Calls the trunk carries now; 0 for an unknown one. */
    public int busyOn(String trunk) {
        Trunk known = core.trunks.get(trunk);
        return known == null ? 0 : known.busy();
    }

    /** Names of all trunks. */
    public List<String> trunks() {
        return List.copyOf(core.trunks.keySet());
    }

    /** All trunks as they are now. */
    public List<TrunkView> trunkViews() {
        return core.trunks.values().stream().map(Trunk::view).toList();
    }

    /**
     * The trunk stops taking calls. On a SIP trunk the calls it carries go on; on a span they end sooner or later, unless the line comes
     * back in time.
     */
    public void raiseAlarm(String trunk, String alarm) {
        Trunk known = core.trunks.get(trunk);
        if (known != null) {
            core.outages.begin(known, alarm);
        }
    }

    /** An alarm that ends by itself. */
    public void raiseAlarm(String trunk, String alarm, long millis) {
        raiseAlarm(trunk, alarm);
        core.scheduler.schedule(millis, () -> clearAlarm(trunk));
    }

    public void clearAlarm(String trunk) {
        Trunk known = core.trunks.get(trunk);
        if (known != null) {
            core.outages.end(known);
        }
    }

    /** What each telephone and SIP trunk is doing, by its name with technology. */
    public Map<String, DeviceState> deviceStates() {
        return core.deviceStates();
    }

    /** The telephone is no longer registered, or is again. A call that it has goes on. */
    public void register(String station, boolean registered) {
        Phone phone = core.phones.get(station);
        if (phone == null || phone.registered == registered) {
            return;
        }
        phone.registered = registered;
        if (phone.calls == 0) {
            DeviceState state = registered ? DeviceState.NOT_INUSE : DeviceState.UNAVAILABLE;
            core.emit(new WorldEvent.DeviceStateChanged(core.now(), "PJSIP/" + station, state));
        }
    }

    /**
     * Where the time of the server's last heartbeat comes from (Unix seconds), instead of the global variable
     * {@link Dialplan#HEARTBEAT}.
     */
    public void heartbeatFrom(LongSupplier epochSeconds) {
        core.heartbeat = epochSeconds;
    }

    /** Hang-ups noted by the hangup handler, oldest first: uniqueid to {@code <epoch>:<cause>}. */
    public Map<String, String> hangupNotes() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(core.notes));
    }

    public void forgetHangupNote(String uniqueId) {
        core.notes.remove(uniqueId);
    }
}
