package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.WorldEvent;

/**
 * The world as an Asterisk Manager Interface, whatever carries the bytes: {@link AmiServer} over TCP, {@link #join} in memory.
 * Everything runs on the world's thread.
 */
public final class AmiFace {

    private final PbxWorld world;
    private final Map<String, AmiAccount> accounts = new LinkedHashMap<>();
    private final Map<String, AmiResponder> overrides = new LinkedHashMap<>();
    private final AmiResponder usual;
    private final ReceivedActions received = new ReceivedActions();
    private final List<AmiSession> sessions = new ArrayList<>();
    private final long startedAt;
    private AlarmReports alarmReports = AlarmReports.CHANNELS;
    private int sessionCount;

    public AmiFace(PbxWorld world, List<AmiAccount> accounts) {
        this.world = world;
        accounts.forEach(account -> this.accounts.put(account.name(), account));
        this.startedAt = world.scheduler().now();
        this.usual = new WorldResponder(world);
        world.addListener(this::happened);
    }

    Scheduler scheduler() {
        return world.scheduler();
    }

    /** What clients have sent. */
    public ReceivedActions received() {
        return received;
    }

    /** Connections that are open. */
    public List<AmiSession> sessions() {
        return List.copyOf(sessions);
    }

    /** Answers an action, known or not, in another way than a healthy PBX does. */
    public void answerWith(String action, AmiResponder responder) {
        overrides.put(action.toLowerCase(Locale.ROOT), responder);
    }

    public void answerAsUsual(String action) {
        overrides.remove(action.toLowerCase(Locale.ROOT));
    }

    /** Chooses what is told of alarms of spans. */
    public void report(AlarmReports alarms) {
        alarmReports = alarms;
    }

    boolean overrides(String action) {
        return overrides.containsKey(action);
    }

    AmiResponder responder(String action) {
        return overrides.getOrDefault(action, usual);
    }

    Optional<AmiAccount> account(String name) {
        return Optional.ofNullable(accounts.get(name));
    }

    /** A client connects: the banner is sent at once. */
    public AmiSession connect(AmiWire wire, FaultPlan plan) {
        AmiSession session = new AmiSession(this, ++sessionCount, wire, plan);
        sessions.add(session);
        session.open(plan);
        return session;
    }

    /**
     * A client in the same program connects; nothing reaches either side inside a call of the other.
     *
     * @param latencyMillis each way
     * @param text told what arrives, one frame at a time unless a fault cuts it up, the banner first
     * @param closed told when the PBX has ended the connection
     */
    public AmiLine join(long latencyMillis, FaultPlan plan, Consumer<String> text, Runnable closed) {
        return AmiLine.connect(this, latencyMillis, plan, text, closed);
    }

    void forget(AmiSession session) {
        sessions.remove(session);
    }

    AmiFrame fullyBooted() {
        String uptime = Long.toString((scheduler().now() - startedAt) / 1000);
        return AmiFrame.of("Event", "FullyBooted")
                .with("Privilege", "system,all")
                .with("Uptime", uptime)
                .with("LastReload", uptime)
                .with("Status", "Fully Booted");
    }

    private void happened(WorldEvent event) {
        if (sessions.isEmpty()) {
            return;
        }
        for (AmiEvent rendered : AmiEventRenderer.render(event, alarmReports)) {
            String text = null;
            for (AmiSession session : List.copyOf(sessions)) {
                if (session.wants(rendered)) {
                    text = text == null ? rendered.frame().text() : text;
                    session.tell(text);
                }
            }
        }
    }
}
