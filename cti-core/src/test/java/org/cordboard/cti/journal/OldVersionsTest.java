package org.cordboard.cti.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.admission.ShedReason;
import org.cordboard.cti.call.CallDirection;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.call.CallResult;
import org.cordboard.cti.call.LegId;
import org.cordboard.cti.call.LegRole;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.journal.OldVersions.CallClosed1;
import org.cordboard.cti.journal.OldVersions.CallClosed2;
import org.cordboard.cti.journal.OldVersions.CallRecord1;
import org.cordboard.cti.journal.OldVersions.CallRecord2;
import org.cordboard.cti.journal.OldVersions.CallShed1;
import org.cordboard.cti.journal.OldVersions.ConfigurationLoaded1;
import org.cordboard.cti.journal.OldVersions.ConfigurationLoaded2;
import org.cordboard.cti.journal.OldVersions.CustomerDialled1;
import org.cordboard.cti.journal.OldVersions.LegEnded1;
import org.cordboard.cti.journal.OldVersions.Limits1;
import org.cordboard.cti.journal.OldVersions.LinkChanged1;
import org.cordboard.cti.journal.OldVersions.LinkDown1;
import org.cordboard.cti.journal.OldVersions.LinkUp1;
import org.cordboard.cti.journal.OldVersions.SiteConfig1;
import org.cordboard.cti.journal.OldVersions.SiteConfig2;
import org.cordboard.cti.journal.OldVersions.SiteConfigured1;
import org.cordboard.cti.journal.OldVersions.SiteConfigured2;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.junit.jupiter.api.Test;

class OldVersionsTest {

    private static final PbxId PBX = new PbxId("main");
    private static final CallId CALL = new CallId("c");
    private static final LegId LEG = new LegId("l");

    /** As an earlier build wrote it. */
    private static Object read(Object old) {
        byte[] bytes = RecordCodec.forRoots(old.getClass()).encode(old);
        return JournalCodec.standard().records().decode(bytes);
    }

    @Test
    void anEndHadOneTime() {
        assertThat(read(new LegEnded1(CALL, LEG, LegRole.CUSTOMER, null, Cause.NORMAL_CLEARING, 7, true)))
                .isEqualTo(new CallEvent.LegEnded(
                        CALL, LEG, LegRole.CUSTOMER, null, Cause.NORMAL_CLEARING, 7, true, 7, 7));
    }

    @Test
    void aRecordDidNotSayWhenACallWasLastSeen() {
        CallRecord1 old = new CallRecord1(
                CALL,
                new TrunkId("carrier"),
                "4000",
                "138",
                null,
                List.of("menu"),
                "",
                Map.of("account", "1"),
                null,
                null,
                CallResult.ABANDONED,
                Cause.NORMAL_CLEARING,
                null,
                2,
                10,
                20L,
                null,
                30,
                40,
                null,
                true);
        CallRecord read = ((CallEvent.CallClosed) read(new CallClosed1(old))).record();
        assertThat(read.endedAt()).isEqualTo(30);
        assertThat(read.closedAt()).isEqualTo(40);
        assertThat(read.queuedAt()).isEqualTo(20L);
        assertThat(read.inferred()).isTrue();
        assertThat(read.lastSeenAt()).isNull();
        assertThat(read.direction()).isEqualTo(CallDirection.INBOUND);
        assertThat(read.collected()).isEqualTo(Map.of("account", "1"));
    }

    @Test
    void aSiteHadNoLimitOfLegs() {
        SiteConfig.Limits now = SiteConfig.Limits.DEFAULT;
        Limits1 limits = new Limits1(now.lookUp(), now.answer(), now.prompt(), Duration.ofSeconds(7));
        SiteConfig1 old = new SiteConfig1(List.of(), List.of(), List.of(), List.of(), List.of(), limits);
        SiteConfig.Limits expected =
                new SiteConfig.Limits(now.lookUp(), now.answer(), now.prompt(), Duration.ofSeconds(7), 5_000);
        SiteConfig config = new SiteConfig(List.of(), List.of(), List.of(), List.of(), List.of(), expected);
        assertThat(read(new SiteConfigured1(old))).isEqualTo(new SiteEvent.SiteConfigured(config));
        assertThat(read(new ConfigurationLoaded1(old))).isEqualTo(new Input.ConfigurationLoaded(config));
    }

    @Test
    void aRecordDidNotSayWhoHadCalledWhom() {
        CallRecord2 old = new CallRecord2(
                CALL,
                new TrunkId("carrier"),
                "4000",
                "138",
                null,
                List.of(),
                "",
                Map.of(),
                null,
                null,
                CallResult.NOT_REACHED,
                Cause.USER_BUSY,
                null,
                1,
                10,
                20L,
                null,
                30,
                40,
                new CallId("asked"),
                false,
                25L);
        CallRecord read = ((CallEvent.CallClosed) read(new CallClosed2(old))).record();
        assertThat(read.direction()).isEqualTo(CallDirection.OUTBOUND);
        assertThat(read.lastSeenAt()).isEqualTo(25L);
    }

    @Test
    void customersWereDialledOverTheTrunkTheyHadComeBy() {
        assertThat(read(new CustomerDialled1(CALL, LEG))).isEqualTo(new CallEvent.CustomerDialled(CALL, LEG, null));
    }

    @Test
    void aSiteHadNoRoutes() {
        SiteConfig2 old =
                new SiteConfig2(List.of(), List.of(), List.of(), List.of(), List.of(), SiteConfig.Limits.DEFAULT);
        assertThat(read(new SiteConfigured2(old))).isEqualTo(new SiteEvent.SiteConfigured(SiteConfig.EMPTY));
        assertThat(read(new ConfigurationLoaded2(old))).isEqualTo(new Input.ConfigurationLoaded(SiteConfig.EMPTY));
    }

    @Test
    void callersWereTurnedAwayForTwoReasons() {
        assertThat(read(new CallShed1(CALL, Tier.GOLD)))
                .isEqualTo(new AdmissionEvent.CallShed(CALL, Tier.GOLD, ShedReason.LATE));
        assertThat(read(new CallShed1(CALL, null)))
                .isEqualTo(new AdmissionEvent.CallShed(CALL, null, ShedReason.LOOK_UPS));
    }

    @Test
    void linksCameUpWithoutNotesAndWentDownWithoutSilence() {
        PbxEvent.LegSeen seen = new PbxEvent.LegSeen(LEG, true, LEG);
        assertThat(read(new LinkUp1(PBX, List.of(seen)))).isEqualTo(new PbxEvent.LinkUp(PBX, List.of(seen), List.of()));
        assertThat(read(new LinkDown1(PBX, "gone"))).isEqualTo(new PbxEvent.LinkDown(PBX, "gone", 0));
        assertThat(read(new LinkChanged1(PBX, true))).isEqualTo(new SiteEvent.LinkChanged(PBX, true, 0));
    }
}
