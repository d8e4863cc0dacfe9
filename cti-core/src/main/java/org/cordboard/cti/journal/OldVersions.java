package org.cordboard.cti.journal;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.admission.ShedReason;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.jspecify.annotations.Nullable;

/** Records as earlier builds wrote them into journals, and how each is read today. They are never written again. */
final class OldVersions {

    /** Did not know what the PBX had noted of legs that ended meanwhile. */
    @Journaled("port.link-up/1")
    record LinkUp1(PbxId pbx, List<PbxEvent.LegSeen> legs) {}

    /** Did not know since when the PBX had been silent. */
    @Journaled("port.link-down/1")
    record LinkDown1(PbxId pbx, String reason) {}

    @Journaled("site.link-changed/1")
    record LinkChanged1(PbxId pbx, boolean up) {}

    /** Knew one time of an end, that at which it was noticed. */
    @Journaled("call.leg-ended/1")
    record LegEnded1(
            CallId call, LegId leg, LegRole role, @Nullable AgentId agent, Cause cause, long at, boolean inferred) {

        CallEvent.LegEnded next() {
            return new CallEvent.LegEnded(call, leg, role, agent, cause, at, inferred, at, at);
        }
    }

    @Journaled("call.closed/1")
    record CallClosed1(CallRecord1 record) {}

    /** Did not know since when a call had not been seen. */
    record CallRecord1(
            CallId call,
            TrunkId trunk,
            String hotline,
            String caller,
            @Nullable CustomerId customer,
            List<String> ivrPath,
            String language,
            Map<String, String> collected,
            @Nullable QueueId queue,
            @Nullable AgentId agent,
            CallResult result,
            Cause cause,
            @Nullable String disposition,
            int offers,
            long arrivedAt,
            @Nullable Long queuedAt,
            @Nullable Long answeredAt,
            long endedAt,
            long closedAt,
            @Nullable CallId callBackOf,
            boolean inferred) {

        CallRecord2 next() {
            return new CallRecord2(
                    call,
                    trunk,
                    hotline,
                    caller,
                    customer,
                    ivrPath,
                    language,
                    collected,
                    queue,
                    agent,
                    result,
                    cause,
                    disposition,
                    offers,
                    arrivedAt,
                    queuedAt,
                    answeredAt,
                    endedAt,
                    closedAt,
                    callBackOf,
                    inferred,
                    null);
        }
    }

    /** Did not know what agents had set, nor of recordings. */
    @Journaled("call.closed/2")
    record CallClosed2(CallRecord2 record) {}

    record CallRecord2(
            CallId call,
            TrunkId trunk,
            String hotline,
            String caller,
            @Nullable CustomerId customer,
            List<String> ivrPath,
            String language,
            Map<String, String> collected,
            @Nullable QueueId queue,
            @Nullable AgentId agent,
            CallResult result,
            Cause cause,
            @Nullable String disposition,
            int offers,
            long arrivedAt,
            @Nullable Long queuedAt,
            @Nullable Long answeredAt,
            long endedAt,
            long closedAt,
            @Nullable CallId callBackOf,
            boolean inferred,
            @Nullable Long lastSeenAt) {

        CallRecord next() {
            return new CallRecord(
                    call,
                    trunk,
                    hotline,
                    caller,
                    customer,
                    ivrPath,
                    language,
                    collected,
                    Collections.emptyMap(),
                    queue,
                    agent,
                    result,
                    cause,
                    disposition,
                    offers,
                    arrivedAt,
                    queuedAt,
                    answeredAt,
                    endedAt,
                    closedAt,
                    callBackOf,
                    inferred,
                    lastSeenAt,
                    Collections.emptyList(),
                    directionOf(callBackOf));
        }
    }

    @Journaled("site.configured/2")
    record SiteConfigured2(SiteConfig2 config) {}

    @Journaled("in.configuration-loaded/2")
    record ConfigurationLoaded2(SiteConfig2 config) {}

