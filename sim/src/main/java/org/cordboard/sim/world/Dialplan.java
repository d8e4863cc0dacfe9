package org.cordboard.sim.world;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.sim.world.DialplanStep.AsyncAgi;
import org.cordboard.sim.world.DialplanStep.EndIfHungUp;
import org.cordboard.sim.world.DialplanStep.Goto;
import org.cordboard.sim.world.DialplanStep.HangUp;
import org.cordboard.sim.world.DialplanStep.Lease;
import org.cordboard.sim.world.DialplanStep.LoopTo;
import org.cordboard.sim.world.DialplanStep.NoOp;
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
    public static final String FALLBACK_PROMPT = "cordboard/unavailable";

    /** A heartbeat older than this is stale. */
    public static final int HEARTBEAT_STALE_SECONDS = 3;

    /** How long a leg waits for somebody to take it. */
    public static final int ENTRY_LEASE_SECONDS = 5;

    private static final String ANY = "_.";

    public Dialplan {
        extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
    }

    /** The dialplan that Cordboard ships as a template for Asterisk. */
    public static Dialplan cordboard() {
        Map<String, List<DialplanStep>> extensions = new LinkedHashMap<>();
        extensions.put(
                key(INBOUND, ANY),
                List.of(
                        new NoOp("inbound"),
                        new SetVariable("CORDBOARD_DIALLED", "${EXTEN}"),
                        new SetVariable("CORDBOARD_TRUNK", "${TRUNK}"),
                        new RequireHeartbeat(),
                        new NoteHangup(),
                        new Lease(ENTRY_LEASE_SECONDS),
                        new SetVariable("AGISTATUS", ""),
                        new AsyncAgi(),
                        new EndIfHungUp(),
                        new LoopTo(6),
                        new HangUp(16)));
        extensions.put(
                key(LEG, ANY),
                List.of(
                        new NoOp("leg"),
                        new NoteHangup(),
                        new Lease(ENTRY_LEASE_SECONDS),
                        new SetVariable("AGISTATUS", ""),
                        new AsyncAgi(),
                        new EndIfHungUp(),
                        new LoopTo(3),
                        new HangUp(16)));
        List<DialplanStep> onLeaseEnd = List.of(new NoOp("nobody took the leg"), new Lease(0), new Goto(FALLBACK, "s"));
        extensions.put(key(INBOUND, "T"), onLeaseEnd);
        extensions.put(key(LEG, "T"), onLeaseEnd);
        extensions.put(
                key(FALLBACK, "s"), List.of(new NoOp("fallback"), new PlayFallback(FALLBACK_PROMPT), new HangUp(16)));
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
