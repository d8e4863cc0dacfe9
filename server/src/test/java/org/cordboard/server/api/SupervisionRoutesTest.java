package org.cordboard.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.cordboard.crm.store.AuditLog;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.PendingState;
import org.cordboard.cti.call.CallId;
import org.cordboard.cti.engine.Input;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.SupervisorCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How supervisors move callers; the engine's part is not here. */
@Timeout(120)
class SupervisionRoutesTest {

    private static final String MOVE = "/api/v1/queues/vip/waiting/n-1-4/move";

    private final ApiSite site = new ApiSite();

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> move(String path, String body) throws Exception {
        return site.send("supervisor", "POST", path, body, "Content-Type", "application/json");
    }

    @Test
    void commandsTheMoveAndNotesWhoDidIt() throws Exception {
        HttpResponse<String> moved = move(MOVE, "{\"queue\":\"general\",\"toHead\":true}");

        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        assertThat(site.commanded)
                .containsExactly(new Input.SupervisorCommanded(
                        "supervisor",
                        new SupervisorCommand.MoveCaller(new CallId("n-1-4"), new QueueId("general"), true)));
        assertThat(new AuditLog(site.database).of("call", "n-1-4", 10))
                .extracting(entry -> entry.actor() + ": " + entry.action() + " " + entry.detail())
                .containsExactly("supervisor: move from vip to general, first in line");
    }

    @Test
    void tellsWhatTheEngineRefusedAndNotesNothing() throws Exception {
        site.supervisorsReply = new Reply.Refused(Refusal.WRONG_STATE, "It rings at an agent already.");
        assertThat(move(MOVE, "{\"toHead\":true}").statusCode()).isEqualTo(409);
        site.supervisorsReply = new Reply.Refused(Refusal.UNKNOWN_QUEUE, "There is none.");
        assertThat(move(MOVE, "{\"queue\":\"nowhere\"}").body()).contains("BAD_VALUE", "no such queue");
        site.supervisorsReply = new Reply.Refused(Refusal.NO_SUCH_CALL, "It has gone.");
        assertThat(move(MOVE, "{\"toHead\":true}").statusCode()).isEqualTo(404);

        assertThat(new AuditLog(site.database).of("call", "n-1-4", 10)).isEmpty();
    }

    private HttpResponse<String> force(String asker, String agent, String body) throws Exception {
        return site.send(asker, "POST", "/api/v1/agents/" + agent + "/state", body, "Content-Type", "application/json");
    }

    @Test
    void setsTheStateOfAnAgentAndNotesWhoDidIt() throws Exception {
        HttpResponse<String> set = force("supervisor", "agent", "{\"state\":\"NOT_READY\",\"reason\":\"TRAINING\"}");

        assertThat(set.statusCode()).as(set.body()).isEqualTo(200);
        assertThat(site.commanded)
                .containsExactly(new Input.SupervisorCommanded(
                        "supervisor",
                        new SupervisorCommand.ForceState(new AgentId("agent"), new PendingState.NotReady("TRAINING"))));
        assertThat(new AuditLog(site.database).of("agent", "agent", 10))
                .extracting(entry -> entry.actor() + ": " + entry.action() + " " + entry.detail())
                .containsExactly("supervisor: set state NOT_READY (TRAINING)");
    }

