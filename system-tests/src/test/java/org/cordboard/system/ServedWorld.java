package org.cordboard.system;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.server.CordboardServer;
import org.cordboard.server.journal.JournalFollower;
import org.cordboard.server.kill.TcpRelay;
import org.cordboard.server.settings.Settings;
import org.cordboard.server.site.Books;
import org.cordboard.sim.world.Dialplan;
import org.jspecify.annotations.Nullable;

/** The whole server in real time on some PBX's AMI port, with a wire between the two that can be cut, and desktops over WebSocket. */
final class ServedWorld implements World {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Path folder;
    private final PbxUnderTest pbx;
    private final TcpRelay wire;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "desktops");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newBuilder().executor(threads).build();
    private final JournalTail journal = new JournalTail();
    private final Map<String, DeskPhone> phones = new LinkedHashMap<>();
    private final List<ClientSeat> seats = new ArrayList<>();
    private volatile boolean linkUp;
    private int port;
    private @Nullable CordboardServer server;

    /** @param folder for everything the server writes; must be empty */
    ServedWorld(Path folder, PbxUnderTest pbx) {
        this.folder = folder;
        this.pbx = pbx;
        this.wire = TcpRelay.to(pbx.amiPort());
        ContractSite.writeCustomers(folder);
        startServer();
    }

    @Override
    public void startServer() {
        linkUp = false;
        Settings settings = ContractSite.settings(folder, port, wire.port(), pbx.amiUser(), pbx.amiSecret());
        CordboardServer started = CordboardServer.start(settings, List.of(journal, this.watchLink()));
        server = started;
        port = started.port();
        await("the link to the PBX works", START_LIMIT, () -> linkUp);
    }

    private JournalFollower watchLink() {
        return (entry, replayed) -> entry.events().forEach(event -> {
            if (!replayed && event instanceof SiteEvent.LinkChanged changed) {
                linkUp = changed.up();
            }
        });
    }

    private CordboardServer server() {
        CordboardServer running = server;
        if (running == null) {
            throw new AssertionError("the server is stopped");
        }
        return running;
    }

    @Override
    public void tell(Input input) {
        server().site().tell(input);
    }

    @Override
    public void stopServer() {
        server().close();
        server = null;
    }

    @Override
    public CustomerCall call(String number, String dialled) {
        return pbx.call(number, dialled);
    }

    @Override
    public DeskPhone phone(String station) {
        return phones.computeIfAbsent(station, pbx::phone);
    }

    @Override
    public DeskPhone customersPhone(String number) {
        return phones.computeIfAbsent(number, pbx::customersPhone);
    }

    @Override
    public Seat seat(String agent, String station) {
        ClientSeat seat = new ClientSeat(agent, phone(station), http, port);
        seats.add(seat);
        seat.open(station);
        return seat;
    }

    @Override
    public String bridge(CustomerCall customer) {
        return pbx.bridge(customer);
    }

    @Override
    public String bridge(DeskPhone phone) {
        return pbx.bridge(phone);
    }

    @Override
    public List<Boolean> heardIn(String recording) {
        return pbx.heardIn(recording);
    }

    @Override
    public void cutLink() {
        wire.cut();
    }

    @Override
    public void mendLink() {
        wire.mend();
    }

    @Override
    public long now() {
        return System.nanoTime() / 1_000_000;
    }

    @Override
    public boolean pbxFeelsAlone() {
        return System.currentTimeMillis() / 1000 - pbx.lastBeat() > Dialplan.HEARTBEAT_STALE_SECONDS;
    }

    @Override
    public boolean isExact() {
        return false;
    }

    @Override
    public Books.Ledger ledger() {
        return server().books().ledger();
    }

    @Override
    public List<CallRecord> records() {
        return server().records().newest(100).reversed();
    }

    @Override
    public void await(String what, Duration limit, BooleanSupplier condition) {
        Awaitility.await(what)
                .atMost(limit)
                .pollInterval(POLL)
                .pollDelay(Duration.ZERO)
                .until(condition::getAsBoolean);
    }

    @Override
    public String evidence() {
        StringBuilder text = new StringBuilder(journal.toString()).append(wire.evidence());
        seats.forEach(seat -> text.append(seat.evidence()));
        return text.append(pbx.evidence()).toString();
    }

    @Override
    public void close() {
        seats.forEach(ClientSeat::close);
        if (server != null) {
            server.close();
        }
        wire.close();
        pbx.close();
        http.shutdownNow();
        threads.shutdownNow();
    }
}
