package org.cordboard.cti.route;

import java.util.List;
import org.cordboard.cti.port.TrunkId;

/**
 * Why a number is dialled over a trunk.
 *
 * @param route the route whose prefix fits the number best
 * @param skipped trunks of that route which would have come first
 */
public record RouteChoice(String route, TrunkId trunk, List<Skipped> skipped) {

    public RouteChoice {
        skipped = List.copyOf(skipped);
    }

    /** A trunk that was passed over. */
    public record Skipped(TrunkId trunk, Reason reason) {}

    /** Why a trunk was passed over. */
    public enum Reason {
        /** The same number has failed over it just now. */
        FAILED,
        /** It is at another PBX than the agent's telephone, and legs of two PBXs cannot be joined. */
        OTHER_PBX,
        /** The link to its PBX is down. */
        LINK_DOWN,
        /** It is in alarm. */
        ALARM,
        /** As many legs as it carries are on it. */
        FULL
    }
}
