package org.cordboard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.cordboard.system.asterisk.CustomerResult;
import org.cordboard.system.asterisk.SippCaller;

/** A customer on a real line. Hears sound, and not what it says. */
final class SippCustomer implements CustomerCall {

    private static final long PACKET_MILLIS = 20;
    private static final long SECOND = 1_000;

    private final SippCaller caller;
    private int packetsBefore;

    SippCustomer(SippCaller caller) {
        this.caller = caller;
    }

    @Override
    public boolean isAnswered() {
        return caller.answered();
    }

    /** At least two thirds of the prompt's length were heard. */
    @Override
    public boolean hears(String prompt) {
        Long millis = ContractSite.PROMPTS.get(prompt);
        if (millis == null) {
            throw new IllegalArgumentException("no prompt " + prompt);
        }
        return caller.audioPackets() - packetsBefore >= millis * 2 / 3 / PACKET_MILLIS;
    }

    @Override
    public boolean hearsMusic() {
        return caller.audioPackets() - packetsBefore >= SECOND / PACKET_MILLIS;
    }

    @Override
    public void listenFromNow() {
        packetsBefore = caller.audioPackets();
    }

    @Override
    public void press(String keys) {
        try {
            caller.press(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void speak() {
        caller.speak();
    }

    @Override
    public boolean hearsVoice() {
        return caller.hearsVoice();
    }

    @Override
    public String keysHeard() {
        return caller.keysHeard();
    }

    @Override
    public void hangUp() {
        caller.hangUp();
    }

    @Override
    public boolean over() {
        return caller.over();
    }

    /** The announcement comes before the call is refused, as sound on a line that was not answered. */
    @Override
    public boolean heardFallback() {
        CustomerResult result = result();
        return result.heardEarlyMedia() && result.finalStatus() >= 300;
    }

    @Override
    public boolean wasEndedByOtherSide() {
        return result().endedBy() == CustomerResult.EndedBy.PBX;
    }

    private CustomerResult result() {
        try {
            return caller.result(Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
