package org.cordboard.sim.world;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Dials telephones. */
final class Dialling {

    /**
     * Where a telephone's own calls would go; a dialled channel shows it until it is answered. A number dialled through a
     * trunk, {@code number@trunk}, shows the trunk's.
     */
    private static final String PHONE_CONTEXT = "from-agent";

    private static final String PHONES = "PJSIP/";

    private static final int UNALLOCATED = 1;
    private static final int USER_BUSY = 17;
    private static final int NO_ANSWER = 19;

    private final Core core;

    Dialling(Core core) {
        this.core = core;
    }

    /**
     * Carries an order out. Without a channel (the id is in use, nobody is registered under that name) only
     * {@link WorldEvent.OriginateEnded} comes; returns whether there is a channel.
     */
    boolean originate(OriginateOrder order) {
        boolean idInUse = !order.uniqueId().isEmpty() && core.find(order.uniqueId()) != null;
        boolean dialled = !idInUse && (order.bySpan() ? overSpan(order) : toPhone(order));
        if (!dialled) {
            fail(order);
        }
        return dialled;
    }

    private boolean toPhone(OriginateOrder order) {
        Phone phone = core.phones.get(order.station());
        if (phone == null || !phone.registered) {
            return false;
        }
        PhoneBehaviour behaviour = behaviour(phone);
        if (behaviour instanceof PhoneBehaviour.Unreachable) {
            return false;
        }
        int at = phone.station.indexOf('@');
        String device = PHONES + phone.station.substring(at + 1);
        Channel channel = core.create(order.uniqueId(), device, core.nextSuffix(), ChannelState.DOWN);
        channel.context = at < 0 ? PHONE_CONTEXT : core.dialplan.inbound();
        Trunk trunk = at < 0 ? null : core.trunks.get(phone.station.substring(at + 1));
        if (trunk instanceof SipTrunk sip) {
            // The carrier refuses what is beyond the trunk's capacity.
            int refusal = sip.refusal();
            sip.seize(channel);
            dial(channel, phone, order, refusal == 0 ? behaviour : new PhoneBehaviour.Rejects(refusal, 0));
        } else {
            dial(channel, phone, order, behaviour);
        }
        return true;
    }

    private static PhoneBehaviour behaviour(Phone phone) {
        return phone.calls > 0 ? new PhoneBehaviour.Rejects(USER_BUSY, 0) : phone.robot.onCall(phone.station);
    }

    private boolean overSpan(OriginateOrder order) {
        DahdiDialString dial = DahdiDialString.parse(order.station());
        Hunting.Found found = dial == null ? null : core.hunting.find(dial);
        if (dial == null || found == null) {
            return false;
        }
        SpanTrunk trunk = found.trunk();
        Channel channel = core.create(
                order.uniqueId(), trunk.device(found.circuit(), dial.number()), trunk.suffix(), ChannelState.DOWN);
        channel.trunk = trunk;
        channel.context = core.dialplan.inbound();
        found.circuit().dial(channel, core.now());
        Phone phone = core.phones.get(dial.number() + "@" + trunk.name);
        dial(channel, phone, order, phone == null ? new PhoneBehaviour.Rejects(UNALLOCATED, 0) : behaviour(phone));
        return true;
    }

    private void dial(Channel channel, @Nullable Phone phone, OriginateOrder order, PhoneBehaviour behaviour) {
        channel.phone = phone;
        channel.order = order;
        if (phone != null) {
            phone.calls++;
        }
        announce(channel, order);
        channel.dialTimeout = core.scheduler.schedule(order.timeoutMillis(), () -> timeOut(channel));
        long setUp = order.bySpan() ? 2 * Circuit.CROSSING_MILLIS : core.timings.dialSetUp();
        channel.activity = core.scheduler.schedule(setUp, () -> reach(channel, order, behaviour));
    }

    private void fail(OriginateOrder order) {
        core.scheduler.schedule(
                0,
                () -> core.emit(
                        new WorldEvent.OriginateEnded(core.now(), order, false, order.dialled(), 0, order.uniqueId())));
    }

    private void announce(Channel channel, OriginateOrder order) {
        core.emit(new WorldEvent.ChannelCreated(core.now(), channel.view()));
        core.tellCircuit(channel);
        channel.application = "AppDial2";
        channel.applicationData = "(Outgoing Line)";
        core.emit(new WorldEvent.ExtensionEntered(core.now(), channel.view()));
        // Asterisk sets them from the last to the first.
        List<OriginateOrder.Variable> variables = order.variables().reversed();
        variables.forEach(variable -> core.setVariable(channel, variable.name(), variable.value()));
        channel.callerNumber = order.callerNumber();
        channel.callerName = order.callerName();
        core.emit(new WorldEvent.CallerIdSet(core.now(), channel.view()));
        channel.connectedNumber = order.callerNumber();
        channel.connectedName = order.callerName();
        core.emit(new WorldEvent.ConnectedLineSet(core.now(), channel.view()));
    }

