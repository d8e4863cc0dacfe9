package org.cordboard.system.asterisk;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A program started by a test. It ends when it is closed, when the JVM exits, and, should the JVM be killed, after
 * {@code life}: a run of tests leaves nothing behind. What it prints goes to a file.
 */
final class ChildProcess implements AutoCloseable {

    private static final Set<ChildProcess> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(ChildProcess::kill), "kill-child-processes"));
    }

    private final Process process;

    private ChildProcess(Process process) {
        this.process = process;
    }

    static ChildProcess start(List<String> command, Path folder, Path printed, Duration life) throws IOException {
        List<String> bounded = new ArrayList<>(List.of("timeout", "--signal=KILL", Long.toString(life.toSeconds())));
        bounded.addAll(command);
        Process process = new ProcessBuilder(bounded)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        ChildProcess child = new ChildProcess(process);
        ALIVE.add(child);
        return child;
    }

    boolean alive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        kill();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("process " + process.pid() + " survives being killed");
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        ALIVE.remove(this);
    }

    // The program is the child of the one that bounds its life, which sees it end, collects it and ends as well.
    private void kill() {
        List<ProcessHandle> program = process.descendants().toList();
        program.forEach(ProcessHandle::destroyForcibly);
        if (program.isEmpty()) {
            process.destroyForcibly();
        }
    }
}
