package org.cordboard.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Invariants;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.cti.journal.MemoryJournal;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.server.desktop.Desktops;
import org.cordboard.server.desktop.SiteInputs;
import org.cordboard.server.site.Books;
import org.cordboard.sim.run.VirtualSite;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.WorldTimings;

/**
 * Engine, desktops and simulated PBX in virtual time, on the test's thread alone. The engine's invariants are checked after every
 * step.
 */
final class VirtualWorld implements World, SimThread {

    private static final long LOOK_UP_MILLIS = 5;

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world;
    private final VirtualSite site;
    private final Desktops desktops;
    private final Books books = new Books();
    private final List<CallRecord> records = new ArrayList<>();
    private final VirtualLink link;
    private final JournalTail journal = new JournalTail();
    private final Map<String, SimPhone> phones = new LinkedHashMap<>();
    private final List<Seat> seats = new ArrayList<>();

    /** @param linked makes the link, given where its PBX's events go */
    VirtualWorld(BiFunction<PbxWorld, Consumer<PbxEvent>, VirtualLink> linked) {
        world = new PbxWorld(time, timings(), Dialplan.cordboard());
        world.addTrunk(ContractSite.TRUNK, 30);
        site = new VirtualSite(time, new MemoryJournal(0), this::lookUp);
        desktops = new Desktops(new Inputs(), token -> Optional.of(new AgentId(token)), time::now, time.now() / 1000);
        link = linked.apply(world, site::reported);
        site.connect(link.port());
        site.checkWith((engine, decision) -> Invariants.check(engine));
        site.follow(this::follow);
        site.submit(new Input.SiteStarted(ContractSite.id(), time.now() / 1000));
        site.submit(new Input.ConfigurationLoaded(ContractSite.config()));
        link.connect();
        await("the link to the PBX works", Duration.ofSeconds(5), () -> site.engine()
                .site()
                .linkUp(ContractSite.pbx()));
    }

    /** Prompts are as long as those of the real PBX. */
    static WorldTimings timings() {
        WorldTimings timings = WorldTimings.measured();
        for (Map.Entry<String, Long> prompt : ContractSite.PROMPTS.entrySet()) {
            timings = timings.withPrompt(prompt.getKey(), prompt.getValue());
        }
        return timings;
    }

    private void lookUp(String number, Consumer<LookUpResult> answer) {
        Customer customer = ContractSite.customers().get(number);
        time.schedule(
                LOOK_UP_MILLIS,
                () -> answer.accept(customer == null ? new LookUpResult.NotFound() : new LookUpResult.Found(customer)));
    }

    private void follow(JournalEntry entry) {
        journal.follow(entry, false);
        books.follow(entry, false);
        for (Event event : entry.events()) {
            if (event instanceof CallEvent.CallClosed closed) {
                records.add(closed.record());
            }
        }
        desktops.follow(entry, false);
    }

    /** The engine answers at once here. */
    private final class Inputs implements SiteInputs {

        @Override
        public CompletionStage<Reply> command(Input.AgentCommanded command) {
            return CompletableFuture.completedFuture(site.command(command));
        }

        @Override
        public void tell(Input input) {
            site.submit(input);
        }
    }

    @Override
    public <T> T ask(Function<PbxWorld, T> question) {
        return question.apply(world);
    }

    @Override
    public CustomerCall call(String number, String dialled) {
        return SimCustomer.call(this, number, dialled);
    }

    @Override
    public DeskPhone phone(String station) {
        return simPhone(station);
    }

    @Override
    public DeskPhone customersPhone(String number) {
        return simPhone(number + "@" + ContractSite.TRUNK);
    }

    private SimPhone simPhone(String station) {
        return phones.computeIfAbsent(station, name -> SimPhone.plugIn(this, name));
    }

    @Override
    public Seat seat(String agent, String station) {
        MemorySeat seat = new MemorySeat(agent, phone(station), desktops);
        seats.add(seat);
        seat.open(station);
        return seat;
    }

    @Override
    public List<Boolean> heardIn(String recording) {
        return world.heardIn(recording + ".wav");
    }

    @Override
    public String bridge(CustomerCall customer) {
        return ((SimCustomer) customer).bridge();
    }

    @Override
    public String bridge(DeskPhone phone) {
        return ((SimPhone) phone).bridge();
    }

    @Override
    public void tell(Input input) {
        site.submit(input);
    }

    @Override
    public void stopServer() {
        link.disconnect("the server was stopped");
    }

    @Override
    public void startServer() {
        link.connect();
        await("the link to the PBX works", Duration.ofSeconds(5), () -> site.engine()
                .site()
                .linkUp(ContractSite.pbx()));
    }

    @Override
    public void cutLink() {
        link.disconnect("cut by the test");
    }

    @Override
    public void mendLink() {
        link.connect();
    }

    @Override
    public long now() {
        return time.now();
    }

    @Override
    public boolean pbxFeelsAlone() {
        return time.now() / 1000 - link.lastBeat() > Dialplan.HEARTBEAT_STALE_SECONDS;
    }

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public Books.Ledger ledger() {
        return books.ledger();
    }

    @Override
    public List<CallRecord> records() {
        return List.copyOf(records);
    }

    @Override
    public void await(String what, Duration limit, BooleanSupplier condition) {
        if (!time.runUntil(condition, limit.toMillis())) {
            throw new AssertionError("not within " + limit + ": " + what);
        }
    }

    @Override
    public String evidence() {
        StringBuilder text = new StringBuilder(journal.toString()).append(link.evidence());
        seats.forEach(seat -> text.append(seat.evidence()));
        return text.toString();
    }

    @Override
    public void close() {
        // Nothing runs without its test.
    }
}
