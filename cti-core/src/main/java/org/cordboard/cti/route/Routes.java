package org.cordboard.cti.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToIntFunction;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.Destination;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/**
 * Which trunk a number is dialled over: of the route with the longest prefix, the first trunk whose PBX can be reached, that is not in alarm
 * and has room. Reads the settings and what trunks are like now, and changes nothing.
 */
public final class Routes {

    private final Site site;
    private final ToIntFunction<TrunkId> busy;

    /** @param busy how many legs are on a trunk */
    public Routes(Site site, ToIntFunction<TrunkId> busy) {
        this.site = site;
        this.busy = busy;
    }

    /** What is to be done with a number. */
    public sealed interface Answer {

        /** It is dialled. */
        record Over(Route route, RouteChoice choice) implements Answer {}

        /** It cannot be dialled now. */
        record Nowhere(Refusal code, String detail) implements Answer {}
    }

    /** Whether the site has any; without them customers are called back over the trunk they had come by. */
    public boolean any() {
        return !site.outbound().routes().isEmpty();
    }

    /** A number as people write it, without what is there to read it by; null when it cannot be dialled. */
    public static @Nullable String diallable(String written) {
        String number = written.replaceAll("[ ()./-]", "");
        return Destination.ToNumber.isDiallable(number) ? number : null;
    }

    /** Why an agent may not dial a number, in a sentence, or null. */
    public @Nullable String forbidden(AgentId agent, String number) {
        Outbound outbound = site.outbound();
        if (outbound.emergency().contains(number)) {
            return null;
        }
        Route route = route(number);
        String sent = route == null ? number : route.sent(number);
        for (SiteConfig.Hotline hotline : site.config().hotlines()) {
            if (digits(hotline.number()).equals(digits(number))
                    || digits(hotline.number()).equals(digits(sent))) {
                return "The number is hotline " + hotline.number() + " of this site.";
            }
        }
        for (Outbound.Forbidden each : outbound.forbidden()) {
            boolean concerned = each.agent() == null || each.agent().equals(agent);
            if (concerned && (number.startsWith(each.prefix()) || sent.startsWith(each.prefix()))) {
                return "Numbers that begin with " + each.prefix() + " are not to be dialled.";
            }
        }
        return null;
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    /**
     * @param pbx where the leg is to be, as the one it is joined with is there
     * @param failed trunks that have failed with this number just now
     */
    public Answer choose(String number, PbxId pbx, Collection<TrunkId> failed) {
        Route route = route(number);
        if (route == null || !Destination.ToNumber.isDiallable(route.sent(number))) {
            return new Answer.Nowhere(Refusal.NO_ROUTE, "No route is set for this number.");
        }
        List<RouteChoice.Skipped> skipped = new ArrayList<>();
        for (TrunkId id : route.trunks()) {
            RouteChoice.Reason obstacle = obstacle(id, pbx, failed);
            if (obstacle == null) {
                return new Answer.Over(route, new RouteChoice(route.id(), id, skipped));
            }
            skipped.add(new RouteChoice.Skipped(id, obstacle));
        }
        StringBuilder why = new StringBuilder("No trunk of route '" + route.id() + "' is free:");
        skipped.forEach(each -> why.append(' ').append(each.trunk()).append(' ').append(each.reason()));
        return new Answer.Nowhere(Refusal.NO_FREE_TRUNK, why.append('.').toString());
    }

    private @Nullable Route route(String number) {
        Route best = null;
        int longest = -1;
        for (Route route : site.outbound().routes()) {
            int fits = route.fits(number);
            if (fits > longest) {
                best = route;
                longest = fits;
            }
        }
        return best;
    }

    private RouteChoice.@Nullable Reason obstacle(TrunkId id, PbxId pbx, Collection<TrunkId> failed) {
        Trunk trunk = site.trunk(id);
        if (failed.contains(id)) {
            return RouteChoice.Reason.FAILED;
        }
        if (trunk == null || !trunk.pbx().equals(pbx)) {
            return RouteChoice.Reason.OTHER_PBX;
        }
        if (!site.linkUp(pbx)) {
            return RouteChoice.Reason.LINK_DOWN;
        }
        if (!site.trunkAlarm(id).isEmpty()) {
            return RouteChoice.Reason.ALARM;
        }
        return trunk.hasRoom(busy.applyAsInt(id)) ? null : RouteChoice.Reason.FULL;
    }

    /**
     * Whether a leg that failed with this cause (Q.850) may do better over another trunk: the fault is the trunk's or the network's. Who is
     * busy, does not answer or does not exist is so over any trunk.
     */
    public static boolean isTrunksFault(Cause cause) {
        return switch (cause.code()) {
            case 27, 34, 38, 41, 42, 44, 47 -> true;
            default -> false;
        };
    }
}
