package org.cordboard.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordboard.system.ContractSite.ANNA;
import static org.cordboard.system.ContractSite.FIRST_DESK;

import java.time.Duration;
import java.util.List;
import org.cordboard.protocol.Answer;
import org.cordboard.protocol.ClientMessage.PauseRecording;
import org.cordboard.protocol.ClientMessage.StartRecording;
import org.cordboard.protocol.ErrorCode;
import org.cordboard.protocol.RecordingState;
import org.junit.jupiter.api.Test;

/** Recordings that agents make of a talk, and what is heard in them. */
abstract class RecordingJourneys extends ConsultJourneys {

    /** Long enough to be told apart in a recording. */
    private static final Duration WHILE = Duration.ofMillis(1_500);

    @Test
    void recordsWhatIsSaidAndNothingOfWhatIsSaidInAPause() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = speaking(anna, phone);
        String recording = anna.callId() + "-1";
        recordForAWhile(anna);

        anna.pauseRecording();
        awaitRecording(anna, RecordingState.PAUSED);
        assertThat(anna.ask(new PauseRecording(anna.nextId(), anna.callId())))
                .isInstanceOfSatisfying(Answer.Refused.class, refused -> assertThat(refused.code())
                        .isEqualTo(ErrorCode.WRONG_STATE));
        pass(WHILE);
        anna.resumeRecording();
        awaitRecording(anna, RecordingState.RUNNING);
        pass(WHILE);
        anna.stopRecording();
        awaitRecording(anna, RecordingState.NONE);
        await("the file is complete", () -> world.heardIn(recording).equals(List.of(true, false, true)));

        finish(customer, anna);
        assertThat(onlyRecord().recordings()).containsExactly(recording);
    }

    @Test
    void recordsOnOverHoldAndALostLinkUntilTheCustomerIsGone() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = speaking(anna, phone);
        String recording = anna.callId() + "-1";
        recordForAWhile(anna);
        anna.pauseRecording();
        awaitRecording(anna, RecordingState.PAUSED);
        pass(WHILE);

        world.cutLink();
        awaitLink(anna, false);
        pass(GAP);
        world.mendLink();
        awaitLink(anna, true);
        assertThat(anna.recording()).isEqualTo(RecordingState.PAUSED);
        hold(anna, customer, phone);
        anna.retrieve();
        talking(customer, anna, phone);
        anna.resumeRecording();
        awaitRecording(anna, RecordingState.RUNNING);
        pass(WHILE);

        customer.hangUp();
        awaitRecording(anna, RecordingState.NONE);
        wrapUp(anna, SOON);
        await("the file is complete", () -> world.heardIn(recording).equals(List.of(true, false, true)));
        assertThat(onlyRecord().recordings()).containsExactly(recording);
    }

    @Test
    void recordsASecondTimeIntoAFileOfItsOwn() {
        DeskPhone phone = phone(FIRST_DESK, ANSWERS);
        Seat anna = readySeat(ANNA, FIRST_DESK);
        CustomerCall customer = speaking(anna, phone);
        String call = anna.callId();
        recordForAWhile(anna);
        assertThat(anna.ask(new StartRecording(anna.nextId(), call))).isInstanceOf(Answer.Refused.class);
        anna.stopRecording();
        awaitRecording(anna, RecordingState.NONE);
        recordForAWhile(anna);
        finish(customer, anna);
        assertThat(onlyRecord().recordings()).containsExactly(call + "-1", call + "-2");
        await(
                "both are there",
                () -> world.heardIn(call + "-1").equals(List.of(true))
                        && world.heardIn(call + "-2").equals(List.of(true)));
    }

    private void recordForAWhile(Seat seat) {
        seat.record();
        awaitRecording(seat, RecordingState.RUNNING);
        pass(WHILE);
    }

    private void awaitRecording(Seat seat, RecordingState state) {
        await("the screen says " + state, () -> seat.recording() == state);
    }
}
