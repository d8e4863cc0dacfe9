package org.cordboard.asterisk;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * The AGI commands of one leg. Only the head job's current command is ever at Asterisk, because what waits there survives reconnection and
 * redirection and would hold up the next command for seconds; the rest waits here, at most {@value #MAX_JOBS} jobs.
 */
final class AgiQueue {

    static final int MAX_JOBS = 32;

    /** What one request asks of the leg: a list of prompts, or one short command. */
    static final class Job {
        final RequestId request;
        final List<String> commands;
        final boolean prompts;
        final boolean answers;
        int position;
        /** The id of the command now at Asterisk, null while none is. */
        @Nullable
        String commandId;
        /** The command ended with the leg leaving the loop. */
        boolean left;

        private Job(RequestId request, List<String> commands, boolean prompts, boolean answers) {
            this.request = request;
            this.commands = commands;
            this.prompts = prompts;
            this.answers = answers;
        }

        static Job prompts(RequestId request, List<String> commands) {
            return new Job(request, commands, true, false);
        }

        static Job command(RequestId request, String command) {
            return new Job(request, List.of(command), false, false);
        }

        static Job answer(RequestId request) {
            return new Job(request, List.of("ANSWER"), false, true);
        }
    }

    private final ArrayDeque<Job> jobs = new ArrayDeque<>();

    boolean isFull() {
        return jobs.size() >= MAX_JOBS;
    }

    void add(Job job) {
        jobs.add(job);
    }

    @Nullable
    Job head() {
        return jobs.peek();
    }

    void remove(Job job) {
        jobs.remove(job);
    }

    /** Whether a short command is at Asterisk: a bridge waits for it, else it would run when the leg comes back. */
    boolean isBusyWithShortCommand() {
        Job head = jobs.peek();
        return head != null && !head.prompts && head.commandId != null;
    }

    List<Job> takeAll() {
        List<Job> all = new ArrayList<>(jobs);
        jobs.clear();
        return all;
    }
}
