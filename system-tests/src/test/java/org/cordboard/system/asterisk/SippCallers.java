package org.cordboard.system.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Customers of a {@link RealAsterisk} whose telephones are all played by one SIPp, through the trunk {@code carrier}. */
public final class SippCallers implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final SippProcess sipp;
    private final Map<String, SippCaller> byCallId = new ConcurrentHashMap<>();

    private SippCallers(RealAsterisk asterisk) throws IOException {
        this.sipp = new SippProcess("caller", asterisk, Ports.udp(), List.of(), this::saw);
    }

    /** Starts their telephones; they can dial when this returns. */
    public static SippCallers start(RealAsterisk asterisk) throws IOException {
        SippCallers callers = new SippCallers(asterisk);
        try {
            callers.sipp.awaitListening(START_LIMIT);
            return callers;
        } catch (IOException e) {
            callers.close();
            throw e;
        }
    }

    /**
     * One of them dials.
     *
     * @param number the customer's number; empty for a call without one
     * @param dialled the number dialled, digits and {@code +}
     */
    public SippCaller call(String number, String dialled, CustomerBehaviour behaviour) throws IOException {
        String callId = "customer-" + UUID.randomUUID();
        SippCaller caller = new SippCaller(callId, behaviour, this);
        byCallId.put(callId, caller);
        caller.dial(number, dialled);
        return caller;
    }

    SippProcess sipp() {
        return sipp;
    }

    private void saw(SipLine line) {
        SippCaller caller = byCallId.get(line.callId());
        if (caller != null) {
            caller.saw(line);
        }
    }

    /** Ends SIPp at once, whatever state the calls are in: the other side hears nothing of it. */
    @Override
    public void close() {
        sipp.close();
        byCallId.values().forEach(SippCaller::stopListening);
    }
}
