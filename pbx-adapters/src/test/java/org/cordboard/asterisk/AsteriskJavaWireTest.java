package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.ManagerConnection;
import org.asteriskjava.manager.SendActionCallback;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.ManagerAction;
import org.cordboard.asterisk.AmiWire.NotOpened;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class AsteriskJavaWireTest {

    private static final AsteriskSettings SETTINGS =
            AsteriskSettings.of(MachineBench.PBX, "pbx.example", 5038, "cordboard", "s3cret");

    private final ManagerConnection connection = mock(ManagerConnection.class);
    private final AtomicInteger drops = new AtomicInteger();
    private final AsteriskJavaWire wire = new AsteriskJavaWire(SETTINGS, connection, drops::incrementAndGet);

    private NotOpened openFails(Exception e) throws Exception {
        doThrow(e).when(connection).login(anyString());
        return catchThrowableOfType(NotOpened.class, wire::open);
    }

    @Test
    void asksOnlyForTheEventClassesItNeeds() throws Exception {
        wire.open();
        verify(connection).login("call,agi,dtmf,system");
    }

    @Test
    void givesHeadersToTheActionBuilderInTheirOrderAndRepeated() throws Exception {
        AmiAction action = AmiAction.named("Originate")
                .with("Channel", "PJSIP/1001")
                .with("Variable", "A=1")
                .with("Variable", "B=2")
                .with("ActionID", "cb-7");
        wire.send(action);
        ArgumentCaptor<ManagerAction> sent = ArgumentCaptor.forClass(ManagerAction.class);
        verify(connection).sendAction(sent.capture(), isNull(SendActionCallback.class));
        AsteriskJavaAction java = (AsteriskJavaAction) sent.getValue();
        assertThat(java.getAction()).isEqualTo("Originate");
        assertThat(java.getActionId()).isEqualTo("cb-7");
        assertThat(java.getAttributes().entrySet())
                .extracting(Object::toString)
                .containsExactly("Channel=PJSIP/1001", "Variable=A=1", "Variable=B=2");
    }

    @Test
    void takesARefusedUserForHopelessAndNamesIt() throws Exception {
        NotOpened refused = openFails(new AuthenticationFailedException("Authentication failed"));
        assertThat(refused.isHopeless()).isTrue();
        assertThat(refused).hasMessageContaining("'cordboard'").hasMessageContaining("manager.conf");
        assertThat(refused.getMessage()).doesNotContain("s3cret");
        assertThat(drops).hasValue(1);
    }

    @Test
    void takesALoginWithoutAnswerForAPassingTrouble() throws Exception {
        NotOpened cause =
                openFails(new AuthenticationFailedException("Unable to send login action", new IOException("x")));
        assertThat(cause.isHopeless()).isFalse();
    }

    @Test
    void saysThatAnAddressDoesNotAnswer() throws Exception {
        assertThat(openFails(new TimeoutException("t"))).hasMessageContaining("pbx.example:5038 does not answer");
        assertThat(openFails(new IOException("Connection refused"))).hasMessageContaining("Connection refused");
        assertThat(openFails(new IllegalStateException("closed"))).hasMessageContaining("closed");
    }

    @Test
    void turnsAConnectionThatIsGoneIntoAnIoException() throws Exception {
        doThrow(new IllegalStateException("not connected"))
                .when(connection)
                .sendAction(any(ManagerAction.class), isNull(SendActionCallback.class));
        assertThatThrownBy(() -> wire.send(AmiAction.named("Ping"))).isInstanceOf(IOException.class);
    }

    @Test
    void dropsTheSocketWhenThereIsNothingToLogOffFrom() {
        doThrow(new IllegalStateException("not connected")).when(connection).logoff();
        wire.close();
        assertThat(drops).hasValue(1);
    }

    @Test
    void hidesTheSecret() {
        assertThat(SETTINGS.toString()).doesNotContain("s3cret").contains("cordboard", "pbx.example:5038");
    }
}
