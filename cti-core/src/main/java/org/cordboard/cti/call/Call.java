package org.cordboard.cti.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cordboard.cti.acd.QueueExit;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.callback.CallBack;
import org.cordboard.cti.callback.CallBackAttempt;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.ivr.IvrExit;
import org.cordboard.cti.port.CallerId;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.RecordingStep;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/** A call in progress. Changed by {@link OpenCalls} alone, while facts are applied; readable by every feature. */
public final class Call {

    static final int MAX_IVR_PATH = 64;
    static final int MAX_COLLECTED = 64;

    /** Stands for a sensitive value, of which it tells no more than that it was entered. */
    public static final String BLOTTED = "****";

    private final CallId id;
    private final PbxId pbx;
    private TrunkId trunk;
    private final CallerId caller;
    private final String hotline;
    private final long arrivedAt;
    private Leg customerLeg;
    final Map<LegId, Leg> legs = new LinkedHashMap<>();
    final List<String> ivrPath = new ArrayList<>();
    final Map<String, String> collected = new LinkedHashMap<>();
    /** What agents set, by name, in order. */
    final Map<String, String> data = new LinkedHashMap<>();

    String language = "";
    /** The caller has entered a tree, which answers the call if nobody has. */
    boolean inTree;
    /** It is not decided whether the caller is taken, or they are not. */
    boolean screened;
    /** The caller was turned away, as there was too much to do. */
    boolean shed;
    /** The customer has asked in this call to be called back. */
    boolean callBackRequested;

    private final @Nullable CallBackAttempt callBack;
    private final @Nullable AgentId dialledBy;

    @Nullable
    Customer customer;

    @Nullable
    QueueId queue;

    @Nullable
    Long queuedAt;

    @Nullable
    QueueExit queueExit;

    @Nullable
    IvrExit ivrExit;

    @Nullable
    AgentId agent;

    @Nullable
    Long joinedAt;

    @Nullable
    String disposition;

    /** Where the customer goes as soon as their agent is gone. */
    @Nullable
    TransferTarget transfer;

    int offers;
    /** Its share in what {@link OpenCalls#legsTaken} says. */
    int legsCounted;
    /** The agents whose talk or wrap-up keeps the call open, the latest last. */
    final Set<AgentId> atWork = new LinkedHashSet<>();
    /** The legs that hear each other, as far as the PBX has told. */
    final Set<LegId> together = new LinkedHashSet<>();
    /** The legs that are to hear each other. */
    final Set<LegId> wanted = new LinkedHashSet<>();
    /** What brings the one nearer to the other, while that is outstanding. */
    @Nullable
    Step step;

    /** The colleague who has been asked to come, until they are in a conversation or will not be. */
    @Nullable
    Invitation invitation;

    Recording recording = Recording.NONE;
    /** How many recordings were asked for. */
    int recordings;
    /** The names of those that began. */
    final List<String> recorded = new ArrayList<>();
    /** The request for a step of the recording, while it is outstanding. */
    @Nullable
    RequestId recordingStep;
    /** A step of which nobody knows whether the PBX has taken it, and of which recording. */
    @Nullable
    RecordingStep doubtfulStep;

    @Nullable
    String doubtfulRecording;

    @Nullable
    Cause endCause;

    long endedAt;
    boolean inferred;
    /** Not before this it ended, where that is not known better; engine time. */
    @Nullable
    Long lastSeenAt;

    /** The customer is dialled over a route, and over the next trunk when one fails. */
    boolean routed;
    /** The trunks over which that has failed. */
    final List<TrunkId> failedTrunks = new ArrayList<>();

    /** A customer has called us. */
    Call(CallEvent.CallArrived e) {
        this.id = e.call();
        this.pbx = e.pbx();
        this.trunk = e.trunk();
        this.caller = e.caller();
        this.hotline = e.hotline();
        this.customerLeg = new Leg(e.leg(), id, pbx, LegRole.CUSTOMER, null, LegState.ALERTING);
        this.arrivedAt = e.at();
        this.callBack = null;
        this.dialledBy = null;
        legs.put(customerLeg.id(), customerLeg);
    }

    /** We call a customer back. */
    Call(CallBackEvent.CallBackBegun e) {
        CallBack asked = e.callBack();
        this.id = e.call();
        this.pbx = asked.pbx();
        this.trunk = asked.trunk();
        this.caller = new CallerId(asked.number(), "");
        this.hotline = asked.hotline();
        this.customerLeg = new Leg(e.leg(), id, pbx, LegRole.CUSTOMER, null, LegState.NULL);
        this.arrivedAt = e.at();
        this.callBack = new CallBackAttempt(asked.id(), asked.origin(), asked.requestedAt(), e.attempt());
        this.customer = asked.customer();
        this.dialledBy = null;
        legs.put(customerLeg.id(), customerLeg);
    }

