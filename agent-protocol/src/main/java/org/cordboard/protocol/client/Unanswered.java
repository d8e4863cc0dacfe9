package org.cordboard.protocol.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage.Command;
import org.jspecify.annotations.Nullable;

/** Commands that wait for their answers, oldest first; at most so many, because each may have to be sent again. */
final class Unanswered {

    /** @param text the command as it goes over the wire */
    record Entry(String text, CompletableFuture<Answer> answer) {}

    private final int limit;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Unanswered(int limit) {
        this.limit = limit;
    }

    /** @return why the command cannot be taken, or null */
    @Nullable
    AgentClientException add(Command command, Entry entry) {
        if (entries.containsKey(command.id())) {
            return new AgentClientException(
                    AgentClientException.Kind.TOO_MANY_UNANSWERED,
                    "A command with the id " + command.id() + " already waits for its answer");
        }
        if (entries.size() >= limit) {
            return new AgentClientException(
                    AgentClientException.Kind.TOO_MANY_UNANSWERED, "Already " + limit + " commands wait for answers");
        }
        entries.put(command.id(), entry);
        return null;
    }

    /** An answer nobody waits for is a repetition, and is passed over. */
    void settle(Answer answer) {
        Entry entry = entries.remove(answer.id());
        if (entry != null) {
            entry.answer().complete(answer);
        }
    }

    List<String> texts() {
        return entries.values().stream().map(Entry::text).toList();
    }

    void failAll(AgentClientException reason) {
        List<Entry> failing = new ArrayList<>(entries.values());
        entries.clear();
        for (Entry entry : failing) {
            entry.answer().completeExceptionally(reason);
        }
    }
}