    private void reach(Channel channel, OriginateOrder order, PhoneBehaviour behaviour) {
        channel.activity = null;
        core.emit(new WorldEvent.DialBegun(core.now(), channel.view(), dialString(order)));
        switch (behaviour) {
            case PhoneBehaviour.Answers answers -> {
                ring(channel);
                channel.party = new PhoneParty(channel.uniqueId, answers.hangsUpAfterMillis());
                channel.activity = core.scheduler.schedule(answers.afterMillis(), () -> answer(channel));
            }
            case PhoneBehaviour.Rejects rejects -> {
                if (rejects.afterMillis() == 0) {
                    reject(channel, rejects.cause());
                } else {
                    ring(channel);
                    channel.activity =
                            core.scheduler.schedule(rejects.afterMillis(), () -> reject(channel, rejects.cause()));
                }
            }
            case PhoneBehaviour.NeverAnswers never -> ring(channel);
            case PhoneBehaviour.Silent silent -> {}
            case PhoneBehaviour.Unreachable unreachable -> {}
        }
    }

    private static String dialString(OriginateOrder order) {
        return order.bySpan() ? order.station().substring(DahdiDialString.TECHNOLOGY.length()) : order.station();
    }

    private void ring(Channel channel) {
        channel.state = ChannelState.RINGING;
        core.emit(new WorldEvent.ChannelRinging(core.now(), channel.view()));
        core.emit(new WorldEvent.DialStateChanged(core.now(), channel.view(), "RINGING"));
        core.tellDevice(channel, DeviceState.RINGING);
    }

    private void answer(Channel channel) {
        OriginateOrder order = channel.order;
        if (order == null) {
            return;
        }
        channel.activity = null;
        channel.order = null;
        channel.cancelDialTimeout();
        core.answer(channel);
        core.emit(new WorldEvent.DialEnded(core.now(), channel.view(), "ANSWER"));
        core.emit(new WorldEvent.OriginateEnded(core.now(), order, true, channel.name, 4, channel.uniqueId));
        if (order.intoAgi()) {
            channel.hasDialplan = false;
            channel.application = "AGI";
            channel.applicationData = "agi:async";
            core.agi.enter(channel);
        } else {
            core.runner.start(channel, order.context(), order.exten(), order.priority());
        }
    }

    private void reject(Channel channel, int cause) {
        core.hangups.end(channel, cause, sipCode(channel, cause), Hangups.Origin.FAR_END);
    }

    /** Asterisk gives up: unlike a refusal this brings no DialEnd, and the reason is 3. */
    private void timeOut(Channel channel) {
        OriginateOrder order = channel.order;
        if (order == null) {
            return;
        }
        channel.order = null;
        core.emit(new WorldEvent.OriginateEnded(core.now(), order, false, order.dialled(), 3, channel.uniqueId));
        core.hangups.end(channel, NO_ANSWER, sipCode(channel, NO_ANSWER), Hangups.Origin.CLIENT);
    }

    /** The SIP answer that Asterisk turns into this cause; 0 on a span. */
    private static int sipCode(Channel channel, int cause) {
        if (channel.circuit != null) {
            return 0;
        }
        return switch (cause) {
            case 1 -> 404;
            case 17 -> 486;
            case 18 -> 408;
            case 19 -> 480;
            case 21 -> 603;
            case 22 -> 410;
            case 27 -> 502;
            case 28 -> 484;
            case 34 -> 503;
            case 38 -> 500;
            case 58 -> 488;
            default -> 400;
        };
    }

    /** Hangs up some time after the first conversation began. */
    private final class PhoneParty implements Party {
        private final String uniqueId;
        private final OptionalLong hangsUpAfter;
        private boolean hasTalked;

        PhoneParty(String uniqueId, OptionalLong hangsUpAfter) {
            this.uniqueId = uniqueId;
            this.hangsUpAfter = hangsUpAfter;
        }

        @Override
        public void joined(String otherUniqueId) {
            if (hasTalked || hangsUpAfter.isEmpty()) {
                return;
            }
            hasTalked = true;
            core.scheduler.schedule(hangsUpAfter.getAsLong(), () -> {
                Channel channel = core.find(uniqueId);
                if (channel != null) {
                    core.hangups.end(channel, 16, 0, Hangups.Origin.FAR_END);
                }
            });
        }
    }
}
