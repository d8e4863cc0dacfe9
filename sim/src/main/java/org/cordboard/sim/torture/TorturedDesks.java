package org.cordboard.sim.torture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.CommandId;
import org.cordboard.cti.engine.Engine;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.JournalEntry;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.run.Desks;
import org.cordboard.sim.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * The desktops as the network has them: connections end with the server, come back one by one when it is there again, and what was not
 * answered is sent again under the same id. In a flood they send too much, and everything twice.
 */
final class TorturedDesks implements Desks, ServerWatch {

    private static final int FLOOD_COMMANDS = 10;
    private static final long FLOOD_EVERY_MILLIS = 1_000;

    private record Key(AgentId agent, SessionId session, CommandId command) {

        static Key of(Input.AgentCommanded command) {
            return new Key(command.agent(), command.session(), command.command());
        }
    }

    private record Unanswered(Input.AgentCommanded command, Consumer<Reply> answer) {}

    /** A desktop: its session, and whether the agent has lost it. */
    private static final class Desktop {
        @Nullable
        SessionId session;

        boolean lost;
        int lastLife;
    }

    private final TorturedServer server;
    private final Scheduler time;
    private final Draws draws;
    private final Promises promises;
    private final Map<AgentId, Desktop> desktops = new LinkedHashMap<>();
    private final Map<Key, Unanswered> unanswered = new LinkedHashMap<>();
    private final Map<Key, Reply> done = new LinkedHashMap<>();

    /** The session of each agent whose replies the server remembers. */
    private final Map<AgentId, SessionId> newest = new LinkedHashMap<>();

    /** Commands that came again while their replies were remembered. */
    private final Set<Key> repeated = new LinkedHashSet<>();

    private long commands;
    private boolean flooding;
    private long floodUntil;
    private long floodCommands;

    TorturedDesks(TorturedServer server, Scheduler time, Draws draws, Promises promises) {
        this.server = server;
        this.time = time;
        this.draws = draws;
        this.promises = promises;
    }

    @Override
    public void command(Input.AgentCommanded command, Consumer<Reply> answer) {
        Desktop desktop = desktops.computeIfAbsent(command.agent(), agent -> new Desktop());
        boolean fresh = command.what() instanceof AgentCommand.LogIn && desktop.lastLife < server.lives();
        if (command.what() instanceof AgentCommand.LogIn) {
            desktop.session = command.session();
            desktop.lost = false;
            desktop.lastLife = server.lives();
        }
        unanswered.put(Key.of(command), new Unanswered(command, answer));
        if (server.runs() && desktop.lastLife == server.lives()) {
            send(command);
            if (fresh) {
                // What an earlier desktop waited for is answered: the seat has been taken over.
                sendAgain(command.agent());
            }
        }
    }

    private void send(Input.AgentCommanded command) {
        server.command(command, reply -> answered(command, reply));
        if (time.now() < floodUntil) {
            // The desktop does not wait for the answer.
            server.command(command, reply -> answered(command, reply));
        }
    }

    private void answered(Input.AgentCommanded command, Reply reply) {
        Key key = Key.of(command);
        if (repeated.contains(key)) {
            promises.tried(
                    Promise.P8,
                    reply.equals(done.get(key)),
                    () -> "answered " + reply + ", and before " + done.get(key) + ": " + command);
        }
        Unanswered first = unanswered.remove(key);
        if (first != null) {
            first.answer().accept(reply);
        }
    }

    @Override
    public void tell(Input input) {
        switch (input) {
            case Input.DesktopLost lost -> desktop(lost.agent()).lost = true;
            case Input.DesktopReturned returned -> {
                Desktop desktop = desktop(returned.agent());
                desktop.lost = false;
                if (server.runs()) {
                    desktop.lastLife = server.lives();
                    server.tell(input);
                    sendAgain(returned.agent());
                }
                return;
            }
            default -> {}
        }
        server.tell(input);
    }

    private Desktop desktop(AgentId agent) {
        return desktops.computeIfAbsent(agent, id -> new Desktop());
    }

    // ---- restarts

    @Override
    public void started(Engine engine) {
        int life = server.lives();
        desktops.forEach((agent, desktop) -> time.schedule(draws.between(200, 3_000), () -> {
            if (server.runs() && server.lives() == life && !desktop.lost && desktop.lastLife < life) {
                connectAgain(agent, desktop);
            }
        }));
    }

    private void connectAgain(AgentId agent, Desktop desktop) {
        desktop.lastLife = server.lives();
        if (desktop.session != null) {
            server.tell(new Input.DesktopReturned(agent, desktop.session));
        }
        sendAgain(agent);
    }

    private void sendAgain(AgentId agent) {
        for (Unanswered one : List.copyOf(unanswered.values())) {
            if (one.command().agent().equals(agent) && server.runs()) {
                send(one.command());
            }
        }
    }

    // ---- a flood

    void flood(long millis) {
        floodUntil = Math.max(floodUntil, time.now() + millis);
        if (!flooding) {
            flooding = true;
            burst();
        }
    }

    private void burst() {
        flooding = time.now() < floodUntil;
        if (!flooding) {
            return;
        }
        desktops.forEach((agent, desktop) -> {
            for (int i = 0; i < FLOOD_COMMANDS && desktop.session != null && !desktop.lost; i++) {
                CommandId id = new CommandId("f" + ++floodCommands);
                command(new Input.AgentCommanded(agent, desktop.session, id, nonsense()), reply -> {});
            }
        });
        time.schedule(FLOOD_EVERY_MILLIS, this::burst);
    }

    private AgentCommand nonsense() {
        return switch (draws.index(4)) {
            case 0 -> new AgentCommand.HangUp(new CallId("no-such-call"));
            case 1 -> new AgentCommand.RejectOffer(new OfferId("no-such-offer"));
            case 2 -> new AgentCommand.SetDisposition(new CallId("no-such-call"), "DONE");
            default -> new AgentCommand.ClearPendingState();
        };
    }

    // ---- what is promised

    /** A command that has been carried out brings about nothing when it comes again, and has the same answer. */
    @Override
    public void shown(JournalEntry entry) {
        if (!(entry.input() instanceof Input.AgentCommanded command)) {
            return;
        }
        commands++;
        Key key = Key.of(command);
        if (done.containsKey(key)) {
            promises.tried(
                    Promise.P8, entry.events().isEmpty(), () -> "done again: " + command + " -> " + entry.events());
            if (command.session().equals(newest.get(command.agent()))) {
                repeated.add(key);
            } else {
                repeated.remove(key);
            }
        }
        for (Event event : entry.events()) {
            if (event instanceof SiteEvent.CommandAnswered answered) {
                done.put(key, answered.reply());
                newest.put(answered.agent(), answered.session());
            }
        }
    }

    /** At the end nobody waits for an answer any more. */
    void close() {
        long open = unanswered.values().stream()
                .filter(one -> !desktop(one.command().agent()).lost)
                .count();
        List<Key> keys = new ArrayList<>(unanswered.keySet());
        promises.tried(
                Promise.P11,
                commands,
                open == 0 ? List.of() : List.of(open + " commands were never answered: " + keys));
    }
}
