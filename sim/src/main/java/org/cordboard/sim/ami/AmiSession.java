package org.cordboard.sim.ami;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordboard.sim.time.Cancellable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: login, privileges, event mask and filters. Pure: bytes come in by {@link #receive}, text goes out
 * by the wire; the world's thread calls everything.
 *
 * <p>Written rules for bad input: a broken message is answered with an error and the connection kept, until
 * {@link #MAX_BROKEN} have come; a wrong secret ends it; so does half a minute without a login.
 */
public final class AmiSession {

    /** Broken messages after which the connection is ended. */
    static final int MAX_BROKEN = 10;

    /** Asterisk's authtimeout. */
    static final long LOGIN_MILLIS = 30_000;

    /** Filters a session may have; further ones are refused. */
    static final int MAX_FILTERS = 200;

    private static final Logger log = LoggerFactory.getLogger(AmiSession.class);

    private final AmiFace face;
    private final int number;
    private final FaultyWire wire;
    private final AmiActionDecoder decoder = new AmiActionDecoder();
    private final List<EventFilter> filters = new ArrayList<>();
    private final LoginProof proof;
    private @Nullable Cancellable loginTimeout;
    private @Nullable AmiAccount account;
    private Set<AmiClass> mask = Collections.unmodifiableSet(EnumSet.allOf(AmiClass.class));
    private int broken;
    private boolean ended;

    AmiSession(AmiFace face, int number, AmiWire wire, FaultPlan plan) {
        this.face = face;
        this.number = number;
        this.proof = new LoginProof(number);
        this.wire = new FaultyWire(face.scheduler(), wire, plan, this::take);
    }

    void open(FaultPlan plan) {
        for (FaultPlan.Planned planned : plan.faults()) {
            if (planned.when() instanceof FaultPlan.When.AfterMillis after) {
                face.scheduler().schedule(after.millis(), () -> inject(planned.fault()));
            }
        }
        loginTimeout = face.scheduler().schedule(LOGIN_MILLIS, this::loginTimedOut);
        sendText("Asterisk Call Manager/11.0.0\r\n");
    }

    public int number() {
        return number;
    }

    public boolean loggedIn() {
        return account != null;
    }

    public boolean ended() {
        return ended;
    }

    /** Bytes from the client, cut anywhere. */
    public void receive(byte[] bytes) {
        wire.receive(bytes);
        endWithWire();
    }

    /** Lets the wire fail now. */
    public void inject(WireFault fault) {
        wire.inject(fault);
        endWithWire();
    }

    /** The client has closed its side. */
    void receiveEnd() {
        wire.receiveEnd(this::close);
    }

    /** Ends the connection. */
    public void close() {
        end();
        wire.close();
    }

    private void endWithWire() {
        if (wire.closed()) {
            end();
        }
    }

    /** The connection is gone, whoever ended it. */
    void end() {
        if (!ended) {
            ended = true;
            if (loginTimeout != null) {
                loginTimeout.cancel();
            }
            face.forget(this);
        }
    }

    private void loginTimedOut() {
        if (account == null) {
            close();
        }
    }

    private void take(byte[] bytes) {
        for (AmiActionDecoder.Cut cut : decoder.take(bytes)) {
            if (ended) {
                return;
            }
            switch (cut) {
                case AmiActionDecoder.Cut.Message message -> handle(message.action());
                case AmiActionDecoder.Cut.Broken bad -> refuseBroken(bad.reason());
            }
        }
    }

    private void refuseBroken(String reason) {
        broken++;
        sendText(AmiFrame.error(reason).text());
        if (broken >= MAX_BROKEN) {
            log.warn("AMI session {} ended after {} broken messages, the last: {}", number, broken, reason);
            close();
        }
    }

    private void handle(AmiAction action) {
        face.received().add(new ReceivedAction(face.scheduler().now(), number, action));
        switch (action.name()) {
            case "challenge" -> challenge(action);
            case "login" -> login(action);
            case "logoff" -> {
                answer(action, AmiFrame.of("Response", "Goodbye").with("Message", "Thanks for all the fish."));
                close();
            }
            case "events" -> events(action);
            case "filter" -> authorized(action, () -> filter(action));
            default ->
                authorized(action, () -> face.responder(action.name()).answer(action, frame -> answer(action, frame)));
        }
    }

    private void authorized(AmiAction action, Runnable handler) {
        AmiAccount user = account;
        Set<AmiClass> needed = ActionPrivileges.of(action.name());
        if (user == null) {
            answer(action, AmiFrame.error("Permission denied"));
        } else if (needed == null && !face.overrides(action.name())) {
            answer(
                    action,
                    AmiFrame.error("Invalid/unknown command: " + action.get("Action")
                            + ". Use Action: ListCommands to show available commands."));
        } else if (needed != null && !needed.isEmpty() && Collections.disjoint(needed, user.write())) {
            answer(action, AmiFrame.error("Permission denied"));
        } else {
            handler.run();
        }
    }

    private void challenge(AmiAction action) {
        answer(
                action,
                action.get("AuthType").equalsIgnoreCase("MD5")
                        ? AmiFrame.of("Response", "Success").with("Challenge", proof.challenge())
                        : AmiFrame.error("Must specify AuthType"));
    }

    private void login(AmiAction action) {
        if (account != null) {
            answer(action, AmiFrame.error("Already logged in."));
            return;
        }
        Optional<AmiAccount> user =
                face.account(action.get("Username")).filter(candidate -> proof.holds(action, candidate));
        if (user.isEmpty()) {
            log.info("AMI session {}: login refused", number);
            answer(action, AmiFrame.error("Authentication failed"));
            close();
            return;
        }
        account = user.get();
        if (loginTimeout != null) {
            loginTimeout.cancel();
        }
        for (String line : user.get().eventFilters()) {
            EventFilter.parse(line, "").ifPresent(filters::add);
        }
        if (action.has("Events")) {
            mask = AmiClass.mask(action.get("Events"));
        }
        answer(action, AmiFrame.success("Authentication accepted"));
        if (user.get().read().contains(AmiClass.SYSTEM)) {
            sendText(face.fullyBooted().text());
        }
    }

    private void events(AmiAction action) {
        if (account == null) {
            answer(action, AmiFrame.error("Permission denied"));
            return;
        }
        mask = AmiClass.mask(action.get("EventMask"));
        answer(action, AmiFrame.of("Response", "Success").with("Events", mask.isEmpty() ? "Off" : "On"));
    }

    private void filter(AmiAction action) {
        if (!action.get("Operation").equalsIgnoreCase("Add")) {
            answer(action, AmiFrame.error("Unknown operation"));
            return;
        }
        Optional<EventFilter> filter = EventFilter.parse(action.get("MatchCriteria"), action.get("Filter"));
        if (filter.isEmpty() || filters.size() >= MAX_FILTERS) {
            answer(action, AmiFrame.error("Filter was formatted incorrectly.  Check the syntax of the filter given."));
            return;
        }
        filters.add(filter.get());
        answer(action, AmiFrame.success("Success"));
    }

    /** Whether this client is to have an event of the world. */
    boolean wants(AmiEvent event) {
        AmiAccount user = account;
        return user != null
                && user.read().contains(event.privilege())
                && mask.contains(event.privilege())
                && EventFilter.pass(filters, event);
    }

    void tell(String event) {
        sendText(event);
    }

    private void answer(AmiAction action, AmiFrame frame) {
        sendText(frame.withActionId(action.actionId()).text());
    }

    private void sendText(String text) {
        if (!ended) {
            wire.send(text);
            endWithWire();
        }
    }
}
