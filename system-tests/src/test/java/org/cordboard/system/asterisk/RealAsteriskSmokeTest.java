package org.cordboard.system.asterisk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.cordboard.system.asterisk.CustomerResult.EndedBy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped dialplan and AMI user on a real Asterisk, watched by a plain AMI client: no part of Cordboard's code runs. */
class RealAsteriskSmokeTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    private static Path folder;

    private static RealAsterisk asterisk;

    @BeforeAll
    static void start() throws IOException {
        RealAsterisk.assumeAvailable();
        asterisk = RealAsterisk.start(folder);
    }

    @AfterAll
    static void stop() {
        if (asterisk != null) {
            asterisk.close();
        }
    }

    @Test
    void offersCallerUnansweredWithDialledNumberAndTrunk() throws IOException {
        try (AmiProbe probe = asterisk.probe()) {
            beat(probe);
            try (SippCaller caller =
                    SippCaller.call(asterisk, "13900001234", "10086", new CustomerBehaviour.StaysOn())) {
                Map<String, String> offered = probe.awaitEvent("AsyncAGIStart", SOON);
                String channel = value(offered, "Channel");

                assertThat(offered)
                        .containsEntry("Context", "cordboard-inbound")
                        .containsEntry("Exten", "10086")
                        .containsEntry("CallerIDNum", "13900001234")
                        .containsEntry("ChannelStateDesc", "Ring");
                assertThat(channel).startsWith("PJSIP/carrier-");
                assertThat(probe.variable(channel, "CORDBOARD_DIALLED")).isEqualTo("10086");
                assertThat(probe.variable(channel, "CORDBOARD_TRUNK")).isEqualTo("carrier");
                assertThat(Double.parseDouble(probe.variable(channel, "TIMEOUT(absolute)")))
                        .isBetween(1.0, 5.0);

                probe.act("Hangup", "Channel", channel, "Cause", "17");
                assertThat(caller.result(SOON)).isEqualTo(new CustomerResult(486, false, 0, EndedBy.PBX, ""));
            }
        }
    }

    @Test
    void bringsCallerBackUnderControlWhenPhoneHangsUp() throws IOException {
        try (AmiProbe probe = asterisk.probe();
                SippPhone phone =
                        SippPhone.start(asterisk, "1001", new PhoneBehaviour.Answers(Duration.ofMillis(100)))) {
            beat(probe);
            try (SippCaller caller =
                    SippCaller.call(asterisk, "13900001234", "10086", new CustomerBehaviour.StaysOn())) {
                String customer = value(probe.awaitEvent("AsyncAGIStart", SOON), "Channel");
                lease(probe, customer, "150");
                agi(probe, customer, "ANSWER");
                caller.awaitAnswered(SOON);
                agi(probe, customer, "SET MUSIC ON default");
                caller.awaitAudio(10, SOON);

                dial(probe, "1001", "smoke-agent");
                String agent = value(
                        probe.awaitEvent("AsyncAGIStart", leg -> "smoke-agent".equals(leg.get("Uniqueid")), SOON),
                        "Channel");
                lease(probe, customer, "0");
                lease(probe, agent, "0");
                probe.act("Bridge", "Channel1", customer, "Channel2", agent, "Tone", "no");
                probe.awaitEvent("BridgeEnter", leg -> customer.equals(leg.get("Channel")), SOON);
                probe.awaitEvent("BridgeEnter", leg -> agent.equals(leg.get("Channel")), SOON);
                phone.awaitTalking(true, SOON);
                phone.hangUp();

                probe.awaitEvent("AsyncAGIStart", leg -> customer.equals(leg.get("Channel")), SOON);
                assertThat(phone.rings()).isEqualTo(1);
                caller.hangUp();
                assertThat(caller.result(SOON).endedBy()).isEqualTo(EndedBy.CUSTOMER);
                probe.awaitEvent("Hangup", leg -> customer.equals(leg.get("Channel")), SOON);
            }
        }
    }

    @Test
    void callerHearsFallbackUnansweredWhenHeartbeatIsStale() throws IOException {
        try (AmiProbe probe = asterisk.probe()) {
            set(probe, "CORDBOARD_BEAT", Long.toString(Instant.now().getEpochSecond() - 10));
            try (SippCaller caller =
                    SippCaller.call(asterisk, "13900001234", "10086", new CustomerBehaviour.StaysOn())) {
                CustomerResult result = caller.result(Duration.ofSeconds(20));

                assertThat(result.finalStatus()).isEqualTo(503);
                assertThat(result.heardEarlyMedia()).isTrue();
                assertThat(result.endedBy()).isEqualTo(EndedBy.PBX);
                assertThat(probe.awaitEvent("Hangup", SOON)).containsEntry("Cause", "42");
            }
        }
    }

    @Test
    void callerHearsFallbackWhenNobodyTakesTheCallWithinItsLease() throws IOException {
        try (AmiProbe probe = asterisk.probe()) {
            beat(probe);
            set(probe, "CORDBOARD_FALLBACK_SOUND", "beep&beep");
            try (SippCaller caller =
                    SippCaller.call(asterisk, "13900001234", "10086", new CustomerBehaviour.StaysOn())) {
                probe.awaitEvent("AsyncAGIStart", SOON);
                CustomerResult result = caller.result(Duration.ofSeconds(30));

                assertThat(result.finalStatus()).isEqualTo(503);
                assertThat(result.heardEarlyMedia()).isTrue();
                // Two beeps of 0.44 s, and not the announcement of 5 s.
                assertThat(result.audioPackets()).isLessThan(100);
            } finally {
                set(probe, "CORDBOARD_FALLBACK_SOUND", "");
            }
        }
    }

    @Test
    void reportsKeysTheCallerPresses() throws IOException {
        try (AmiProbe probe = asterisk.probe()) {
            beat(probe);
            try (SippCaller caller =
                    SippCaller.call(asterisk, "13900001234", "10086", new CustomerBehaviour.StaysOn())) {
                String customer = value(probe.awaitEvent("AsyncAGIStart", SOON), "Channel");
                agi(probe, customer, "ANSWER");
                agi(probe, customer, "SET MUSIC ON default");
                caller.awaitAudio(5, SOON);
                caller.press("1#");

                assertThat(probe.awaitEvent("DTMFEnd", SOON)).containsEntry("Digit", "1");
                assertThat(probe.awaitEvent("DTMFEnd", SOON)).containsEntry("Digit", "#");
            }
        }
    }

    @Test
    void reportsCauseOfPhoneThatRefuses() throws IOException {
        try (AmiProbe probe = asterisk.probe();
                SippPhone busy = SippPhone.start(asterisk, "1002", new PhoneBehaviour.IsBusy());
                SippPhone declining = SippPhone.start(asterisk, "1003", new PhoneBehaviour.Declines())) {
            dial(probe, "1002", "smoke-busy");
            assertThat(probe.awaitEvent("Hangup", leg -> "smoke-busy".equals(leg.get("Uniqueid")), SOON))
                    .containsEntry("Cause", "17");
            dial(probe, "1003", "smoke-declined");
            assertThat(probe.awaitEvent("Hangup", leg -> "smoke-declined".equals(leg.get("Uniqueid")), SOON))
                    .containsEntry("Cause", "21");
            assertThat(busy.rings() + declining.rings()).isEqualTo(2);
        }
    }

    private static void beat(AmiProbe probe) throws IOException {
        set(probe, "CORDBOARD_BEAT", Long.toString(Instant.now().getEpochSecond()));
    }

    private static void set(AmiProbe probe, String global, String value) throws IOException {
        assertThat(probe.act("Setvar", "Variable", global, "Value", value)).containsEntry("Response", "Success");
    }

    private static void lease(AmiProbe probe, String channel, String seconds) throws IOException {
        assertThat(probe.act("Setvar", "Channel", channel, "Variable", "TIMEOUT(absolute)", "Value", seconds))
                .containsEntry("Response", "Success");
    }

    private static void agi(AmiProbe probe, String channel, String command) throws IOException {
        probe.act("AGI", "Channel", channel, "Command", command, "CommandID", command);
        assertThat(probe.awaitEvent("AsyncAGIExec", done -> command.equals(done.get("CommandId")), SOON))
                .containsEntry("Result", "200%20result%3D0%0A");
    }

    private static void dial(AmiProbe probe, String station, String leg) throws IOException {
        Map<String, String> answer = probe.act(
                "Originate",
                "Channel",
                "PJSIP/" + station,
                "ChannelId",
                leg,
                "Context",
                "cordboard-leg",
                "Exten",
                "s",
                "Priority",
                "1",
                "Async",
                "true",
                "Timeout",
                "10000");
        assertThat(answer).containsEntry("Response", "Success");
    }

    private static String value(Map<String, String> event, String field) {
        return Objects.requireNonNull(event.get(field), field);
    }
}
