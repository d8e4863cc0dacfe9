package org.cordboard.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arrives through asterisk-java is what was on the wire. */
class AsteriskJavaConnectionTest implements AmiWire.Listener {

    private final FakeAsterisk asterisk = new FakeAsterisk();
    private final List<AmiMessage> heard = new CopyOnWriteArrayList<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();
    private final AsteriskJavaWire wire = new AsteriskJavaWire(asterisk.settings(), this);

    @Override
    public void heard(AmiMessage message) {
        heard.add(message);
    }

    @Override
    public void lost(String reason) {
        lost.add(reason);
    }

    @AfterEach
    void close() throws IOException {
        wire.drop();
        asterisk.close();
    }

    @Test
    void hearsEveryHeaderOfEventsKnownAndUnknown() throws Exception {
        AmiMessage hangup =
                AmiMessage.of("Event", "Hangup", "Cause", "17", "Cause-txt", "User busy", "TechCause", "486");
        AmiMessage unknown = AmiMessage.of("Event", "NoSuchEvent", "X", "1", "X", "2", "Ünïcode", "李伟");
        wire.open();
        heard.clear();
        asterisk.send(AmiText.print(hangup) + AmiText.print(unknown));
        await().until(() -> heard.size() == 2);
        assertThat(heard).containsExactly(hangup, unknown);
    }

    @Test
    void sendsHeadersAsGivenAndHearsTheActionIdItGave() throws Exception {
        wire.open();
        heard.clear();
        wire.send(AmiAction.named("Originate")
                .with("ChannelId", "leg")
                .with("Variable", "A=1")
                .with("Variable", "B=2,c")
                .with("ActionID", "cb-7"));
        await().until(() -> !heard.isEmpty());
        assertThat(heard.getFirst().actionId()).isEqualTo("cb-7");
        AmiMessage received = asterisk.received.getLast();
        assertThat(received.headers())
                .contains(
                        new AmiHeader("ChannelId", "leg"),
                        new AmiHeader("Variable", "A=1"),
                        new AmiHeader("Variable", "B=2,c"));
    }

    @Test
    void tellsOnceThatTheConnectionEndedAndDoesNotReconnectByItself() throws Exception {
        wire.open();
        asterisk.hangUp();
        await().until(() -> !lost.isEmpty());
        await().during(Duration.ofMillis(600)).until(() -> asterisk.count("Challenge") == 1);
        assertThat(lost).hasSize(1);
    }
}
