package org.cordboard.sim.world;

import java.util.List;
import java.util.OptionalLong;

/** Dials telephones. */
final class Dialling {

    /**
     * Where a telephone's own calls would go; a dialled channel shows it until it is answered. A number dialled through a
     * trunk, {@code number@trunk}, shows the trunk's.
     */
    private static final String PHONE_CONTEXT = "from-agent";

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
        Phone phone = core.phones.get(order.station());
        boolean idInUse = !order.uniqueId().isEmpty() && core.find(order.uniqueId()) != null;
        if (phone == null || idInUse) {
            fail(order);
            return false;
        }
        PhoneBehaviour behaviour =
                phone.calls > 0 ? new PhoneBehaviour.Rejects(USER_BUSY, 0) : phone.robot.onCall(phone.station);
        if (behaviour instanceof PhoneBehaviour.Unreachable) {
            fail(order);
            return false;
        }
        Channel channel = announce(order, phone);
        channel.dialTimeout = core.scheduler.schedule(order.timeoutMillis(), () -> timeOut(channel));
        channel.activity = core.scheduler.schedule(core.timings.dialSetUp(), () -> reach(channel, behaviour));
        return true;
    }

    private void fail(OriginateOrder order) {
        core.scheduler.schedule(
                0,
                () -> core.emit(
                        new WorldEvent.OriginateEnded(core.now(), order, false, order.dialled(), 0, order.uniqueId())));
    }

    private Channel announce(OriginateOrder order, Phone phone) {
        int at = phone.station.indexOf('@');
        Channel channel = core.create(order.uniqueId(), phone.station.substring(at + 1), ChannelState.DOWN);
        channel.phone = phone;
        channel.order = order;
        channel.context = at < 0 ? PHONE_CONTEXT : core.dialplan.inbound();
        phone.calls++;
        core.emit(new WorldEvent.ChannelCreated(core.now(), channel.view()));
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
        return channel;
    }

    private void reach(Channel channel, PhoneBehaviour behaviour) {
        channel.activity = null;
        core.emit(new WorldEvent.DialBegun(core.now(), channel.view(), dialString(channel)));
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

    private static String dialString(Channel channel) {
        return channel.phone == null ? channel.device : channel.phone.station;
    }

    private void ring(Channel channel) {
        channel.state = ChannelState.RINGING;
        core.emit(new WorldEvent.ChannelRinging(core.now(), channel.view()));
        core.emit(new WorldEvent.DialStateChanged(core.now(), channel.view(), "RINGING"));
        core.emit(new WorldEvent.DeviceStateChanged(core.now(), "PJSIP/" + channel.device, DeviceState.RINGING));
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
        core.hangups.end(channel, cause, sipCode(cause), Hangups.Origin.FAR_END);
    }

    /** Asterisk gives up: unlike a refusal this brings no DialEnd, and the reason is 3. */
    private void timeOut(Channel channel) {
        OriginateOrder order = channel.order;
        if (order == null) {
            return;
        }
        channel.order = null;
        core.emit(new WorldEvent.OriginateEnded(core.now(), order, false, order.dialled(), 3, channel.uniqueId));
        core.hangups.end(channel, NO_ANSWER, sipCode(NO_ANSWER), Hangups.Origin.CLIENT);
    }

    /** The SIP answer that Asterisk turns into this cause. */
    private static int sipCode(int cause) {
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