    /** An agent dials. */
    Call(DialOutEvent.DialOutBegun e) {
        this.id = e.call();
        this.pbx = e.pbx();
        this.trunk = e.trunk();
        this.caller = new CallerId(e.number(), "");
        this.hotline = "";
        this.customerLeg = new Leg(e.customerLeg(), id, pbx, LegRole.CUSTOMER, null, LegState.NULL);
        this.arrivedAt = e.at();
        this.callBack = null;
        this.dialledBy = e.agent();
        this.agent = e.agent();
        legs.put(customerLeg.id(), customerLeg);
    }

    Call(State from) {
        this.id = from.id();
        this.pbx = from.pbx();
        this.trunk = from.trunk();
        this.caller = from.caller();
        this.hotline = from.hotline();
        this.arrivedAt = from.arrivedAt();
        this.callBack = from.callBack();
        this.dialledBy = from.dialledBy();
        from.legs().forEach(leg -> legs.put(leg.id(), new Leg(id, leg)));
        this.customerLeg = Objects.requireNonNull(legs.get(from.customerLeg()));
        this.routed = from.routed();
        failedTrunks.addAll(from.failedTrunks());
        ivrPath.addAll(from.ivrPath());
        collected.putAll(from.collected());
        data.putAll(from.data());
        this.language = from.language();
        this.inTree = from.inTree();
        this.screened = from.screened();
        this.shed = from.shed();
        this.callBackRequested = from.callBackRequested();
        this.customer = from.customer();
        this.queue = from.queue();
        this.queuedAt = from.queuedAt();
        this.queueExit = from.queueExit();
        this.ivrExit = from.ivrExit();
        this.agent = from.agent();
        this.joinedAt = from.joinedAt();
        this.disposition = from.disposition();
        this.transfer = from.transfer();
        this.offers = from.offers();
        atWork.addAll(from.atWork());
        together.addAll(from.together());
        wanted.addAll(from.wanted());
        this.step = from.step();
        this.recording = from.recording();
        this.recordings = from.recordings();
        recorded.addAll(from.recorded());
        this.recordingStep = from.recordingStep();
        this.doubtfulStep = from.doubtfulStep();
        this.doubtfulRecording = from.doubtfulRecording();
        this.invitation = from.invitation();
        this.endCause = from.endCause();
        this.endedAt = from.endedAt();
        this.inferred = from.inferred();
        this.lastSeenAt = from.lastSeenAt();
    }

    public CallId id() {
        return id;
    }

    public PbxId pbx() {
        return pbx;
    }

    /** Where the customer's leg comes in, or goes out. */
    public TrunkId trunk() {
        return trunk;
    }

    /** The customer's number: that of who called us, or the one that is dialled. */
    public CallerId caller() {
        return caller;
    }

    /** The number of the hotline that was dialled, now or in the call in which a call-back was asked for; empty where an agent dials. */
    public String hotline() {
        return hotline;
    }

    /** What this call tries, or null where the customer called us. */
    public @Nullable CallBackAttempt callBack() {
        return callBack;
    }

    /** Engine time of the first ring, or of the beginning of an attempt to call back or to dial. */
    public long arrivedAt() {
        return arrivedAt;
    }

    public Leg customerLeg() {
        return customerLeg;
    }

    /** The trunks over which the customer could not be dialled. */
    public List<TrunkId> failedTrunks() {
        return Collections.unmodifiableList(failedTrunks);
    }

    /** The agent who dialled the customer, or null. */
    public @Nullable AgentId dialledBy() {
        return dialledBy;
    }

    /** Whether we dial the customer, and they have not called us. */
    public boolean isOutgoing() {
        return callBack != null || dialledBy != null;
    }

    /** Whether the customer's leg is there, and takes up a channel of its trunk. */
    boolean isOnTrunk() {
        return customerLeg.alive() && customerLeg.state() != LegState.NULL;
    }

    /** The customer is dialled over a trunk. */
    void dialledOver(TrunkId over) {
        trunk = over;
        routed = true;
    }

    /** The customer is dialled again over another trunk, by a new leg. */
    Leg dialledAgain(LegId leg, TrunkId over) {
        failedTrunks.add(trunk);
        dialledOver(over);
        customerLeg.state = LegState.FAILED;
        customerLeg = new Leg(leg, id, pbx, LegRole.CUSTOMER, null, LegState.INITIATED);
        legs.put(leg, customerLeg);
        return customerLeg;
    }

    public Collection<Leg> legs() {
        return Collections.unmodifiableCollection(legs.values());
    }

