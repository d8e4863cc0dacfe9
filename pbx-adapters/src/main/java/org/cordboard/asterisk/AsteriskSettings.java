package org.cordboard.asterisk;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.cordboard.cti.port.PbxId;

/**
 * Where an Asterisk is and how to log in to its manager interface. {@link #toString} leaves the secret out.
 *
 * @param trunks endpoints that are trunks, not stations
 * @param recordings the folder for recordings at the PBX's machine; empty for the PBX's own
 * @param events classes of events asked for at login; without {@code dialplan} two thirds of the events stay away
 * @param connectTimeout for connecting and for each answer while logging in
 * @param silence when nothing was heard for this long the link is lost; a heartbeat is answered each second
 * @param maxFrames frames waiting for the machine; beyond it the link is dropped and resynchronised
 * @param maxRequests requests waiting for the machine or outstanding at the PBX; more are refused
 */
public record AsteriskSettings(
        PbxId pbx,
        String host,
        int port,
        String user,
        String secret,
        List<String> trunks,
        String recordings,
        String events,
        Duration connectTimeout,
        Duration silence,
        int maxFrames,
        int maxRequests) {

    public AsteriskSettings {
        Objects.requireNonNull(pbx);
        Objects.requireNonNull(host);
        Objects.requireNonNull(user);
        Objects.requireNonNull(secret);
        trunks = List.copyOf(trunks);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port out of range 1..65535: " + port);
        }
    }

    /** The usual values: trunk {@code carrier}, noticed dead after 4 s. */
    public static AsteriskSettings of(PbxId pbx, String host, int port, String user, String secret) {
        return new AsteriskSettings(
                pbx,
                host,
                port,
                user,
                secret,
                List.of("carrier"),
                "",
                "call,agi,dtmf,system",
                Duration.ofSeconds(3),
                Duration.ofSeconds(4),
                20_000,
                20_000);
    }

    public AsteriskSettings withTrunks(List<String> names) {
        return new AsteriskSettings(
                pbx,
                host,
                port,
                user,
                secret,
                names,
                recordings,
                events,
                connectTimeout,
                silence,
                maxFrames,
                maxRequests);
    }

    public AsteriskSettings withRecordings(String folder) {
        return new AsteriskSettings(
                pbx, host, port, user, secret, trunks, folder, events, connectTimeout, silence, maxFrames, maxRequests);
    }

    public AsteriskSettings withTimes(Duration connect, Duration silent) {
        return new AsteriskSettings(
                pbx, host, port, user, secret, trunks, recordings, events, connect, silent, maxFrames, maxRequests);
    }

    public AsteriskSettings withLimits(int frames, int requests) {
        return new AsteriskSettings(
                pbx, host, port, user, secret, trunks, recordings, events, connectTimeout, silence, frames, requests);
    }

    /** Where it is, for messages. */
    String address() {
        return host + ":" + port;
    }

    @Override
    public String toString() {
        return "AsteriskSettings[pbx=" + pbx + ", address=" + address() + ", user=" + user + ", trunks=" + trunks + "]";
    }
}
