package org.cordboard.server.kill;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** A server as a user runs it, in a process of its own. It dies with this one, unless this one is killed itself. */
public final class ServerProcess implements AutoCloseable {

    private static final String LAUNCHER = "cordboard.launcher";
    private static final Set<ServerProcess> ALIVE = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> ALIVE.forEach(p -> p.process.destroyForcibly()), "kill-servers"));
    }

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts {@code serve}; returns at once.
     *
     * @param printed what it prints is added to this file
     */
    public static ServerProcess serve(Path config, Path printed) {
        File file = printed.toFile();
        ProcessBuilder builder = new ProcessBuilder(command(config))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(file))
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("CORDBOARD_AS_BUILT", "true");
        try {
            ServerProcess started = new ServerProcess(builder.start());
            ALIVE.add(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The launcher replaces itself by the virtual machine, so that both have one process id. */
    private static List<String> command(Path config) {
        String launcher = System.getProperty(LAUNCHER);
        if (launcher != null) {
            return List.of(launcher, "serve", "--config", config.toString());
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "org.cordboard.server.cli.Main",
                "serve",
                "--config",
                config.toString());
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** The processor time it has used, where the system tells. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Kills it with SIGKILL and returns when it is gone: it gets to do nothing any more. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " survives being killed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ALIVE.remove(this);
    }

    @Override
    public void close() {
        kill();
    }
}
