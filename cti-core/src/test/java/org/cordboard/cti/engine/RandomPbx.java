package org.cordboard.cti.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A PBX that keeps to its port's promises and to nothing else. Requests are carried out in their order, but late, and some
 * fail, get lost, or are carried out without an answer. Reports of one leg keep their order; answers come in any. Parties
 * hang up when they like. When the link is lost, so is everything on it.
 *
 * <p>The promises it keeps, because a real PBX with its adapter does: a leg that was reported ends with a report or is missing
 * from the next {@code LinkUp}; requests sent without a link are answered {@code LINK_DOWN}; clearing a leg that is there ends
 * it.
 */
final class RandomPbx {

    private enum Stage {
        OFFERED,
        DIALLED,
        RINGING,
        UP
    }

    private static final class Leg {
        final LegId id;
        Stage stage;

        /** Those who are in a bridge with it, itself among them; empty when it is in none. */
        Set<Leg> bridge = new LinkedHashSet<>();

        @Nullable
        RequestId prompts;

        Leg(LegId id, Stage stage) {
            this.id = id;
            this.stage = stage;
        }
    }

    private static final List<Cause> FAILURES = List.of(
            Cause.USER_BUSY,
            Cause.NO_ANSWER,
            Cause.CALL_REJECTED,
            Cause.NETWORK_OUT_OF_ORDER,
            Cause.NO_CIRCUIT,
            new Cause(256));

    private final SplittableRandom random;
    private final Map<LegId, Leg> legs = new LinkedHashMap<>();
    private final ArrayDeque<PbxRequest> requests = new ArrayDeque<>();
    private final ArrayDeque<PbxEvent> events = new ArrayDeque<>();
    private final List<PbxEvent> answers = new ArrayList<>();
    private final List<RequestId> unanswered = new ArrayList<>();
    private final List<PbxEvent> past = new ArrayList<>();
    private int callers;
    private boolean linked = true;
    /** From now on everything works, so that everything must come to its end. */
    private boolean faithful;

    RandomPbx(SplittableRandom random) {
        this.random = random;
    }

    boolean linked() {
        return linked;
    }

    int legs() {
        return legs.size();
    }

    // ---- what the engine asks

    void ask(PbxRequest request) {
        if (linked) {
            requests.add(request);
            unanswered.add(request.id());
        } else {
            answers.add(failed(request.id(), Reason.LINK_DOWN));
        }
    }

    void carryOutNext() {
        PbxRequest request = requests.poll();
        if (request != null) {
            carryOut(request);
        }
    }

    private boolean rarely() {
        return !faithful && random.nextInt(30) == 0;
    }

    private void carryOut(PbxRequest request) {
        if (rarely()) {
            // Lost on the way.
            return;
        }
        if (rarely()) {
            answer(failed(request.id(), Reason.REFUSED));
            return;
        }
        RequestOutcome outcome = work(request);
        if (outcome != null && !rarely()) {
            answer(new PbxEvent.RequestEnded(request.id(), outcome));
        }
    }

    private @Nullable RequestOutcome work(PbxRequest request) {
        return switch (request) {
            case PbxRequest.AnswerLeg r -> {
                Leg leg = legs.get(r.leg());
                if (leg == null) {
                    yield none();
                }
                leg.stage = Stage.UP;
                yield done();
            }
            case PbxRequest.DialLeg r -> {
                legs.put(r.leg(), new Leg(r.leg(), Stage.DIALLED));
                yield done();
            }
            case PbxRequest.PlayPrompts r -> {
                Leg leg = legs.get(r.leg());
                boolean hears = leg != null && (leg.stage == Stage.UP || leg.stage == Stage.OFFERED);
                if (leg == null || !hears || !leg.bridge.isEmpty()) {
                    yield none();
                }
                endPrompts(leg, true);
                leg.prompts = r.id();
                yield null;
            }
            case PbxRequest.StartMusic r -> legs.containsKey(r.leg()) ? done() : none();
            case PbxRequest.StopMusic r -> legs.containsKey(r.leg()) ? done() : none();
            case PbxRequest.TagLeg r -> legs.containsKey(r.leg()) ? done() : none();
            case PbxRequest.SendDigits r -> legs.containsKey(r.leg()) ? done() : none();
            case PbxRequest.MuteLeg r -> legs.containsKey(r.leg()) ? done() : none();
            case PbxRequest.RecordLeg r -> legs.containsKey(r.leg()) ? done() : none();
            case PbxRequest.BridgeLegs r -> inOrder(r, bridge(legs.get(r.first()), legs.get(r.second())));
            case PbxRequest.AddLeg r -> inOrder(r, add(legs.get(r.leg()), legs.get(r.with())));
            case PbxRequest.PartLegs r -> inOrder(r, part(legs.get(r.first()), legs.get(r.second())));
            case PbxRequest.DeflectLeg r -> {
                Leg leg = legs.get(r.leg());
                if (leg == null) {
                    yield none();
                }
                end(leg, Cause.SWITCH_CONGESTION);
                yield done();
            }
            case PbxRequest.ClearLeg r -> {
                Leg leg = legs.get(r.leg());
                if (leg == null) {
                    yield none();
                }
                end(leg, r.cause());
                yield done();
            }
        };
    }

