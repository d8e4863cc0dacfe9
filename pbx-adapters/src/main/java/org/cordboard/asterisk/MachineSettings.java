package org.cordboard.asterisk;

import java.util.List;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import org.cordboard.cti.port.PbxId;

/**
 * What the machine must know of its PBX: the names agreed with the dialplan, and the limits.
 *
 * @param inboundContext where callers from a trunk enter the loop; the extension is the dialled number
 * @param legContext the loop of dialled and parked legs, extension {@code s}
 * @param fallbackContext where a caller hears the announcement, extension {@code s}
 * @param technology the channel technology of the agents' stations, as in {@code PJSIP/1001}
 * @param trunks endpoints that are trunks and not stations, as in {@code PJSIP/carrier}
 * @param runName begins every action and command id; must differ from one start of the server to the next, because a command left in
 *     a leg's queue answers after a restart as well
 * @param epochSeconds the Unix time that belongs to a machine time, for the heartbeat until the PBX has told its own
 * @param recordings the folder for recordings at the PBX's machine; empty for the PBX's own
 * @param maxLegs legs beyond this many are not taken: their entry lease sends them to the fallback
 * @param maxRequests requests beyond this many are refused
 */
public record MachineSettings(
        PbxId pbx,
        String inboundContext,
        String legContext,
        String fallbackContext,
        String technology,
        List<String> trunks,
        String runName,
        LongUnaryOperator epochSeconds,
        String recordings,
        int maxLegs,
        int maxRequests) {

    /**
     * Twice the legs that the engine takes at most: it lets higher tiers in when lower ones find no room any more, and needs to hear of all
     * of them for that. The other half is for callers who are being looked up or hear the announcement.
     */
    static final int MAX_LEGS = 10_000;

    public MachineSettings {
        Objects.requireNonNull(pbx);
        trunks = List.copyOf(trunks);
    }

    /** The names of the shipped dialplan; machine time is Unix time in milliseconds. */
    public static MachineSettings of(PbxId pbx) {
        return new MachineSettings(
                pbx,
                "cordboard-inbound",
                "cordboard-leg",
                "cordboard-fallback",
                "PJSIP",
                List.of("carrier"),
                "cb",
                at -> at / 1000,
                "",
                MAX_LEGS,
                20_000);
    }

    public MachineSettings withContexts(String inbound, String leg) {
        return new MachineSettings(
                pbx,
                inbound,
                leg,
                fallbackContext,
                technology,
                trunks,
                runName,
                epochSeconds,
                recordings,
                maxLegs,
                maxRequests);
    }

    public MachineSettings withTrunks(List<String> others) {
        return new MachineSettings(
                pbx,
                inboundContext,
                legContext,
                fallbackContext,
                technology,
                others,
                runName,
                epochSeconds,
                recordings,
                maxLegs,
                maxRequests);
    }

    public MachineSettings withRunName(String name) {
        return new MachineSettings(
                pbx,
                inboundContext,
                legContext,
                fallbackContext,
                technology,
                trunks,
                name,
                epochSeconds,
                recordings,
                maxLegs,
                maxRequests);
    }

    public MachineSettings withClock(LongUnaryOperator unixSeconds) {
        return new MachineSettings(
                pbx,
                inboundContext,
                legContext,
                fallbackContext,
                technology,
                trunks,
                runName,
                unixSeconds,
                recordings,
                maxLegs,
                maxRequests);
    }

    public MachineSettings withLimits(int legs, int requests) {
        return new MachineSettings(
                pbx,
                inboundContext,
                legContext,
                fallbackContext,
                technology,
                trunks,
                runName,
                epochSeconds,
                recordings,
                legs,
                requests);
    }

    public MachineSettings withRecordings(String folder) {
        return new MachineSettings(
                pbx,
                inboundContext,
                legContext,
                fallbackContext,
                technology,
                trunks,
                runName,
                epochSeconds,
                folder,
                maxLegs,
                maxRequests);
    }
}
