package org.cordboard.system.asterisk;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The phones of some stations of a {@link RealAsterisk}, all played by one SIPp, which their INVITEs must come to. */
public final class SippPhones implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final AudioEar ear = new AudioEar();
    private final SippProcess sipp;
    private final Map<String, SippPhone> byStation = new LinkedHashMap<>();
    /** Used on SIPp's thread alone. */
    private final Map<String, SippPhone> byCallId = new LinkedHashMap<>();

    private SippPhones(RealAsterisk asterisk, List<String> stations, PhoneBehaviour behaviour) throws IOException {
        int port = asterisk.phonePort(stations.getFirst());
        for (String station : stations) {
            if (asterisk.phonePort(station) != port) {
                throw new IllegalArgumentException("the phones of " + stations + " do not stand at one port");
            }
        }
        stations.forEach(station -> byStation.put(station, new SippPhone(this, behaviour)));
        List<String> audio = List.of("-key", "rtp_port", Integer.toString(ear.port()));
        this.sipp = new SippProcess("phone", asterisk, port, audio, this::saw);
    }

    /** Starts the phones of stations that share a port; they can be rung when this returns. */
    public static SippPhones start(RealAsterisk asterisk, List<String> stations, PhoneBehaviour behaviour)
            throws IOException {
        SippPhones phones = new SippPhones(asterisk, stations, behaviour);
        try {
            phones.sipp.awaitListening(START_LIMIT);
            return phones;
        } catch (IOException e) {
            phones.close();
            throw e;
        }
    }

    public SippPhone of(String station) {
        SippPhone phone = byStation.get(station);
        if (phone == null) {
            throw new IllegalArgumentException("no phone for " + station + "; there are " + byStation.keySet());
        }
        return phone;
    }

    SippProcess sipp() {
        return sipp;
    }

    /** What all of them hear and say. */
    AudioEar ear() {
        return ear;
    }

    private void saw(SipLine line) {
        if (!line.sent() && line.request("INVITE")) {
            byCallId.putIfAbsent(line.callId(), called(line));
        }
        SippPhone phone = byCallId.get(line.callId());
        if (phone != null) {
            phone.saw(line);
        }
    }

    /** One alone is called whatever the number, as at the far end of a trunk. */
    private SippPhone called(SipLine invite) {
        return byStation.size() == 1 ? byStation.values().iterator().next() : of(invite.calledUser());
    }

    /** Ends SIPp at once: calls stay up at Asterisk, and the stations are unreachable from now on. */
    @Override
    public void close() {
        sipp.close();
        ear.close();
    }
}
