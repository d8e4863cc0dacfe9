package org.cordboard.system;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.cordboard.sim.world.ChannelView;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;

/** A customer of the simulated PBX. Told on the world's thread, asked on the test's. */
final class SimCustomer implements Party, CustomerCall {

    private static final int NORMAL_CLEARING = 16;

    private final SimThread thread;
    private final List<String> prompts = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private volatile String channel = "";
    private volatile boolean answered;
    private volatile boolean music;
    private volatile boolean fallback;
    private volatile boolean over;
    private volatile boolean byOther;

    private SimCustomer(SimThread thread) {
        this.thread = thread;
    }

    static SimCustomer call(SimThread thread, String number, String dialled) {
        SimCustomer customer = new SimCustomer(thread);
        InboundCall call = new InboundCall(ContractSite.TRUNK, number, "", dialled);
        customer.channel = thread.ask(world -> world.callIn(call, customer).orElse(""));
        if (customer.channel.isEmpty()) {
            throw new AssertionError("the trunk did not take the call");
        }
        return customer;
    }

    String channel() {
        return channel;
    }

    /** The bridge this customer is in; empty when they are in none. */
    String bridge() {
        return thread.ask(
                world -> world.find(channel).map(ChannelView::bridgeId).orElse(""));
    }

    @Override
    public void press(String keys) {
        for (int i = 0; i < keys.length(); i++) {
            char key = keys.charAt(i);
            thread.ask(world -> press(world, key));
        }
    }

    private boolean press(PbxWorld world, char key) {
        world.press(channel, key);
        return true;
    }

    /** Everybody here speaks all the time. */
    @Override
    public void speak() {}

    @Override
    public boolean hearsVoice() {
        String bridge = bridge();
        return !bridge.isEmpty()
                && thread.ask(world -> world.channels().stream()
                        .anyMatch(other -> other.bridgeId().equals(bridge)
                                && !other.uniqueId().equals(channel)
                                && !world.muted(other.uniqueId())));
    }

    @Override
    public String keysHeard() {
        return String.join("", keys);
    }

    @Override
    public void hangUp() {
        thread.ask(world -> hangUp(world));
    }

    private boolean hangUp(PbxWorld world) {
        world.partyHangsUp(channel, NORMAL_CLEARING);
        return true;
    }

    @Override
    public boolean hears(String prompt) {
        return prompts.contains(prompt);
    }

    @Override
    public void listenFromNow() {
        prompts.clear();
        music = false;
    }

    @Override
    public boolean hearsMusic() {
        return music;
    }

    @Override
    public boolean heardFallback() {
        return fallback;
    }

    @Override
    public boolean over() {
        return over;
    }

    @Override
    public boolean wasEndedByOtherSide() {
        return byOther;
    }

    @Override
    public boolean isAnswered() {
        return answered;
    }

    // ---- told by the world

    @Override
    public void answered() {
        answered = true;
    }

    @Override
    public void hearsPrompt(String prompt) {
        prompts.add(prompt);
    }

    @Override
    public void hearsMusic(String musicClass) {
        music = true;
    }

    @Override
    public void hearsKey(char key) {
        keys.add(String.valueOf(key));
    }

    @Override
    public void hearsFallback() {
        fallback = true;
    }

    @Override
    public void ended(int cause, boolean byParty) {
        byOther = !byParty;
        over = true;
    }
}
