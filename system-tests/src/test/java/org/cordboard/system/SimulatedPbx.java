package org.cordboard.system;

import java.util.List;
import java.util.function.Function;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiServer;
import org.cordboard.sim.standalone.StandaloneOptions;
import org.cordboard.sim.standalone.StandalonePbx;
import org.cordboard.sim.world.Dialplan;
import org.cordboard.sim.world.PbxWorld;

/** The simulated PBX as a stranger would meet it: in real time behind its AMI port. */
final class SimulatedPbx implements PbxUnderTest, SimThread {

    private static final String USER = "cordboard";
    private static final String SECRET = "secret";

    private final StandalonePbx pbx = StandalonePbx.start(new StandaloneOptions(
            AmiServer.Options.loopback(0),
            List.of(AmiAccount.cordboard(USER, SECRET).recording()),
            ContractSite.TRUNK,
            30,
            List.of(),
            List.of(),
            VirtualWorld.timings(),
            1));

    @Override
    public <T> T ask(Function<PbxWorld, T> question) {
        return pbx.ask(() -> question.apply(pbx.world()));
    }

    @Override
    public int amiPort() {
        return pbx.port();
    }

    @Override
    public String amiUser() {
        return USER;
    }

    @Override
    public String amiSecret() {
        return SECRET;
    }

    @Override
    public CustomerCall call(String number, String dialled) {
        return SimCustomer.call(this, number, dialled);
    }

    @Override
    public DeskPhone phone(String station) {
        return SimPhone.plugIn(this, station);
    }

    @Override
    public DeskPhone customersPhone(String number) {
        return SimPhone.plugIn(this, number + "@" + ContractSite.TRUNK);
    }

    @Override
    public List<Boolean> heardIn(String recording) {
        return ask(world -> world.heardIn(recording + ".wav"));
    }

    @Override
    public String bridge(CustomerCall customer) {
        return ((SimCustomer) customer).bridge();
    }

    @Override
    public String bridge(DeskPhone phone) {
        return ((SimPhone) phone).bridge();
    }

    @Override
    public long lastBeat() {
        return ask(
                world -> world.global(Dialplan.HEARTBEAT).map(Long::parseLong).orElse(0L));
    }

    @Override
    public String evidence() {
        return "";
    }

    @Override
    public void close() {
        pbx.close();
    }
}
