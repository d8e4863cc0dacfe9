package org.cordboard.system.asterisk;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * An Asterisk of its own for one test, on free ports of the loopback interface, with the dialplan and the AMI user that
 * pbx-adapters ships. Everything it writes lies in the folder given. Several may run side by side.
 *
 * <p>Its trunk is {@code PJSIP/carrier} (any {@link SippCaller}), its stations are {@code PJSIP/1001} to {@code PJSIP/1012}, each
 * with one {@link SippPhone}, at a port of its own or all at one. The music class {@code default} sends audio. The program is the one that {@code scripts/asterisk
 * install} unpacked.
 */
public final class RealAsterisk implements AutoCloseable {

    /** The AMI user of the shipped template, and the secret the template comes with. */
    public static final String AMI_USER = "cordboard";

    public static final String AMI_SECRET = "CHANGE-ME";

    /** The trunk; the phone of this name is whoever is called over it. */
    public static final String TRUNK = "carrier";

    public static final List<String> STATIONS =
            IntStream.rangeClosed(1001, 1012).mapToObj(Integer::toString).toList();

    private static final String STATION = """

            [@STATION@](party)
            context = nowhere
            aors = @STATION@
            identify_by = username

            [@STATION@]
            type = aor
            contact = sip:@STATION@@127.0.0.1:@PHONE@
            """;

    private static final List<String> SHIPPED = List.of("extensions-cordboard.conf", "manager-cordboard.conf");
    private static final List<String> OWN = List.of(
            "asterisk.conf",
            "modules.conf",
            "logger.conf",
            "manager.conf",
            "extensions.conf",
            "pjsip.conf",
            "rtp.conf",
            "musiconhold.conf");

    private static final String NOT_RECORDING = "write = call,originate,agi,reporting\n";
    private static final String RECORDING = "write = call,originate,agi,reporting,system\n";

    private static final Duration READY_LIMIT = Duration.ofSeconds(30);
    private static final Duration LIFE = Duration.ofHours(1);

    private final Path folder;
    private final Path program;
    private final int amiPort;
    private final int sipPort;
    private final Map<String, Integer> phonePorts = new LinkedHashMap<>();
    private ChildProcess process;

    private RealAsterisk(Path folder, Path program, Path installation, boolean phonesTogether) throws IOException {
        this.folder = folder;
        this.program = program;
        this.amiPort = Ports.tcp();
        this.sipPort = Ports.udp();
        int together = Ports.udp();
        for (String station : STATIONS) {
            phonePorts.put(station, phonesTogether ? together : Ports.udp());
        }
        phonePorts.put(TRUNK, Ports.udp());
        writeConfiguration(installation);
        this.process = launch();
    }

