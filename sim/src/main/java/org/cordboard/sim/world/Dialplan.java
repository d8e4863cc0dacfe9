package org.cordboard.sim.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.sim.world.DialplanStep.AsyncAgi;
import org.cordboard.sim.world.DialplanStep.BridgeAdd;
import org.cordboard.sim.world.DialplanStep.EndIfHungUp;
import org.cordboard.sim.world.DialplanStep.Goto;
import org.cordboard.sim.world.DialplanStep.HangUp;
import org.cordboard.sim.world.DialplanStep.HangUpUnlessInbound;
import org.cordboard.sim.world.DialplanStep.Lease;
import org.cordboard.sim.world.DialplanStep.LoopTo;
import org.cordboard.sim.world.DialplanStep.NoteHangup;
import org.cordboard.sim.world.DialplanStep.PlayFallback;
import org.cordboard.sim.world.DialplanStep.RequireHeartbeat;
import org.cordboard.sim.world.DialplanStep.SetVariable;

/**
 * What the PBX does with a channel by itself: extensions of contexts, each a list of steps whose priorities count from 1. The
 * extension {@code _.} stands for any.
 *
 * @param inbound the context calls from trunks enter
 * @param fallback the context a leg goes to when nobody takes it
 */
public record Dialplan(String inbound, String fallback, Map<String, List<DialplanStep>> extensions) {

    public static final String INBOUND = "cordboard-inbound";
    public static final String LEG = "cordboard-leg";
    public static final String FALLBACK = "cordboard-fallback";
    public static final String HEARTBEAT = "CORDBOARD_BEAT";
    /** The variable that names the channel to whose talk a leg is to come. */
    public static final String JOIN = "CORDBOARD_JOIN";

    public static final String FALLBACK_PROMPT = "im-sorry&all-circuits-busy-now&please-try-call-later";

    /** A heartbeat further from the PBX's clock than this, either way, is stale. */
    public static final int HEARTBEAT_STALE_SECONDS = 3;

    /** How long a leg waits for somebody to take it. */
    public static final int ENTRY_LEASE_SECONDS = 5;

    private static final int FALLBACK_LIMIT_SECONDS = 60;

    private static final int NORMAL_CLEARING = 16;
    private static final int TEMPORARY_FAILURE = 41;
    private static final int SWITCH_CONGESTION = 42;

    private static final String ANY = "_.";

    public Dialplan {
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    /**
     * The dialplan that Cordboard ships as a template for Asterisk, without the subroutine the template uses: its steps
     * stand in the extension itself.
     */
    public static Dialplan cordboard() {
        Map<String, List<DialplanStep>> extensions = new LinkedHashMap<>();
        extensions.put(
                key(INBOUND, ANY),
                List.of(
                        new SetVariable("CORDBOARD_DIALLED", "${EXTEN}"),
                        new SetVariable("CORDBOARD_INBOUND", "1"),
                        new SetVariable("CORDBOARD_TRUNK", "${TRUNK}"),
                        new RequireHeartbeat(),
                        new NoteHangup(),
                        new SetVariable("CORDBOARD_WATCHED", "1"),
                        new Lease(ENTRY_LEASE_SECONDS),
                        new SetVariable("AGISTATUS", ""),
                        new AsyncAgi(),
                        new EndIfHungUp(),
                        new Lease(ENTRY_LEASE_SECONDS),
                        new LoopTo(8),
                        new HangUp(NORMAL_CLEARING)));
        extensions.put(key(INBOUND, "T"), List.of(new Goto(FALLBACK, "s")));
        extensions.put(
                key(LEG, ANY),
                List.of(
                        new NoteHangup(),
                        new SetVariable("CORDBOARD_WATCHED", "1"),
                        new Lease(ENTRY_LEASE_SECONDS),
                        new SetVariable("AGISTATUS", ""),
                        new AsyncAgi(),
                        new EndIfHungUp(),
                        new LoopTo(3),
                        new HangUp(NORMAL_CLEARING)));
        extensions.put(key(LEG, "join"), List.of(new BridgeAdd(JOIN), new Goto(LEG, "s")));
        extensions.put(key(LEG, "T"), List.of(new HangUpUnlessInbound(TEMPORARY_FAILURE), new Goto(FALLBACK, "s")));
        extensions.put(
                key(FALLBACK, "s"),
                List.of(
                        new Lease(FALLBACK_LIMIT_SECONDS),
                        new PlayFallback(FALLBACK_PROMPT),
                        new HangUp(SWITCH_CONGESTION)));
        extensions.put(key(FALLBACK, "T"), List.of(new HangUp(SWITCH_CONGESTION)));
        return new Dialplan(INBOUND, FALLBACK, extensions);
    }

    /** The key of an extension in {@link #extensions}. */
    public static String key(String context, String exten) {
        return context + "," + exten;
    }

    /** The steps of an extension; empty when the context has none for it. */
    List<DialplanStep> steps(String context, String exten) {
        List<DialplanStep> exact = extensions.get(key(context, exten));
        if (exact != null) {
            return exact;
        }
        // T is a special extension: no pattern matches it.
        return exten.equals("T") ? List.of() : extensions.getOrDefault(key(context, ANY), List.of());
    }
}
