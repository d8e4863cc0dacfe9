package org.cordboard.sim.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cordboard.sim.time.VirtualTime;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WireFaultTest {

    private final VirtualTime time = new VirtualTime();
    private final PbxWorld world = new PbxWorld(time);
    private final AmiFace face = new AmiFace(world, List.of(AmiClient.ALL));

    @BeforeEach
    void setUp() {
        world.addTrunk("carrier", 1_000);
        world.heartbeatFrom(() -> time.now() / 1000);
    }

    private void callIn() {
        world.callIn(new InboundCall("carrier", "13900001234", "Li Wei", "10086"), Party.SILENT);
    }

    @Test
    void breaksTheConnectionAtItsTime() {
        AmiClient client = new AmiClient(time, face, FaultPlan.NONE.afterMillis(50, new WireFault.Disconnect()));
        time.advance(47);
        assertThat(client.disconnected).isFalse();
        time.advance(5);
        assertThat(client.disconnected).isTrue();
        assertThat(face.sessions()).isEmpty();
    }

    @Test
    void breaksTheConnectionBeforeAChosenFrame() {
        AmiClient client = new AmiClient(time, face, FaultPlan.NONE.afterFrames(2, new WireFault.Disconnect()));
        client.send("Action: Login", "Username: all", "Secret: secret");
        time.advance(5);
        assertThat(client.frames).hasSize(2);
        assertThat(client.frames.getLast()).containsEntry("Message", "Authentication accepted");
        assertThat(client.disconnected).isTrue();
    }

    @Test
    void aHalfOpenConnectionPassesNothingAndDoesNotEnd() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Stall(0));
        client.send("Action: Ping");
        callIn();
        time.advance(60_000);
        assertThat(client.frames).isEmpty();
        assertThat(client.disconnected).isFalse();
        assertThat(face.received().named("ping")).isEmpty();
    }

    @Test
    void whatAStallHeldBackArrivesInOrderAfterwards() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Stall(1_000));
        String ping = client.send("Action: Ping");
        callIn();
        time.advance(999);
        assertThat(client.frames).isEmpty();
        time.advance(5);
        assertThat(client.names()).startsWith("Newchannel").endsWith("AsyncAGIStart");
        assertThat(client.response(ping)).containsEntry("Ping", "Pong");
    }

    @Test
    void whatAConnectionThatWasGivenUpHasNotDeliveredNeverIs() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Stall(1_000));
        client.send("Action: Ping");
        time.advance(10);
        client.line.close();
        time.advance(10);
        assertThat(face.sessions()).hasSize(1);
        time.advance(1_000);
        assertThat(face.sessions()).isEmpty();
        assertThat(face.received().named("ping")).isEmpty();
    }

    @Test
    void sendsFramesTwiceAsOftenAsItIsTold() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Repeat(1));
        callIn();
        time.advance(5);
        assertThat(client.names()).startsWith("Newchannel", "Newchannel").endsWith("AsyncAGIStart");
    }

    @Test
    void breaksWhenAStallHoldsBackTooMuch() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Stall(0));
        for (int i = 0; i < 300; i++) {
            callIn();
        }
        time.advance(5);
        assertThat(client.disconnected).isTrue();
        assertThat(face.sessions()).isEmpty();
    }

    @Test
    void delaysEverythingAndKeepsTheOrder() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Delay(100));
        callIn();
        client.line.session().inject(new WireFault.Delay(0));
        callIn();
        time.advance(100);
        assertThat(client.frames).isEmpty();
        time.advance(5);
        List<String> one = client.names().subList(0, client.names().size() / 2);
        assertThat(client.names()).hasSize(one.size() * 2).endsWith(one.toArray(new String[0]));
        assertThat(client.events().getFirst().get("Uniqueid"))
                .isNotEqualTo(client.events().getLast().get("Uniqueid"));
    }

    @Test
    void sendsGarbageBetweenFrames() {
        AmiClient client = AmiClient.loggedIn(time, face);
        client.line.session().inject(new WireFault.Garbage("%$#\u0000@!\r\n\r\n"));
        assertThat(client.ask("Action: Ping")).containsEntry("Ping", "Pong");
        assertThat(client.raw.getFirst()).startsWith("%$#");
    }
}