    /** Why no real Asterisk can be started here; empty if one can. */
    public static Optional<String> unavailable() {
        try {
            if (!Files.isExecutable(script())) {
                return Optional.of(
                        "scripts/asterisk was not found above " + Path.of("").toAbsolutePath());
            }
            if (run(script().toString(), "path").isEmpty()) {
                return Optional.of("no Asterisk is installed (as root: scripts/asterisk install)");
            }
            if (run("which", "sipp").isEmpty()) {
                return Optional.of("sipp is not installed (Debian package sip-tester)");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("scripts/asterisk cannot be run: " + e.getMessage());
        }
    }

    /** Skips the test that calls this where no Asterisk can be started; under CI that is a failure. */
    public static void assumeAvailable() {
        unavailable().ifPresent(reason -> {
            if ("true".equalsIgnoreCase(System.getenv("CI"))) {
                Assertions.fail("a real Asterisk is required under CI: " + reason);
            }
            Assumptions.abort("no real Asterisk: " + reason);
        });
    }

    /** Starts one and returns when it has started completely. */
    public static RealAsterisk start(Path folder) throws IOException {
        return start(folder, false);
    }

    /** One whose stations all have their phones at the same port: one SIPp can play them. */
    public static RealAsterisk startWithPhonesTogether(Path folder) throws IOException {
        return start(folder, true);
    }

    private static RealAsterisk start(Path folder, boolean phonesTogether) throws IOException {
        Path installation = run(script().toString(), "path")
                .map(Path::of)
                .orElseThrow(() -> new IOException("no Asterisk is installed; see unavailable()"));
        RealAsterisk asterisk = new RealAsterisk(
                Files.createDirectories(folder).toAbsolutePath(), script(), installation, phonesTogether);
        asterisk.awaitReady();
        return asterisk;
    }

    public int amiPort() {
        return amiPort;
    }

    public int sipPort() {
        return sipPort;
    }

    /** Where the phone of a station must listen. */
    int phonePort(String station) {
        Integer port = phonePorts.get(station);
        if (port == null) {
            throw new IllegalArgumentException("no station " + station + "; there are " + STATIONS);
        }
        return port;
    }

    /** Asterisk's full log; also the folder's other files stay after {@link #close} for a failure report. */
    public Path log() {
        return folder.resolve("log/full");
    }

    /** Where recordings of calls are, when the server is told of no folder. */
    public Path recordings() {
        return folder.resolve("spool/monitor");
    }

    public Path folder() {
        return folder;
    }

    /** A second AMI session, to look at Asterisk beside the program under test. */
    public AmiProbe probe() throws IOException {
        return AmiProbe.connect(amiPort, AMI_USER, AMI_SECRET, Duration.ofSeconds(10));
    }

    /** Kills it and starts it again on the same ports: every call is lost, as after a crash. */
    public void restart() throws IOException {
        process.close();
        process = launch();
        awaitReady();
    }

    @Override
    public void close() {
        process.close();
    }

    private ChildProcess launch() throws IOException {
        // -f stays in the foreground, -n prints no colours.
        String configuration = folder.resolve("etc/asterisk.conf").toString();
        List<String> command = List.of(program.toString(), "run", "-f", "-n", "-C", configuration);
        return ChildProcess.start(command, folder, folder.resolve("printed.log"), LIFE);
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + READY_LIMIT.toNanos();
        IOException last = new IOException("not tried");
        while (process.alive() && System.nanoTime() < deadline) {
            try {
                AmiProbe.connect(amiPort, AMI_USER, AMI_SECRET, Duration.ofSeconds(5))
                        .close();
                return;
            } catch (IOException notYet) {
                last = notYet;
                pause();
            }
        }
        String state = process.alive() ? "is not ready after " + READY_LIMIT.toSeconds() + " s" : "ended at start";
        process.close();
        throw new IOException(
                "Asterisk " + state + " (" + last.getMessage() + "); its last lines:\n" + lastLines(), last);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Asterisk starts", e);
        }
    }

    private String lastLines() {
        try {
            Path source = Files.exists(log()) ? log() : folder.resolve("printed.log");
            List<String> lines = Files.readAllLines(source, StandardCharsets.ISO_8859_1);
            return lines.stream().skip(Math.max(0, lines.size() - 20L)).collect(joining("\n"));
        } catch (IOException e) {
            return "(none: " + e.getMessage() + ")";
        }
    }

    private void writeConfiguration(Path installation) throws IOException {
        for (String name : List.of("etc", "lib/keys", "spool", "run", "log", "cache", "moh")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.copy(
                installation.resolve("usr/share/asterisk/sounds/en/demo-congrats.gsm"),
                folder.resolve("moh/music.gsm"));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("WORK", folder.toString());
        values.put("MODULES", modules(installation).toString());
        values.put("DATA", installation.resolve("usr/share/asterisk").toString());
        values.put("AMI_PORT", Integer.toString(amiPort));
        values.put("SIP_PORT", Integer.toString(sipPort));
        values.put("PHONE_" + TRUNK, Integer.toString(phonePort(TRUNK)));
        values.put("STATIONS", STATIONS.stream().map(this::station).collect(joining()));
        for (String name : OWN) {
            write(name, resource("/asterisk/" + name), values);
        }
        for (String name : SHIPPED) {
            // Recording needs one privilege more, which the template has ready.
            String shipped = resource("/asterisk/" + name).replace("\n" + NOT_RECORDING, "\n" + RECORDING);
            write(name, shipped, Collections.emptyMap());
        }
    }

    private String station(String name) {
        return STATION.replace("@STATION@", name).replace("@PHONE@", Integer.toString(phonePort(name)));
    }

    private void write(String name, String template, Map<String, String> values) throws IOException {
        String text = template;
        for (var value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.writeString(folder.resolve("etc").resolve(name), text);
    }

    static String resource(String name) throws IOException {
        try (InputStream in = RealAsterisk.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("not on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Path modules(Path installation) throws IOException {
        try (var found = Files.walk(installation.resolve("usr/lib"), 3)) {
            return found.filter(path -> path.endsWith("asterisk/modules"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no asterisk/modules in " + installation));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The repository's script, looked for from the current folder upwards: a module's tests run in the module's. */
    private static Path script() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            Path script = folder.resolve("scripts/asterisk");
            if (Files.exists(script)) {
                return script;
            }
        }
        return here.resolve("scripts/asterisk");
    }

    /** What a short command prints, if it succeeds within 10 s. */
    private static Optional<String> run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream printed = process.getInputStream()) {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String text = new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 && !text.isEmpty() ? Optional.of(text) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
