package org.cordboard.server.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.engine.Input;
import org.cordboard.protocol.AgentState;
import org.cordboard.protocol.AgentStatus;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage;
import org.cordboard.protocol.CloseCode;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.Event;
import org.cordboard.protocol.LegState;
import org.cordboard.protocol.Limits;
import org.cordboard.protocol.NoticeLevel;
import org.cordboard.protocol.ProtocolCodec;
import org.cordboard.protocol.ServerMessage.ProtocolError;
import org.cordboard.protocol.ServerMessage.SessionOpened;
import org.cordboard.protocol.ServerMessage.Snapshot;
import org.cordboard.protocol.WantedState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DesktopsTest {

    private static final long EPOCH = 1_790_000_123;
    private static final long SERVER_CLOCK = 1_790_000_200_000L;

    private final EngineSite site = new EngineSite(Runnable::run);
    private Desktops desktops = desktops(EPOCH);

    DesktopsTest() {
        site.starts(desktops);
    }

    /** Everybody's token is their name. */
    private Desktops desktops(long epoch) {
        return new Desktops(
                site,
                token -> List.of("anna", "bert", "zoe").contains(token)
                        ? Optional.of(new AgentId(token))
                        : Optional.empty(),
                () -> SERVER_CLOCK,
                epoch);
    }

    /** One connection and its desktop. */
    private final class Page {
        final FakeConnection connection = new FakeConnection();
        final Desktop desktop = desktops.connect(connection);

        Page says(ClientMessage message) {
            desktop.received(ProtocolCodec.encode(message));
            return this;
        }

        Page opens(String agent, String station) {
            return says(new ClientMessage.SessionOpen(agent, station));
        }

        Page resumes(String agent, SessionOpened session, long lastSeq) {
            return says(new ClientMessage.SessionResume(agent, session.sessionId(), session.epoch(), lastSeq));
        }

        SessionOpened session() {
            return connection.last(SessionOpened.class);
        }

        ErrorCode error() {
            return connection.last(ProtocolError.class).code();
        }
    }

    private Page open(String agent, String station) {
        return new Page().opens(agent, station);
    }

    // ---- opening

    @Test
    void opensASessionWithTheAgentsStateAndItsNumbering() {
        SessionOpened opened = open("anna", "101").session();
        assertThat(opened.epoch()).isEqualTo(EPOCH);
        assertThat(opened.seq()).isZero();
        assertThat(opened.resumed()).isFalse();
        assertThat(opened.agent().state()).isEqualTo(AgentState.NOT_READY);
        assertThat(opened.agent().station()).isEqualTo("101");
        assertThat(opened.agent().sinceAt()).isGreaterThan(EngineSite.WALL_CLOCK);
        assertThat(desktops.connected()).isEqualTo(1);
    }

    @Test
    void tellsADesktopThatComesWhichPbxIsNotReached() {
        site.linkChanges(false);
        Page page = open("anna", "101");
        assertThat(page.connection.sent(Event.LinkStateChanged.class))
                .containsExactly(new Event.LinkStateChanged(1, EngineSite.PBX.value(), false));
        site.linkChanges(true);
        assertThat(open("bert", "102").connection.sent(Event.LinkStateChanged.class))
                .isEmpty();
    }

    @Test
    void leavesTheConnectionForAnotherTryWhenTheStationIsNotKnown() {
        Page page = open("anna", "999");
        assertThat(page.error()).isEqualTo(ErrorCode.UNKNOWN_STATION);
        assertThat(page.connection.closed).isNull();
        assertThat(page.opens("anna", "101").session().agent().station()).isEqualTo("101");
    }

    @Test
    void refusesAStationThatAnotherAgentSitsAt() {
        open("bert", "101");
        Page page = open("anna", "101");
        assertThat(page.error()).isEqualTo(ErrorCode.STATION_IN_USE);
        assertThat(page.connection.last(ProtocolError.class).message()).contains("bert");
    }

    @Test
    void refusesSomebodyWhoIsNoAgentOfTheSite() {
        assertThat(open("zoe", "101").error()).isEqualTo(ErrorCode.UNKNOWN_AGENT);
    }

    @Test
    void closesAConnectionWhoseTokenIsNotGood() {
        Page page = open("mallory", "101");
        assertThat(page.error()).isEqualTo(ErrorCode.NOT_AUTHENTICATED);
        assertThat(page.connection.closed).isEqualTo(CloseCode.NOT_AUTHENTICATED);
    }

    @Test
    void refusesASecondOpeningOnTheSameConnection() {
        assertThat(open("anna", "101").opens("anna", "102").error()).isEqualTo(ErrorCode.ALREADY_OPEN);
    }

    @Test
    void refusesASecondOpeningWhileTheFirstIsNotAnswered() {
        site.holds();
        Page page = open("anna", "101").opens("anna", "102");
        assertThat(page.error()).isEqualTo(ErrorCode.ALREADY_OPEN);
        site.goesOn();
        assertThat(page.session().agent().station()).isEqualTo("101");
    }

    @Test
    void tellsTheEngineOfADesktopThatWentWhileItsSessionWasBeingOpened() {
        site.holds();
        Page page = open("anna", "101");
        page.desktop.closed();
        site.goesOn();
        assertThat(site.inputs(Input.DesktopLost.class)).hasSize(1);
        assertThat(desktops.connected()).isZero();
    }

    @Test
    void refusesToOpenWithASentenceWhileTheEngineIsBusy() {
        site.isBusy();
        Page page = open("anna", "101");
        assertThat(page.error()).isEqualTo(ErrorCode.BUSY);
        assertThat(page.connection.last(ProtocolError.class).message())
                .isEqualTo("The server has too much to do. Try again.");
    }

    @Test
    void opensAgainOnTheSameConnectionAfterALogout() {
        Page page = open("anna", "101").says(new ClientMessage.LogOut("c1")).opens("anna", "102");
        assertThat(page.connection.sent(SessionOpened.class)).hasSize(2);
        assertThat(page.session().agent().station()).isEqualTo("102");
    }

    // ---- commands

    @Test
    void answersACommandUnderItsId() {
        Page page = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        assertThat(page.connection.last(Answer.class)).isEqualTo(new Answer.Ok("c1"));
        assertThat(page.connection.last(Event.AgentStateChanged.class).agent().state())
                .isEqualTo(AgentState.READY);
    }

    @Test
    void refusesACommandWithItsCodeAndASentence() {
        Page page = open("anna", "101").says(new ClientMessage.EndWrapUp("c1"));
        assertThat(page.connection.last(Answer.class))
                .isEqualTo(new Answer.Refused("c1", ErrorCode.WRONG_STATE, "You are NOT_READY, not WRAP_UP."));
    }

    @Test
    void refusesCommandsForOffersAndCallsOfOthers() {
        Page anna = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        Page bert = open("bert", "102");
        site.calls("leg-1", "13800138000");
        String offer = anna.connection.last(Event.OfferMade.class).offer().offerId();
        String call = anna.connection.last(Event.OfferMade.class).offer().callId();
        bert.says(new ClientMessage.RejectOffer("b1", offer));
        assertThat(bert.connection.last(Answer.Refused.class).code()).isEqualTo(ErrorCode.NO_SUCH_OFFER);
        bert.says(new ClientMessage.HangUp("b2", call));
        assertThat(bert.connection.last(Answer.Refused.class).code()).isEqualTo(ErrorCode.NO_SUCH_CALL);
        bert.says(new ClientMessage.SetDisposition("b3", call, "SOLVED"));
        assertThat(bert.connection.last(Answer.Refused.class).code()).isEqualTo(ErrorCode.NO_SUCH_CALL);
    }

    @Test
    void answersPingBeforeAnySessionIsOpen() {
        Page page = new Page().says(new ClientMessage.Ping("p"));
        assertThat(page.connection.sent).containsExactly(new Answer.Pong("p", SERVER_CLOCK));
    }

    @Test
    void refusesOtherCommandsBeforeASessionIsOpen() {
        Page page = new Page().says(new ClientMessage.MakeReady("c1"));
        assertThat(page.connection.last(Answer.Refused.class).code()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    @Test
    void doesACommandSentTwiceOnceAndAnswersItTwice() {
        Page page = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        int told = page.connection.numbers().size();
        page.says(new ClientMessage.MakeNotReady("c2", "BREAK")).says(new ClientMessage.MakeReady("c1"));
        assertThat(page.connection.sent(Answer.Ok.class))
                .extracting(Answer.Ok::id)
                .containsExactly("c1", "c2", "c1");
        assertThat(page.connection.last(Event.AgentStateChanged.class).agent().state())
                .isEqualTo(AgentState.NOT_READY);
        assertThat(page.connection.numbers()).hasSize(told + 1);
    }

    @Test
    void doesNotMistakeACommandOfTheDesktopForItsOwn() {
        Page page = open("anna", "101").says(new ClientMessage.MakeReady("session.open"));
        assertThat(page.connection.last(Event.AgentStateChanged.class).agent().state())
                .isEqualTo(AgentState.READY);
    }

    @Test
    void refusesACommandWithASentenceWhileTheEngineIsBusy() {
        Page page = open("anna", "101");
        site.isBusy();
        page.says(new ClientMessage.MakeReady("c1"));
        assertThat(page.connection.last(Answer.class))
                .isEqualTo(new Answer.Refused("c1", ErrorCode.BUSY, "The server has too much to do. Try again."));
    }

    @Test
    void closesAConnectionWithItsTenthMalformedMessage() {
        Page page = open("anna", "101");
        for (int i = 1; i < Limits.MALFORMED_MESSAGES; i++) {
            page.desktop.received("{");
        }
        assertThat(page.connection.closed).isNull();
        page.desktop.received("{\"type\":\"agent.dance\",\"id\":\"x\"}");
        assertThat(page.connection.closed).isEqualTo(CloseCode.TOO_MANY_ERRORS);
        assertThat(page.connection.sent(ProtocolError.class)).hasSize(Limits.MALFORMED_MESSAGES - 1);
        assertThat(page.connection.last(Answer.Refused.class).code()).isEqualTo(ErrorCode.UNKNOWN_TYPE);
    }

    // ---- events

    @Test
    void showsTheCustomerBeforeThePhoneIsDialled() {
        Page page = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        site.calls("leg-1", "13800138000");
        site.phoneRings();
        List<Event> events = page.connection.sent(Event.class);
        int offer = index(events, Event.OfferMade.class);
        int dialled = index(events, Event.CallStateChanged.class);
        assertThat(offer).isBetween(0, dialled - 1);
        assertThat(((Event.CallStateChanged) events.get(dialled)).call().state())
                .isEqualTo(LegState.INITIATED);
        Event.OfferMade made = (Event.OfferMade) events.get(offer);
        assertThat(made.offer().customer()).isNotNull().satisfies(c -> assertThat(c.name())
                .isEqualTo("Ms Wei"));
        assertThat(Objects.requireNonNull(made.offer().explanation()).candidates())
                .hasSize(1);
        assertThat(made.offer().ivrPath()).containsExactly("who", "wait");
    }

    private static int index(List<Event> events, Class<? extends Event> type) {
        return events.indexOf(
                events.stream().filter(type::isInstance).findFirst().orElseThrow());
    }

    @Test
    void numbersTheEventsOfAWholeCallWithoutGaps() {
        Page page = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        talk("leg-1");
        site.phoneHangsUp();
        page.says(new ClientMessage.EndWrapUp("c2"));
        List<Long> numbers = page.connection.numbers();
        assertThat(numbers)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, numbers.size()).boxed().toList());
        assertThat(page.connection.sent(Event.CallEnded.class)).hasSize(1);
        assertThat(page.connection.sent(Event.AgentStateChanged.class))
                .extracting(e -> e.agent().state())
                .containsSubsequence(
                        AgentState.READY, AgentState.RESERVED, AgentState.BUSY, AgentState.WRAP_UP, AgentState.READY);
    }

    private void talk(String leg) {
        site.calls(leg, "13800138000");
        site.phoneRings();
        site.phoneAnswers(leg);
    }

    @Test
    void tellsTheAgentAndNobodyElseThatThePbxDidNotPutTheCallerOnHold() {
        Page anna = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        Page bert = open("bert", "102");
        talk("leg-1");
        String call = anna.connection.last(Event.CallStateChanged.class).call().callId();
        // This PBX says that all is done, and does nothing.
        anna.says(new ClientMessage.Hold("c2", call));
        assertThat(anna.connection.last(Answer.class)).isEqualTo(new Answer.Ok("c2"));
        assertThat(anna.connection.last(Event.Notice.class).level()).isEqualTo(NoticeLevel.WARNING);
        assertThat(bert.connection.sent(Event.Notice.class)).isEmpty();
    }

    @Test
    void tellsEachAgentAtWorkOnTheCallWhatOneOfThemSetsOnIt() {
        Page anna = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        Page bert = open("bert", "102");
        talk("leg-1");
        String call = anna.connection.last(Event.CallStateChanged.class).call().callId();
        anna.says(new ClientMessage.SetCallData("c2", call, "topic", "<b>delivery</b>"));
        assertThat(anna.connection.last(Event.CallDataChanged.class))
                .returns("topic", Event.CallDataChanged::name)
                .returns("<b>delivery</b>", Event.CallDataChanged::value)
                .returns("anna", Event.CallDataChanged::by);
        assertThat(bert.connection.sent(Event.CallDataChanged.class)).isEmpty();
        anna.says(new ClientMessage.SetCallData("c3", call, "to whom?", "x"));
        assertThat(anna.connection.last(Answer.Refused.class).code()).isEqualTo(ErrorCode.INVALID_FIELD);
    }

    @Test
    void showsTheCallsDataToTheNextAgentAndInASnapshot() {
        Page anna = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        talk("leg-1");
        String call = anna.connection.last(Event.CallStateChanged.class).call().callId();
        anna.says(new ClientMessage.SetCallData("c2", call, "topic", "delivery"));
        Page again = open("anna", "101");
        Snapshot snapshot = again.connection.last(Snapshot.class);
        assertThat(snapshot.offer()).isNotNull().satisfies(offer -> assertThat(offer.data())
                .isEqualTo(Map.of("topic", "delivery")));
        desktops = desktops(EPOCH + 60);
        site.starts(desktops);
        Page after = new Page().resumes("anna", again.session(), 0);
        assertThat(after.connection.last(Snapshot.class).offer()).isEqualTo(snapshot.offer());
    }

    // ---- supervision

    private static final Set<AgentId> ANNA_ALONE = Set.of(new AgentId("anna"));

    private static final class Rights implements Supervision {
        final List<String> notes = new ArrayList<>();

        @Override
        public CompletionStage<Oversight> of(AgentId login) {
            boolean leads = login.value().equals("bert");
            return CompletableFuture.completedFuture(new Oversight(leads, ANNA_ALONE, leads, ANNA_ALONE));
        }

        @Override
        public CompletionStage<Audience> audience(AgentId login, @Nullable String queue, @Nullable String unit) {
            return CompletableFuture.completedFuture(
                    "nowhere".equals(queue)
                            ? new Audience(Audience.Found.NO_SUCH_QUEUE, List.of())
                            : "nowhere".equals(unit)
                                    ? new Audience(Audience.Found.NO_SUCH_UNIT, List.of())
                                    : login.value().equals("bert")
                                            ? new Audience(Audience.Found.YES, List.of(new AgentId("anna")))
                                            : Audience.FORBIDDEN);
        }

        @Override
        public void noteNotice(AgentId by, String detail) {
            notes.add(by + " tells: " + detail);
        }

        @Override
        public void note(AgentId by, AgentId agent, String action, String detail) {
            notes.add(by + " " + action + " of " + agent + ": " + detail);
        }
    }

    private static ClientMessage.SetAgentState set(String id, String agent, WantedState state) {
        return new ClientMessage.SetAgentState(id, agent, state, state == WantedState.NOT_READY ? "TRAINING" : null);
    }

    @Test
    void letsASupervisorSetTheStateOfAnAgentWhoseScreenSaysByWhom() {
        Rights rights = new Rights();
        desktops.supervisedBy(rights);
        Page anna = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        Page bert = open("bert", "102").says(set("c1", "anna", WantedState.NOT_READY));
        assertThat(bert.connection.last(Answer.class)).isEqualTo(new Answer.Ok("c1"));
        assertThat(anna.connection.last(Event.AgentStateChanged.class).agent())
                .returns(AgentState.NOT_READY, AgentStatus::state)
                .returns("TRAINING", AgentStatus::reason)
                .returns("bert", AgentStatus::setBy);
        anna.says(new ClientMessage.MakeReady("c2"));
        assertThat(anna.connection.last(Event.AgentStateChanged.class).agent().setBy())
                .isNull();
        talk("leg-1");
        bert.says(set("c2", "anna", WantedState.LOGGED_OUT));
        assertThat(anna.connection.last(Event.AgentStateChanged.class).agent().pending())
                .isEqualTo(new AgentStatus.Pending(AgentState.LOGGED_OUT, null, "bert"));
        site.phoneHangsUp();
        anna.says(new ClientMessage.EndWrapUp("c3"));
        assertThat(anna.connection.last(Event.AgentStateChanged.class).agent())
                .returns(AgentState.LOGGED_OUT, AgentStatus::state)
                .returns("bert", AgentStatus::setBy);
        assertThat(rights.notes)
                .containsExactly("bert set state of anna: NOT_READY (TRAINING)", "bert set state of anna: LOGGED_OUT");
    }

    @Test
    void letsNobodySetTheStateOfAnAgentWhomTheyDoNotLead() {
        Page anna = open("anna", "101");
        assertThat(refusal(anna, set("c1", "bert", WantedState.READY))).isEqualTo(ErrorCode.FORBIDDEN);
        Rights rights = new Rights();
        desktops.supervisedBy(rights);
        assertThat(refusal(anna, set("c2", "bert", WantedState.READY))).isEqualTo(ErrorCode.FORBIDDEN);
        Page bert = open("bert", "102");
        assertThat(refusal(bert, set("c1", "zoe", WantedState.READY))).isEqualTo(ErrorCode.UNKNOWN_AGENT);
        ClientMessage.SetAgentState without =
                new ClientMessage.SetAgentState("c2", "anna", WantedState.NOT_READY, null);
        assertThat(refusal(bert, without)).isEqualTo(ErrorCode.INVALID_FIELD);
        anna.says(new ClientMessage.LogOut("c3"));
        assertThat(refusal(bert, set("c3", "anna", WantedState.READY))).isEqualTo(ErrorCode.AGENT_NOT_LOGGED_IN);
        assertThat(rights.notes).isEmpty();
    }

    @Test
    void tellsThoseWhomANoticeIsForAndThoseWhoComeWhileItHolds() {
        Rights rights = new Rights();
        desktops.supervisedBy(rights);
        Page bert = open("bert", "102");
        bert.says(new ClientMessage.GiveNotice("c2", "Twenty callers wait.", null, null, 86_400_000));
        bert.says(new ClientMessage.GiveNotice("c3", "Gone by now.", null, null, 0));
        Page anna = open("anna", "101");
        assertThat(anna.connection.sent(Event.Notice.class))
                .singleElement()
                .returns(Event.Notice.SUPERVISOR, Event.Notice::code)
                .returns("bert: Twenty callers wait.", Event.Notice::text)
                .satisfies(notice -> assertThat(notice.parameters())
                        .containsEntry("by", "bert")
                        .containsEntry("text", "Twenty callers wait."));
        bert.says(new ClientMessage.GiveNotice("c4", "One more.", "vip", null, 1000));
        assertThat(anna.connection.last(Event.Notice.class).text()).isEqualTo("bert: One more.");
        assertThat(bert.connection.sent(Event.Notice.class)).isEmpty();
        assertThat(rights.notes)
                .containsExactly(
                        "bert tells: Twenty callers wait.", "bert tells: Gone by now.", "bert tells: One more.");
    }

    @Test
    void tellsNothingToThoseWhomTheSenderDoesNotLead() {
        desktops.supervisedBy(new Rights());
        Page anna = open("anna", "101");
        assertThat(refusal(anna, new ClientMessage.GiveNotice("c1", "x", null, null, 0)))
                .isEqualTo(ErrorCode.FORBIDDEN);
        assertThat(refusal(anna, new ClientMessage.GiveNotice("c2", "x", "nowhere", null, 0)))
                .isEqualTo(ErrorCode.UNKNOWN_QUEUE);
        assertThat(refusal(anna, new ClientMessage.GiveNotice("c3", "x", null, "nowhere", 0)))
                .isEqualTo(ErrorCode.UNKNOWN_UNIT);
        Page bert = open("bert", "102");
        for (int i = 0; i < 5; i++) {
            bert.says(new ClientMessage.GiveNotice("c" + i, "x", null, null, 0));
        }
        assertThat(refusal(bert, new ClientMessage.GiveNotice("c6", "x", null, null, 0)))
                .isEqualTo(ErrorCode.TOO_MANY_NOTICES);
    }

    private static final class Line implements LiveFigures {
        int waiting;

        @Override
        public List<Queue> queues() {
            return List.of(new Queue(new QueueId("vip"), waiting, waiting == 0 ? 0 : SERVER_CLOCK - 700, 1));
        }

        @Override
        public List<AgentId> agents() {
            return List.of(new AgentId("anna"), new AgentId("bert"));
        }
    }

    @Test
    void showsTheFloorToWhoSubscribesAndThenWhatChanges() {
        Line line = new Line();
        desktops.supervisedBy(new Rights());
        desktops.shows(line);
        Page anna = open("anna", "101");
        Page bert = open("bert", "102").says(new ClientMessage.Subscribe("c1"));
        assertThat(bert.connection.last(Answer.class)).isEqualTo(new Answer.Ok("c1"));
        Event.FloorChanged first = bert.connection.last(Event.FloorChanged.class);
        assertThat(first.whole()).isTrue();
        assertThat(first.agents())
                .extracting(AgentStatus::agentId, AgentStatus::state)
                .containsExactly(tuple("anna", AgentState.NOT_READY));
        assertThat(bert.connection.last(Event.QueueStateChanged.class))
                .returns("vip", Event.QueueStateChanged::queueId)
                .returns(0L, Event.QueueStateChanged::longestWaitMs);

        anna.says(new ClientMessage.MakeReady("c1")).says(new ClientMessage.MakeNotReady("c2", "LUNCH"));
        line.waiting = 2;
        assertThat(bert.connection.sent(Event.FloorChanged.class)).hasSize(1);
        desktops.tellWatchers();
        desktops.tellWatchers();
        assertThat(bert.connection.sent(Event.FloorChanged.class)).hasSize(2);
        Event.FloorChanged second = bert.connection.last(Event.FloorChanged.class);
        assertThat(second.whole()).isFalse();
        assertThat(second.agents()).extracting(AgentStatus::reason).containsExactly("LUNCH");
        assertThat(bert.connection.last(Event.QueueStateChanged.class))
                .returns(2, Event.QueueStateChanged::waiting)
                .returns(700L, Event.QueueStateChanged::longestWaitMs);
        assertThat(anna.connection.sent(Event.FloorChanged.class)).isEmpty();

        bert.says(new ClientMessage.Unsubscribe("c2"));
        anna.says(new ClientMessage.MakeReady("c3"));
        desktops.tellWatchers();
        assertThat(bert.connection.sent(Event.FloorChanged.class)).hasSize(2);
    }

    @Test
    void goesOnShowingTheFloorToASessionThatIsResumed() {
        desktops.supervisedBy(new Rights());
        desktops.shows(new Line());
        Page anna = open("anna", "101");
        Page before = open("bert", "102").says(new ClientMessage.Subscribe("c1"));
        long seen = before.connection.numbers().getLast();
        before.desktop.closed();
        anna.says(new ClientMessage.MakeReady("c1"));
        desktops.tellWatchers();
        Page after = new Page().resumes("bert", before.session(), seen);
        assertThat(after.session().resumed()).isTrue();
        assertThat(after.connection.sent(Event.FloorChanged.class)).isEmpty();
        desktops.tellWatchers();
        assertThat(after.connection.last(Event.FloorChanged.class))
                .returns(false, Event.FloorChanged::whole)
                .satisfies(e ->
                        assertThat(e.agents()).extracting(AgentStatus::state).containsExactly(AgentState.READY));
        Page again = new Page().resumes("bert", before.session(), 999);
        desktops.tellWatchers();
        assertThat(again.connection.last(Event.FloorChanged.class).whole()).isTrue();
    }

    @Test
    void showsTheFloorToNobodyElse() {
        desktops.shows(new Line());
        Page anna = open("anna", "101");
        assertThat(refusal(anna, new ClientMessage.Subscribe("c1"))).isEqualTo(ErrorCode.FORBIDDEN);
        desktops.supervisedBy(new Rights());
        Page bert = open("bert", "102").says(new ClientMessage.Subscribe("c1"));
        bert.says(new ClientMessage.LogOut("c2"));
        assertThat(refusal(bert, new ClientMessage.Subscribe("c3"))).isEqualTo(ErrorCode.NOT_LOGGED_IN);
        desktops.tellWatchers();
        bert.opens("bert", "102");
        anna.says(new ClientMessage.MakeReady("c2"));
        desktops.tellWatchers();
        assertThat(bert.connection.sent(Event.FloorChanged.class)).hasSize(1);
    }

    private static ErrorCode refusal(Page page, ClientMessage message) {
        return page.says(message).connection.last(Answer.Refused.class).code();
    }

    // ---- resuming

    @Test
    void replaysWhatADesktopMissed() {
        Page before = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        long seen = before.connection.numbers().getLast();
        before.desktop.closed();
        site.calls("leg-1", "13800138000");
        site.linkChanges(false);
        Page after = new Page().resumes("anna", before.session(), seen);
        assertThat(after.session().resumed()).isTrue();
        assertThat(after.connection.sent(Snapshot.class)).isEmpty();
        assertThat(after.connection.numbers().getFirst()).isEqualTo(seen + 1);
        assertThat(after.connection.numbers())
                .isSorted()
                .doesNotHaveDuplicates()
                .contains(after.session().seq());
        assertThat(after.connection.sent(Event.LinkStateChanged.class)).hasSize(1);
    }

    @Test
    void turnsAResumeDownWithTheCodesThatTheProtocolsPageNames() throws IOException {
        SessionOpened session = open("anna", "101").session();
        Page bert = open("bert", "102");
        Set<String> codes = new TreeSet<>();
        for (Page refused : List.of(
                new Page().resumes("mallory", session, 0),
                new Page().says(new ClientMessage.SessionResume("anna", "gone", session.epoch(), 0)),
                bert.resumes("bert", bert.session(), 0))) {
            codes.add("`" + refused.error() + "`");
        }

        String page = Files.readString(Path.of("../docs/PROTOCOL.md"));
        String section = page.substring(page.indexOf("### session.resume"));
        String line = section.lines()
                .filter(l -> l.startsWith("Turned down with: "))
                .findFirst()
                .orElseThrow();
        assertThat(line.replace("Turned down with: ", "").replace(".", "").split(", "))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void sendsASnapshotWhenNotAllIsRememberedAnyMore() {
        Page before = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        for (int i = 0; i <= Session.REMEMBERED; i++) {
            site.linkChanges(i % 2 == 0);
            site.linkChanges(i % 2 != 0);
        }
        Page after = new Page().resumes("anna", before.session(), 1);
        assertThat(after.session().resumed()).isFalse();
        Snapshot snapshot = after.connection.last(Snapshot.class);
        assertThat(snapshot.seq()).isEqualTo(after.session().seq());
        assertThat(snapshot.agent().state()).isEqualTo(AgentState.READY);
    }

    @Test
    void sendsASnapshotWhenADesktopHasSeenMoreThanThereWas() {
        Page before = open("anna", "101");
        Page after = new Page().resumes("anna", before.session(), 99);
        assertThat(after.session().resumed()).isFalse();
        assertThat(after.connection.sent(Snapshot.class)).hasSize(1);
    }

    @Test
    void sendsASnapshotOfTheCallAfterTheServerWasRestarted() {
        Page before = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        talk("leg-1");
        desktops = desktops(EPOCH + 60);
        site.starts(desktops);
        site.tell(new Input.DesktopLost(
                new AgentId("anna"), new SessionId(before.session().sessionId())));
        Page after = new Page().resumes("anna", before.session(), 3);
        assertThat(after.session().resumed()).isFalse();
        assertThat(after.session().epoch()).isEqualTo(EPOCH + 60);
        Snapshot snapshot = after.connection.last(Snapshot.class);
        assertThat(snapshot.agent().state()).isEqualTo(AgentState.BUSY);
        assertThat(snapshot.call()).isNotNull().satisfies(c -> assertThat(c.state())
                .isEqualTo(LegState.CONNECTED));
        assertThat(snapshot.offer()).isNotNull();
        assertThat(site.inputs(Input.DesktopLost.class)).hasSize(1);
        assertThat(site.inputs(Input.DesktopReturned.class)).hasSize(1);
        site.phoneHangsUp();
        assertThat(after.connection.numbers().getFirst()).isEqualTo(snapshot.seq() + 1);
    }

    @Test
    void doesNotTakeNumbersOfAnEarlierRunForItsOwn() {
        Page before = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        SessionOpened old = before.session();
        Page after = new Page().says(new ClientMessage.SessionResume("anna", old.sessionId(), old.epoch() - 1, 1));
        assertThat(after.session().resumed()).isFalse();
        assertThat(after.connection.sent(Snapshot.class)).hasSize(1);
        assertThat(before.connection.closed).isEqualTo(CloseCode.SESSION_REPLACED);
    }

    @Test
    void refusesToResumeASessionThatIsOver() {
        Page before = open("anna", "101").says(new ClientMessage.LogOut("c1"));
        Page after = new Page().resumes("anna", before.session(), 1);
        assertThat(after.error()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
        assertThat(after.connection.closed).isNull();
    }

    @Test
    void refusesToResumeTheSessionOfAnother() {
        SessionOpened ofAnna = open("anna", "101").session();
        open("bert", "102");
        Page page = new Page().resumes("bert", ofAnna, 0);
        assertThat(page.error()).isEqualTo(ErrorCode.SESSION_NOT_OPEN);
    }

    // ---- connections that end

    @Test
    void closesTheOldConnectionOfASeatThatIsTakenOver() {
        Page old = open("anna", "101").says(new ClientMessage.MakeReady("c1"));
        talk("leg-1");
        Page young = open("anna", "101");
        assertThat(old.connection.closed).isEqualTo(CloseCode.SESSION_REPLACED);
        assertThat(young.session().agent().state()).isEqualTo(AgentState.BUSY);
        assertThat(young.connection.sent(Snapshot.class)).hasSize(1);
        old.desktop.closed();
        assertThat(site.inputs(Input.DesktopLost.class)).isEmpty();
        site.phoneHangsUp();
        assertThat(young.connection.last(Event.AgentStateChanged.class).agent().state())
                .isEqualTo(AgentState.WRAP_UP);
    }

    @Test
    void tellsTheEngineOfALostDesktopOnce() {
        Page page = open("anna", "101");
        page.desktop.closed();
        page.desktop.closed();
        assertThat(site.inputs(Input.DesktopLost.class)).hasSize(1);
        assertThat(desktops.connected()).isZero();
    }

    @Test
    void tellsTheEngineOfADesktopThatIsBack() {
        Page page = open("anna", "101");
        page.desktop.closed();
        Page again = new Page().resumes("anna", page.session(), 0);
        assertThat(site.inputs(Input.DesktopReturned.class)).hasSize(1);
        assertThat(again.connection.last(Event.AgentStateChanged.class).agent().connectionLost())
                .isFalse();
    }

    @Test
    void closesAtTheDesktopsWishAndKeepsTheSeat() {
        Page page = open("anna", "101").says(new ClientMessage.SessionClose());
        page.desktop.closed();
        assertThat(page.connection.closed).isEqualTo(CloseCode.NORMAL);
        assertThat(site.inputs(Input.DesktopLost.class)).hasSize(1);
        assertThat(new Page()
                        .resumes("anna", page.session(), 0)
                        .session()
                        .agent()
                        .station())
                .isEqualTo("101");
    }

    @Test
    void hasNothingToTellOfADesktopWhoseAgentLoggedOut() {
        Page page = open("anna", "101").says(new ClientMessage.LogOut("c1"));
        page.desktop.closed();
        assertThat(site.inputs(Input.DesktopLost.class)).isEmpty();
        assertThat(site.inputs(Input.AgentCommanded.class))
                .extracting(Input.AgentCommanded::what)
                .hasAtLeastOneElementOfType(AgentCommand.LogOut.class);
    }
}