    @Test
    void setsNoStateOutsideOfTheAskersUnitsAndNoneThatCannotBe() throws Exception {
        String ready = "{\"state\":\"READY\"}";
        assertThat(force("supervisor-north", "agent-south", ready).body()).contains("NO_SUCH_AGENT");
        assertThat(force("agent", "other", ready).statusCode()).isEqualTo(403);
        site.commanded.clear();
        for (String body : List.of(
                "{}",
                "{\"state\":\"BUSY\"}",
                "{\"state\":\"NOT_READY\"}",
                "{\"state\":\"READY\",\"reason\":\"x\"}",
                "{\"state\":\"NOT_READY\",\"reason\":\"two\\nlines\"}")) {
            assertThat(force("supervisor", "agent", body).body()).as(body).contains("BAD_VALUE");
        }
        assertThat(site.commanded).isEmpty();
        site.supervisorsReply = new Reply.Refused(Refusal.AGENT_NOT_LOGGED_IN, "Not there.");
        assertThat(force("supervisor", "agent", ready).body()).contains("AGENT_NOT_LOGGED_IN");
        site.supervisorsReply = new Reply.Refused(Refusal.UNKNOWN_AGENT, "No such agent.");
        assertThat(force("supervisor", "agent", ready).statusCode()).isEqualTo(404);
        assertThat(new AuditLog(site.database).of("agent", "agent", 10)).isEmpty();
    }

    private HttpResponse<String> tell(String asker, String body) throws Exception {
        return site.send(asker, "POST", "/api/v1/notices", body, "Content-Type", "application/json");
    }

    @Test
    void givesANoticeToThoseWhomTheAskerLeads() throws Exception {
        HttpResponse<String> all = tell("supervisor", "{\"text\":\"Twenty callers wait.\"}");
        assertThat(all.statusCode()).as(all.body()).isEqualTo(200);
        tell("supervisor", "{\"text\":\"x\",\"queue\":\"general\",\"holdsMillis\":0}");
        tell("supervisor-north", "{\"text\":\"x\",\"unit\":\"north-1\"}");
        tell("supervisor-north", "{\"text\":\"x\",\"queue\":\"vip\"}");
        assertThat(site.commanded)
                .extracting(command -> (SupervisorCommand.GiveNotice) command.what())
                .satisfiesExactly(
                        first -> {
                            assertThat(first.to()).isNull();
                            assertThat(first.holds()).isEqualTo(Duration.ofMinutes(10));
                        },
                        second -> assertThat(second.to()).containsExactly(new AgentId("other")),
                        third -> assertThat(third.to()).contains(new AgentId("agent-north-1")),
                        fourth -> assertThat(fourth.to()).isEmpty());
        assertThat(new AuditLog(site.database).of("site", "", 10)).hasSize(4);
    }

    @Test
    void givesNoNoticeThatCannotBe() throws Exception {
        assertThat(tell("agent", "{\"text\":\"x\"}").statusCode()).isEqualTo(403);
        for (String body : List.of(
                "{}",
                "{\"text\":\"\"}",
                "{\"text\":\"two\\nlines\"}",
                "{\"text\":\"x\",\"holdsMillis\":-1}",
                "{\"text\":\"x\",\"holdsMillis\":9223372036854775807}",
                "{\"text\":\"x\",\"queue\":\"nowhere\"}",
                "{\"text\":\"x\",\"queue\":\" \"}",
                "{\"text\":\"x\",\"unit\":\"nowhere\"}")) {
            assertThat(tell("supervisor", body).body()).as(body).contains("BAD_VALUE");
        }
        assertThat(tell("supervisor-north", "{\"text\":\"x\",\"unit\":\"south\"}")
                        .body())
                .contains("BAD_VALUE");
        assertThat(site.commanded).isEmpty();
        site.supervisorsReply = new Reply.Refused(Refusal.TOO_MANY_NOTICES, "Wait a little.");
        assertThat(tell("supervisor", "{\"text\":\"x\"}").statusCode()).isEqualTo(429);
    }

    @Test
    void movesNobodyWhoDoesNotWaitThereAndNobodyToWhereTheyAre() throws Exception {
        assertThat(move("/api/v1/queues/general/waiting/n-1-4/move", "{\"toHead\":true}")
                        .body())
                .contains("NO_SUCH_CALLER");
        assertThat(move(MOVE, "{\"queue\":\"vip\"}").body()).contains("BAD_VALUE", "toHead");
        assertThat(move(MOVE, "{\"to\":\"vip\"}").statusCode()).isEqualTo(400);

        assertThat(site.commanded).isEmpty();
    }
}
