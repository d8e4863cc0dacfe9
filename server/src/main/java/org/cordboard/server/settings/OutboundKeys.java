package org.cordboard.server.settings;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.port.TrunkId;

/** Every key of the settings file about calls into the public network, in the order of docs/CONFIG.md. */
final class OutboundKeys {

    private static final Catalogue KEYS = new Catalogue();

    /** How numbers begin. */
    static final ValueType<String> PREFIX =
            ValueType.form("prefix", "1–20 digits, with or without a + before", "\\+?[0-9]{1,20}");

    static final Key.Group ROUTES = KEYS.list(
            "routes",
            0,
            256,
            "How numbers in the public network are dialled. Without any, agents dial nobody, and customers are called back over the"
                    + " trunk they had come by.");
    static final Key.Scalar<String> ROUTE_ID =
            KEYS.required("routes[].id", SettingsKeys.NAME, "The name shown where a choice is explained.");
    static final Key.Values<String> ROUTE_PREFIXES = KEYS.add(new Key.Values<>(
            "routes[].prefixes",
            PREFIX,
            0,
            1000,
            "What the numbers begin with, as they are dialled; of all routes the longest prefix counts. Without any, every number"
                    + " that fits no other route."));
    static final Key.Values<TrunkId> ROUTE_TRUNKS = KEYS.add(new Key.Values<>(
            "routes[].trunks",
            SettingsKeys.NAME.as(TrunkId::new),
            1,
            16,
            "The trunks, the best one first. One whose PBX cannot be reached, that is in alarm or full is passed over; when the"
                    + " trunk or the network behind it fails, the next one is tried."));
    static final Key.Scalar<Integer> ROUTE_STRIP = KEYS.scalar(
            "routes[].strip",
            ValueType.integer(0, 20),
            "0",
            "How many characters, a + among them, are left out at the beginning of the number.");
    static final Key.Scalar<String> ROUTE_PREPEND = KEYS.scalar(
            "routes[].prepend",
            PREFIX,
            Key.NONE,
            "What is put before the rest, such as the digit for an outside line.");
    static final Key.Scalar<String> ROUTE_CALLER_ID = KEYS.scalar(
            "routes[].callerId",
            PREFIX,
            Key.NONE,
            "The number shown to who is called. Without it that of the hotline where they are called back, else what the trunk"
                    + " shows by itself.");

    static final Key.Group OUTBOUND = KEYS.section("outbound", 0, "What agents may dial, and for how long it rings.");
    static final Key.Values<String> FORBIDDEN = KEYS.add(new Key.Values<>(
            "outbound.forbidden",
            PREFIX,
            0,
            1000,
            "What numbers begin with that no agent may dial, such as premium numbers; as dialled, and as the route makes of it."
                    + " The site's own hotlines are always refused."));
    static final Key.Values<String> EMERGENCY = KEYS.add(new Key.Values<>(
            "outbound.emergency",
            ValueType.form("number", "3–20 digits", "[0-9]{3,20}"),
            0,
            100,
            "Numbers, in full, that every agent may dial, whatever is forbidden. They need a route, as all do."));
    static final Key.Scalar<Duration> RING = KEYS.scalar(
            "outbound.ring",
            ValueType.duration(ofSeconds(10), ofMinutes(2)),
            "45s",
            "How long a telephone rings that is dialled for an agent: first their own, then the customer's.");
    static final Key.Scalar<Duration> WRAP_UP_LIMIT = KEYS.scalar(
            "outbound.wrapUpLimit",
            ValueType.duration(Duration.ZERO, ofHours(1)),
            "30s",
            "How long after-call work may last after a call that an agent has dialled; then they are what they were before.");

    private OutboundKeys() {}

    static List<Key> catalogue() {
        return KEYS.keys();
    }
}
