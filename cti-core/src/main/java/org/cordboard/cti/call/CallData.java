package org.cordboard.cti.call;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBackAttempt;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.callback.CallBackId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;

/**
 * Named values that agents set on their calls. They stand beside what the tree collected, not in it: an agent's word is not
 * to pass for the caller's own, and nobody can put a value where the tree has blotted one out. They go where the call goes, and from a call in
 * which a call-back was asked for to each call that tries it.
 */
public final class CallData {

    public static final int LONGEST_NAME = 64;
    public static final int LONGEST_VALUE = 1024;
    /** Values of a call. */
    public static final int MOST = 64;

    /**
     * For an open request to be called back.
     *
     * @param origin the call in which it was made
     * @param data what the next attempt begins with
     */
    record Kept(CallId origin, Map<String, String> data) {}

    private final OpenCalls open;
    private final Map<CallBackId, Kept> kept = new LinkedHashMap<>();

    CallData(OpenCalls open) {
        this.open = open;
    }

    Reply set(AgentId agent, AgentCommand.SetCallData command, Deciding out) {
        Call call = open.call(command.call());
        if (call == null || !call.atWork.contains(agent)) {
            return new Reply.Refused(Refusal.NO_SUCH_CALL, "You are not at work on call " + command.call() + ".");
        }
        String name = command.name();
        if (!isName(name)) {
            return new Reply.Refused(
                    Refusal.BAD_CALL_DATA, "A name has 1 to 64 of the letters A to Z and a to z, digits and . _ -");
        }
        if (!isValue(command.value())) {
            return new Reply.Refused(
                    Refusal.BAD_CALL_DATA, "A value has at most 1024 characters, and no control characters.");
        }
        if (isSensitive(call, name)) {
            return new Reply.Refused(
                    Refusal.SENSITIVE_NAME,
                    "The caller has entered '" + name + "', which is not written down. Use another name.");
        }
        if (command.value().isEmpty()
                ? !call.data.containsKey(name)
                : command.value().equals(call.data.get(name))) {
            return new Reply.Ok();
        }
        if (call.data.size() >= MOST && !call.data.containsKey(name)) {
            return new Reply.Refused(
                    Refusal.TOO_MUCH_CALL_DATA,
                    "Call " + call.id() + " has 64 values. Remove one by setting it empty.");
        }
        out.fact(new CallEvent.CallDataSet(call.id(), agent, name, command.value(), out.at()));
        return new Reply.Ok();
    }

    private static boolean isName(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_NAME
                && text.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '_'
                                || c == '-');
    }

    private static boolean isValue(String text) {
        return text.length() <= LONGEST_VALUE && text.codePoints().noneMatch(CallData::isUnfit);
    }

    private static boolean isUnfit(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isSensitive(Call call, String name) {
        return Call.BLOTTED.equals(call.collected.get(name));
    }

    /** Whether a command may be written down as it is; the value may be what the tree has blotted out. */
    boolean mayBeWritten(AgentCommand.SetCallData command) {
        Call call = open.call(command.call());
        return call == null || !isSensitive(call, command.name());
    }

    // ---- state

    /** Takes a fact in, after the calls themselves have. */
    void change(Event event) {
        switch (event) {
            case CallEvent.CallDataSet e -> {
                Call call = open.call(e.call());
                if (call != null) {
                    put(call.data, e);
                    keepForCallBacks(call, e);
                }
            }
            case CallBackEvent.CallBackRequested e -> {
                CallId origin = e.callBack().origin();
                Call call = open.call(origin);
                kept.put(
                        e.id(),
                        new Kept(origin, call == null ? new LinkedHashMap<>() : new LinkedHashMap<>(call.data)));
            }
            case CallBackEvent.CallBackBegun e -> {
                Call attempt = open.call(e.call());
                Kept before = kept.get(e.id());
                if (attempt != null && before != null) {
                    attempt.data.putAll(before.data());
                }
            }
            case CallBackEvent.CallBackEnded e -> kept.remove(e.id());
            default -> {}
        }
    }

    private void keepForCallBacks(Call call, CallEvent.CallDataSet e) {
        CallBackAttempt attempt = call.callBack();
        Kept tried = attempt == null ? null : kept.get(attempt.id());
        if (tried != null) {
            put(tried.data(), e);
        }
        if (call.callBackRequested) {
            kept.values().stream()
                    .filter(asked -> asked.origin().equals(call.id()))
                    .forEach(asked -> put(asked.data(), e));
        }
    }

    private static void put(Map<String, String> data, CallEvent.CallDataSet e) {
        if (e.value().isEmpty()) {
            data.remove(e.name());
        } else {
            data.put(e.name(), e.value());
        }
    }

    Map<CallBackId, Kept> state() {
        Map<CallBackId, Kept> state = new LinkedHashMap<>();
        kept.forEach((id, each) -> state.put(id, new Kept(each.origin(), new LinkedHashMap<>(each.data()))));
        return state;
    }

    void restore(Map<CallBackId, Kept> from) {
        from.forEach((id, each) -> kept.put(id, new Kept(each.origin(), new LinkedHashMap<>(each.data()))));
    }
}
