package org.cordboard.sim.world;

/** One priority of an extension. */
public sealed interface DialplanStep {

    record NoOp(String text) implements DialplanStep {}

    /** Sets a channel variable; {@code ${EXTEN}} and {@code ${TRUNK}} in the value are replaced. */
    record SetVariable(String name, String value) implements DialplanStep {}

    record Answer() implements DialplanStep {}

    /** Goes to the fallback when the server's heartbeat is stale. */
    record RequireHeartbeat() implements DialplanStep {}

    /** Starts the leg's lease ({@code TIMEOUT(absolute)}): when it runs out, extension T or the fallback follows. */
    record Lease(int seconds) implements DialplanStep {}

    /** Has the end of the call noted in the PBX's database. */
    record NoteHangup() implements DialplanStep {}

    /** Waits for commands from outside until the leg is bridged, redirected or ends. */
    record AsyncAgi() implements DialplanStep {}

    /** Joins the bridge of the channel that a variable names, and goes on when it is over for this one, or at once when there is none. */
    record BridgeAdd(String variable) implements DialplanStep {}

    /** Hangs up when the AGI ended because of a hang-up, else goes on. */
    record EndIfHungUp() implements DialplanStep {}

    /** Goes to a priority of the same extension. */
    record LoopTo(int priority) implements DialplanStep {}

    /** Goes to another context. */
    record Goto(String context, String exten) implements DialplanStep {}

    /** Plays the announcement of a call that nobody took. */
    record PlayFallback(String prompt) implements DialplanStep {}

    /** Hangs up a leg the server dialled; a caller's leg goes on. */
    record HangUpUnlessInbound(int cause) implements DialplanStep {}

    record HangUp(int cause) implements DialplanStep {}
}