    /** Had neither rules for recordings nor routes. */
    record SiteConfig2(
            List<SiteConfig.Hotline> hotlines,
            List<IvrTree> trees,
            List<SiteConfig.QueueConfig> queues,
            List<SiteConfig.AgentConfig> agents,
            List<SiteConfig.StationConfig> stations,
            SiteConfig.Limits limits) {

        SiteConfig next() {
            return new SiteConfig(hotlines, trees, queues, agents, stations, limits);
        }
    }

    @Journaled("site.configured/1")
    record SiteConfigured1(SiteConfig1 config) {}

    @Journaled("in.configuration-loaded/1")
    record ConfigurationLoaded1(SiteConfig1 config) {}

    /** Had no limit of legs. */
    record SiteConfig1(
            List<SiteConfig.Hotline> hotlines,
            List<IvrTree> trees,
            List<SiteConfig.QueueConfig> queues,
            List<SiteConfig.AgentConfig> agents,
            List<SiteConfig.StationConfig> stations,
            Limits1 limits) {

        SiteConfig next() {
            return new SiteConfig(hotlines, trees, queues, agents, stations, limits.next());
        }
    }

    record Limits1(Duration lookUp, Duration answer, Duration prompt, Duration connectionGrace) {

        SiteConfig.Limits next() {
            return new SiteConfig.Limits(lookUp, answer, prompt, connectionGrace, SiteConfig.Limits.DEFAULT.legs());
        }
    }

    /** Knew two reasons, which the tier tells apart. */
    @Journaled("admission.call-shed/1")
    record CallShed1(CallId call, @Nullable Tier tier) {

        AdmissionEvent.CallShed next() {
            return new AdmissionEvent.CallShed(call, tier, tier == null ? ShedReason.LOOK_UPS : ShedReason.LATE);
        }
    }

    /** Did not know why over this trunk: there were no routes. */
    @Journaled("call.customer-dialled/1")
    record CustomerDialled1(CallId call, LegId leg) {

        CallEvent.CustomerDialled next() {
            return new CallEvent.CustomerDialled(call, leg, null);
        }
    }

    /** Before agents dialled, only those who were called back were called by us. */
    private static CallDirection directionOf(@Nullable CallId callBackOf) {
        return callBackOf == null ? CallDirection.INBOUND : CallDirection.OUTBOUND;
    }

    static final List<Upcaster<?, ?>> UPCASTERS = List.of(
            new Upcaster<>(
                    SiteConfigured2.class,
                    SiteEvent.SiteConfigured.class,
                    old -> new SiteEvent.SiteConfigured(old.config().next())),
            new Upcaster<>(
                    ConfigurationLoaded2.class,
                    Input.ConfigurationLoaded.class,
                    old -> new Input.ConfigurationLoaded(old.config().next())),
            new Upcaster<>(
                    SiteConfigured1.class,
                    SiteEvent.SiteConfigured.class,
                    old -> new SiteEvent.SiteConfigured(old.config().next())),
            new Upcaster<>(
                    ConfigurationLoaded1.class,
                    Input.ConfigurationLoaded.class,
                    old -> new Input.ConfigurationLoaded(old.config().next())),
            new Upcaster<>(CustomerDialled1.class, CallEvent.CustomerDialled.class, CustomerDialled1::next),
            new Upcaster<>(CallShed1.class, AdmissionEvent.CallShed.class, CallShed1::next),
            new Upcaster<>(LegEnded1.class, CallEvent.LegEnded.class, LegEnded1::next),
            new Upcaster<>(
                    CallClosed1.class,
                    CallClosed2.class,
                    old -> new CallClosed2(old.record().next())),
            new Upcaster<>(
                    CallClosed2.class,
                    CallEvent.CallClosed.class,
                    old -> new CallEvent.CallClosed(old.record().next())),
            new Upcaster<>(LinkUp1.class, PbxEvent.LinkUp.class, old -> new PbxEvent.LinkUp(old.pbx(), old.legs())),
            new Upcaster<>(
                    LinkDown1.class, PbxEvent.LinkDown.class, old -> new PbxEvent.LinkDown(old.pbx(), old.reason())),
            new Upcaster<>(
                    LinkChanged1.class,
                    SiteEvent.LinkChanged.class,
                    old -> new SiteEvent.LinkChanged(old.pbx(), old.up(), 0)));

    private OldVersions() {}
}