    private RequestOutcome bridge(@Nullable Leg first, @Nullable Leg second) {
        if (first == null || second == null || first.stage != Stage.UP || second.stage != Stage.UP) {
            return none();
        }
        leave(first);
        leave(second);
        if (rarely()) {
            return failedNow();
        }
        endPrompts(first, true);
        endPrompts(second, true);
        first.bridge = new LinkedHashSet<>(List.of(first, second));
        second.bridge = first.bridge;
        report(
                random.nextBoolean()
                        ? new PbxEvent.LegsBridged(first.id, second.id)
                        : new PbxEvent.LegsBridged(second.id, first.id));
        return done();
    }

    private RequestOutcome add(@Nullable Leg leg, @Nullable Leg with) {
        if (leg == null || with == null) {
            return none();
        }
        if (leg.stage != Stage.UP || with.bridge.isEmpty() || with.bridge.contains(leg)) {
            return failedNow();
        }
        leave(leg);
        endPrompts(leg, true);
        with.bridge.add(leg);
        leg.bridge = with.bridge;
        report(
                random.nextBoolean()
                        ? new PbxEvent.LegsBridged(leg.id, with.id)
                        : new PbxEvent.LegsBridged(with.id, leg.id));
        return done();
    }

    private static RequestOutcome failedNow() {
        return new RequestOutcome.Failed(Reason.REFUSED, "random");
    }

    /** The answer comes after the reports of what was done, if it is not lost. */
    private @Nullable RequestOutcome inOrder(PbxRequest request, RequestOutcome outcome) {
        if (!rarely()) {
            report(new PbxEvent.RequestEnded(request.id(), outcome));
        }
        return null;
    }

    private RequestOutcome part(@Nullable Leg first, @Nullable Leg second) {
        if (first == null || second == null) {
            return none();
        }
        if (!first.bridge.contains(second)) {
            return failedNow();
        }
        boolean firstFirst = random.nextBoolean();
        takeOut(firstFirst ? first : second);
        takeOut(firstFirst ? second : first);
        return done();
    }

    /** Takes a leg out of its bridge and under control, if it is in one. */
    private void takeOut(Leg leg) {
        boolean joined = !leg.bridge.isEmpty();
        leave(leg);
        if (joined) {
            report(new PbxEvent.LegReturned(leg.id));
        }
    }

    /** Takes a leg out of its bridge; whoever is left alone there comes back under control. */
    private void leave(Leg leg) {
        Set<Leg> rest = leg.bridge;
        leg.bridge = new LinkedHashSet<>();
        rest.remove(leg);
        if (rest.size() == 1) {
            Leg last = rest.iterator().next();
            last.bridge = new LinkedHashSet<>();
            report(new PbxEvent.LegReturned(last.id));
        }
    }

    /** Whom the leg is shown to be with: the first two in a bridge name each other, and the others the first. */
    private static LegId joinedTo(Leg leg) {
        for (Leg other : leg.bridge) {
            if (other != leg) {
                return other.id;
            }
        }
        return leg.id;
    }

    private void endPrompts(Leg leg, boolean interrupted) {
        if (leg.prompts != null) {
            answer(new PbxEvent.RequestEnded(leg.prompts, new RequestOutcome.PromptsEnded(interrupted)));
            leg.prompts = null;
        }
    }

    private void end(Leg leg, Cause cause) {
        endPrompts(leg, true);
        legs.remove(leg.id);
        boolean returnedFirst = random.nextBoolean();
        if (returnedFirst) {
            leave(leg);
        }
        report(
                leg.stage == Stage.DIALLED || leg.stage == Stage.RINGING
                        ? new PbxEvent.LegFailed(leg.id, cause)
                        : new PbxEvent.LegCleared(leg.id, cause));
        if (!returnedFirst) {
            leave(leg);
        }
    }

    // ---- what happens by itself

    void callerArrives() {
        List<String> dialled = List.of("4000", "5000", "5000", "6000", "7000", "8000", "3000", "3000", "9999");
        String number = random.nextInt(8) == 0 ? "" : "1380000" + random.nextInt(20);
        Leg leg = new Leg(new LegId("caller-" + ++callers), Stage.OFFERED);
        legs.put(leg.id, leg);
        offer(leg, number, dialled.get(random.nextInt(dialled.size())));
    }