    /** The leg of an agent that is up or being dialled, or null. */
    public @Nullable Leg legOf(AgentId agentId) {
        for (Leg leg : legs.values()) {
            if (leg.alive() && agentId.equals(leg.agent())) {
                return leg;
            }
        }
        return null;
    }

    /** Whether some agent's leg is up or being dialled. */
    public boolean hasAgentLeg() {
        for (Leg leg : legs.values()) {
            if (leg.role() == LegRole.AGENT && leg.alive()) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody is there, or asked to come, with whom a leg could talk: an agent for the customer, or anybody for an agent. */
    boolean hasPartnerFor(Leg leg) {
        for (Leg other : legs.values()) {
            if (other != leg && other.stays()) {
                return true;
            }
        }
        return invitation != null;
    }

    /** The agents whose legs are up and stay so, in the order in which they came. */
    public List<Leg> agentsPresent() {
        List<Leg> present = new ArrayList<>();
        for (Leg leg : legs.values()) {
            if (leg.role() == LegRole.AGENT && leg.stays()) {
                present.add(leg);
            }
        }
        return present;
    }

    /** The leg of the agent who decides on the call: who talked with the customer last, or else who came first; null without any. */
    public @Nullable Leg inCharge() {
        List<Leg> present = agentsPresent();
        for (Leg leg : present) {
            if (Objects.equals(leg.agent(), agent)) {
                return leg;
            }
        }
        return present.isEmpty() ? null : present.getFirst();
    }

    /** The colleague who is being rung, or has just answered, or null. */
    public @Nullable Invitation invitation() {
        return invitation;
    }

    /** Legs the PBX has, or is to dial, for a caller who is taken. Those of a caller who is turned away are about to leave. */
    public int legsTaken() {
        int count = 0;
        for (Leg leg : legs.values()) {
            count += !screened && leg.alive() && leg.state() != LegState.NULL ? 1 : 0;
        }
        return count;
    }

    public @Nullable Customer customer() {
        return customer;
    }

    /** The queue the call waits in, or last waited in. */
    public @Nullable QueueId queue() {
        return queue;
    }

    public List<String> ivrPath() {
        return Collections.unmodifiableList(ivrPath);
    }

    /** What the caller entered and the tree noted, by name, in order; {@link #BLOTTED} for what is sensitive. */
    public Map<String, String> collected() {
        return Collections.unmodifiableMap(collected);
    }

    /** What agents set, by name, in order; apart from what was collected, so that nobody takes the one for the other. */
    public Map<String, String> data() {
        return Collections.unmodifiableMap(data);
    }

    /** The language prompts are in, by the name of their folder; empty in a tree without languages. */
    public String language() {
        return language;
    }

    /** Whether nothing may be done for the caller, because it is not decided whether they are taken, or they are not. */
    public boolean screened() {
        return screened;
    }

    /** Where an agent has sent the customer, who is not there yet, or null. */
    public @Nullable TransferTarget transfer() {
        return transfer;
    }

    /** Whether it is being recorded, as far as the PBX has told. */
    public Recording recording() {
        return recording;
    }

    /** The name that the next recording gets: the call's id and a number. */
    String nextRecording() {
        return id + "-" + (recordings + 1);
    }

    /** Whether customer and agent were ever joined. */
    public boolean answered() {
        return joinedAt != null;
    }

    /** The agents who are being joined, talk or wrap up; more than one when the caller went on to another agent. */
    public Set<AgentId> atWork() {
        return Collections.unmodifiableSet(atWork);
    }

    /** The legs that hear each other; empty or at least two. */
    public Set<LegId> conversation() {
        return together.size() < 2 ? Collections.emptySet() : Collections.unmodifiableSet(together);
    }

    /** The legs that are to hear each other and can, as they are up and stay so; empty or at least two. */
    public Set<LegId> wantedConversation() {
        Set<LegId> able = new LinkedHashSet<>();
        for (LegId id : wanted) {
            Leg leg = legs.get(id);
            if (leg != null && leg.stays()) {
                able.add(id);
            }
        }
        return able.size() < 2 ? Collections.emptySet() : able;
    }

    /** Whether those hear each other who are to; while one of them is being cleared, its end decides unless others are to come in. */
    public boolean isArranged() {
        Set<LegId> able = wantedConversation();
        for (LegId id : together) {
            if (Objects.requireNonNull(legs.get(id)).clearing && together.containsAll(able)) {
                return true;
            }
        }
        return conversation().equals(able);
    }

    /** Whether a request is outstanding that joins legs or takes them apart. */
    public boolean isBeingArranged() {
        return step != null;
    }

    /** Engine time of the last thing that the PBX showed of the call and that is kept. */
    long shownAt() {
        long known = arrivedAt;
        known = joinedAt == null ? known : Math.max(known, joinedAt);
        for (Leg leg : legs.values()) {
            known = leg.answeredAt == null ? known : Math.max(known, leg.answeredAt);
        }
        return known;
    }

    boolean over() {
        if (!atWork.isEmpty()) {
            return false;
        }
        for (Leg leg : legs.values()) {
            if (leg.alive()) {
                return false;
            }
        }
        return true;
    }

    CallResult result() {
        if (joinedAt != null) {
            return CallResult.ANSWERED;
        }
        if (dialledBy != null) {
            return CallResult.NOT_REACHED;
        }
        if (shed) {
            return CallResult.SHED;
        }
        if (callBackRequested) {
            return CallResult.CALLBACK_REQUESTED;
        }
        if (queueExit != null && (queueExit != QueueExit.WITHDRAWN || callBack != null)) {
            return switch (queueExit) {
                case ANSWERED -> CallResult.ANSWERED;
                case ABANDONED -> CallResult.ABANDONED;
                case TIMED_OUT -> CallResult.TIMED_OUT;
                case NO_AGENTS -> CallResult.NO_AGENTS;
                case OVERFLOWED -> CallResult.OVERFLOWED;
                case CLOSED -> CallResult.CLOSED;
                case MOVED -> CallResult.ABANDONED;
                case CALLBACK_REQUESTED -> CallResult.CALLBACK_REQUESTED;
                case WITHDRAWN, NOT_REACHED -> CallResult.NOT_REACHED;
            };
        }
        if (ivrExit != null) {
            return switch (ivrExit) {
                case HUNG_UP -> CallResult.ENDED_IN_IVR;
                case CALLER_GONE -> CallResult.ABANDONED_IN_IVR;
            };
        }
        // Never answered. Either the caller lost patience, or we could not take the call.
        return customerLeg().clearing() || inferred ? CallResult.FAILED : CallResult.ABANDONED_IN_IVR;
    }

    /**
     * A request that changes the conversation.
     *
     * @param leadsTo the legs that hear each other when it has been carried out
     */
    record Step(RequestId request, List<LegId> leadsTo) {

        Step {
            leadsTo = List.copyOf(leadsTo);
        }
    }

    record State(
            CallId id,
            PbxId pbx,
            TrunkId trunk,
            CallerId caller,
            String hotline,
            long arrivedAt,
            List<Leg.State> legs,
            LegId customerLeg,
            boolean routed,
            List<TrunkId> failedTrunks,
            List<String> ivrPath,
            Map<String, String> collected,
            Map<String, String> data,
            String language,
            boolean inTree,
            boolean screened,
            boolean shed,
            boolean callBackRequested,
            @Nullable CallBackAttempt callBack,
            @Nullable AgentId dialledBy,
            @Nullable Customer customer,
            @Nullable QueueId queue,
            @Nullable Long queuedAt,
            @Nullable QueueExit queueExit,
            @Nullable IvrExit ivrExit,
            @Nullable AgentId agent,
            @Nullable Long joinedAt,
            @Nullable String disposition,
            @Nullable TransferTarget transfer,
            int offers,
            List<AgentId> atWork,
            List<LegId> together,
            List<LegId> wanted,
            @Nullable Step step,
            Recording recording,
            int recordings,
            List<String> recorded,
            @Nullable RequestId recordingStep,
            @Nullable RecordingStep doubtfulStep,
            @Nullable String doubtfulRecording,
            @Nullable Invitation invitation,
            @Nullable Cause endCause,
            long endedAt,
            boolean inferred,
            @Nullable Long lastSeenAt) {}

    State state() {
        return new State(
                id,
                pbx,
                trunk,
                caller,
                hotline,
                arrivedAt,
                legs.values().stream().map(Leg::view).toList(),
                customerLeg.id(),
                routed,
                List.copyOf(failedTrunks),
                List.copyOf(ivrPath),
                new LinkedHashMap<>(collected),
                new LinkedHashMap<>(data),
                language,
                inTree,
                screened,
                shed,
                callBackRequested,
                callBack,
                dialledBy,
                customer,
                queue,
                queuedAt,
                queueExit,
                ivrExit,
                agent,
                joinedAt,
                disposition,
                transfer,
                offers,
                List.copyOf(atWork),
                List.copyOf(together),
                List.copyOf(wanted),
                step,
                recording,
                recordings,
                List.copyOf(recorded),
                recordingStep,
                doubtfulStep,
                doubtfulRecording,
                invitation,
                endCause,
                endedAt,
                inferred,
                lastSeenAt);
    }
}
