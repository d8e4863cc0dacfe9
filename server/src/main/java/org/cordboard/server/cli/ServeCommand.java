package org.cordboard.server.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.cordboard.asterisk.AsteriskLink;
import org.cordboard.server.CordboardServer;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.settings.SettingsFiles;
import org.cordboard.server.settings.SettingsReader;
import org.cordboard.server.settings.TreeFiles;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "serve", description = "Runs the server with a settings file.", mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Option(names = "--config", required = true, description = "The settings, see docs/CONFIG.md.", paramLabel = "FILE")
    private Path config = Path.of("cordboard.yaml");

    @Override
    public Integer call() throws InterruptedException {
        tell(AsteriskLink.class, SettingsWatch.class);
        Settings settings = new SettingsReader(System.getenv()).read(config);
        settings.warnings().forEach(warning -> System.out.println("warning: " + warning));
        CountDownLatch stopped = new CountDownLatch(1);
        Path folder = Objects.requireNonNullElse(config.getParent(), Path.of(""));
        TreeFiles trees = new TreeFiles(
                SettingsFiles.in(folder), String.valueOf(config.getFileName()), new SettingsReader(System.getenv()));
        CordboardServer server = CordboardServer.start(settings, trees, List.of());
        SettingsWatch watch = SettingsWatch.start(config, new SettingsReader(System.getenv()), server::load);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            watch.close();
            server.close();
            stopped.countDown();
        }));
        System.out.println("Cordboard serves site " + settings.site() + " on http://"
                + settings.listen().host() + ":" + server.port() + "  (health at /health; stop with Ctrl-C)");
        stopped.await();
        return 0;
    }

    /** Links that come and go, and settings that are taken over: whoever watches the server wants to read of them. */
    private static void tell(Class<?>... about) {
        for (Class<?> each : about) {
            if (LoggerFactory.getLogger(each) instanceof Logger logger && !logger.isInfoEnabled()) {
                logger.setLevel(Level.INFO);
            }
        }
    }
}