    private void offer(Leg leg, String number, String dialled) {
        CallerId caller = new CallerId(number, "");
        report(new PbxEvent.LegOffered(DemoSite.MAIN, leg.id, DemoSite.CARRIER, caller, dialled));
    }

    /** Something happens to some leg. */
    void somethingHappens() {
        if (legs.isEmpty()) {
            return;
        }
        Leg leg = List.copyOf(legs.values()).get(random.nextInt(legs.size()));
        switch (leg.stage) {
            case OFFERED -> {
                if (random.nextInt(10) == 0) {
                    end(leg, Cause.NORMAL_CLEARING);
                } else {
                    endPrompts(leg, false);
                }
            }
            case DIALLED -> ring(leg);
            case RINGING -> {
                switch (random.nextInt(6)) {
                    case 0 -> end(leg, FAILURES.get(random.nextInt(FAILURES.size())));
                    case 1, 2, 3 -> pickUp(leg);
                    default -> {}
                }
            }
            case UP -> partyActs(leg);
        }
    }

    private void ring(Leg leg) {
        leg.stage = Stage.RINGING;
        if (random.nextInt(5) > 0) {
            report(new PbxEvent.LegAlerting(leg.id));
        }
    }

    private void pickUp(Leg leg) {
        leg.stage = Stage.UP;
        report(new PbxEvent.LegAnswered(leg.id));
    }

    private void partyActs(Leg leg) {
        int what = random.nextInt(20);
        if (what == 0) {
            end(leg, Cause.NORMAL_CLEARING);
        } else if (what == 1) {
            // Somebody takes a conversation apart from outside; both parties stay.
            takeOut(leg);
        } else if (what < 10) {
            endPrompts(leg, false);
        } else {
            endPrompts(leg, random.nextBoolean());
            report(new PbxEvent.DigitPressed(leg.id, "0123456789*#A1212121".charAt(random.nextInt(20))));
        }
    }

    // ---- the link

    PbxEvent loseLink() {
        linked = false;
        while (!requests.isEmpty()) {
            PbxRequest request = requests.poll();
            if (random.nextBoolean()) {
                work(request);
            }
        }
        legs.values().forEach(leg -> leg.prompts = null);
        events.clear();
        answers.clear();
        unanswered.forEach(id -> answers.add(failed(id, Reason.LINK_DOWN)));
        unanswered.clear();
        return new PbxEvent.LinkDown(DemoSite.MAIN, "random");
    }

    /** The link comes back once all requests have had their answer; callers who are not answered are offered (again). */
    PbxEvent regainLink() {
        linked = true;
        List<PbxEvent.LegSeen> seen = new ArrayList<>();
        for (Leg leg : legs.values()) {
            seen.add(new PbxEvent.LegSeen(leg.id, leg.stage == Stage.UP, joinedTo(leg)));
            if (leg.stage == Stage.OFFERED) {
                offer(leg, "13800001", "5000");
            }
        }
        return new PbxEvent.LinkUp(DemoSite.MAIN, seen);
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    // ---- what the engine hears

    private void report(PbxEvent event) {
        if (linked) {
            events.add(event);
        }
    }

    private void answer(PbxEvent.RequestEnded answer) {
        if (linked && unanswered.remove(answer.request())) {
            answers.add(answer);
        }
    }

    @Nullable
    PbxEvent nextEvent() {
        PbxEvent event = events.poll();
        if (event instanceof PbxEvent.RequestEnded answer) {
            unanswered.remove(answer.request());
        }
        if (event != null) {
            past.add(event);
        }
        return event;
    }

    @Nullable
    PbxEvent anyAnswer() {
        if (answers.isEmpty()) {
            return null;
        }
        PbxEvent answer = answers.remove(random.nextInt(answers.size()));
        past.add(answer);
        return answer;
    }

    /** Something that was reported before, once more; a caller is not offered again after their end. */
    @Nullable
    PbxEvent somethingOld() {
        PbxEvent old = past.isEmpty() ? null : past.get(random.nextInt(past.size()));
        return old instanceof PbxEvent.LegOffered offered && !legs.containsKey(offered.leg()) ? null : old;
    }

    // ---- the end of the day

    /** Everybody hangs up, and all that is asked for is done at once. */
    void closeDown() {
        faithful = true;
        for (Leg leg : List.copyOf(legs.values())) {
            if (legs.containsKey(leg.id)) {
                end(leg, Cause.NORMAL_CLEARING);
            }
        }
    }

    private static RequestOutcome done() {
        return new RequestOutcome.Done();
    }

    private static RequestOutcome none() {
        return new RequestOutcome.Failed(Reason.NO_SUCH_LEG, "");
    }

    private static PbxEvent.RequestEnded failed(RequestId id, Reason reason) {
        return new PbxEvent.RequestEnded(id, new RequestOutcome.Failed(reason, ""));
    }
}
