package org.cordboard.system;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.PhoneRobot;

/** A telephone of the simulated PBX. */
final class SimPhone implements DeskPhone, PhoneRobot {

    private static final int NORMAL_CLEARING = 16;
    private static final int USER_BUSY = 17;
    private static final int CALL_REJECTED = 21;
    private static final long DECLINES_AFTER_MILLIS = 300;

    private final SimThread thread;
    /** The station, or the trunk of a number in the public network. */
    private final String device;

    private final AtomicInteger rings = new AtomicInteger();
    private volatile Behaviour behaviour = new Behaviour.RingsOn();

    private SimPhone(SimThread thread, String station) {
        this.thread = thread;
        this.device = station.substring(station.indexOf('@') + 1);
    }

    static SimPhone plugIn(SimThread thread, String station) {
        SimPhone phone = new SimPhone(thread, station);
        thread.ask(world -> {
            world.addPhone(station, phone);
            return true;
        });
        return phone;
    }

    @Override
    public void behave(Behaviour changed) {
        behaviour = changed;
    }

    @Override
    public PhoneBehaviour onCall(String called) {
        rings.incrementAndGet();
        return switch (behaviour) {
            case Behaviour.Answers b ->
                new PhoneBehaviour.Answers(b.afterRinging().toMillis());
            case Behaviour.RingsOn b -> new PhoneBehaviour.NeverAnswers();
            case Behaviour.IsBusy b -> new PhoneBehaviour.Rejects(USER_BUSY, 0);
            case Behaviour.Declines b -> new PhoneBehaviour.Rejects(CALL_REJECTED, DECLINES_AFTER_MILLIS);
        };
    }

    @Override
    public int rings() {
        return rings.get();
    }

    @Override
    public boolean talking() {
        return thread.ask(world ->
                channels(world).stream().anyMatch(channel -> !channel.bridgeId().isEmpty()));
    }

    /** Everybody here speaks all the time. */
    @Override
    public void speak() {}

    /** Nobody but agents is ever muted. */
    @Override
    public boolean hearsVoice() {
        return talking();
    }

    @Override
    public void hangUp() {
        thread.ask(world -> {
            channels(world).forEach(channel -> world.partyHangsUp(channel.uniqueId(), NORMAL_CLEARING));
            return true;
        });
    }

    /** The bridge it is in; empty when it is in none. */
    String bridge() {
        return thread.ask(world -> channels(world).stream()
                .map(ChannelView::bridgeId)
                .filter(id -> !id.isEmpty())
                .findFirst()
                .orElse(""));
    }

    private List<ChannelView> channels(PbxWorld world) {
        return world.channels().stream()
                .filter(channel -> channel.name().startsWith("PJSIP/" + device + "-"))
                .toList();
    }
}
