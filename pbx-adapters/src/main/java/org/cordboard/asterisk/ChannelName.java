package org.cordboard.asterisk;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordboard.cti.port.TrunkId;

/**
 * What a channel's name tells about its trunk: {@code PJSIP/carrier-0000002a} came over the endpoint {@code carrier},
 * {@code DAHDI/i1/13900001234-5} over span 1 (the number inside may be anything the network sent), {@code DAHDI/12-1} over channel 12.
 */
final class ChannelName {

    private static final Pattern PRI = Pattern.compile("DAHDI/i(\\d+)/.*", Pattern.DOTALL);
    private static final Pattern DAHDI = Pattern.compile("DAHDI/(\\d{1,6})-\\d+");
    private static final Pattern ENDPOINT = Pattern.compile("[^/]+/(.+)-[0-9a-fA-F]+(?:;[12])?", Pattern.DOTALL);

    private static final Pattern SPAN_TRUNK = Pattern.compile("span(\\d{1,4})");
    private static final Pattern DAHDI_TRUNK = Pattern.compile("dahdi\\d{1,5}");
    private static final Pattern ENDPOINT_NAME = Pattern.compile("[A-Za-z0-9_.+-]{1,80}");

    private ChannelName() {}

    static TrunkId trunk(String channel) {
        Matcher pri = PRI.matcher(channel);
        if (pri.matches()) {
            return span(pri.group(1));
        }
        Matcher dahdi = DAHDI.matcher(channel);
        if (dahdi.matches()) {
            return dahdiChannel(dahdi.group(1));
        }
        Matcher endpoint = ENDPOINT.matcher(channel);
        String name = endpoint.matches() ? endpoint.group(1) : channel;
        return new TrunkId(name.isBlank() ? "unknown" : name);
    }

    /**
     * How to dial a number over a trunk: {@code DAHDI/i1/10086} over PRI span 1, {@code PJSIP/10086@carrier} over an endpoint;
     * empty where there is no way, as over a single DAHDI channel, which is mostly taken.
     */
    static String dialString(TrunkId trunk, String number, String technology) {
        String name = trunk.value();
        if (DAHDI_TRUNK.matcher(name).matches() || !ENDPOINT_NAME.matcher(name).matches()) {
            return "";
        }
        Matcher span = SPAN_TRUNK.matcher(name);
        return span.matches() ? "DAHDI/i" + span.group(1) + "/" + number : technology + "/" + number + "@" + name;
    }

    /** The number in {@code DAHDI/12-1}; 0 for every other name. */
    static int dahdiNumber(String channel) {
        Matcher dahdi = DAHDI.matcher(channel);
        return dahdi.matches() ? Integer.parseInt(dahdi.group(1)) : 0;
    }

    static TrunkId span(String number) {
        return new TrunkId("span" + number);
    }

    static TrunkId dahdiChannel(String number) {
        return new TrunkId("dahdi" + number);
    }
}
