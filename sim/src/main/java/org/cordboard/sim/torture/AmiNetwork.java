package org.cordboard.sim.torture;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cordboard.sim.ami.AmiAccount;
import org.cordboard.sim.ami.AmiFace;
import org.cordboard.sim.ami.AmiLine;
import org.cordboard.sim.ami.AmiSession;
import org.cordboard.sim.ami.FaultPlan;
import org.cordboard.sim.ami.WireFault;
import org.cordboard.sim.run.SiteLink;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.PbxWorld;

/** The network between server and PBX, with the PBX's AMI at its end. Server processes come and go. */
public final class AmiNetwork implements SiteLink {

    public static final String USER = "cordboard";
    public static final String SECRET = "secret";
    private static final long LATENCY_MILLIS = 1;

    private final PbxWorld world;
    private final Scheduler time;
    private final AmiFace face;
    private int cuts;
    private boolean pbxDown;
    private long stalledUntil;
    private long heldUntil;
    private long delay;
    private long connectedAt;

    AmiNetwork(PbxWorld world) {
        this.world = world;
        this.time = world.scheduler();
        this.face = new AmiFace(world, List.of(AmiAccount.cordboard(USER, SECRET)));
    }

    public Scheduler time() {
        return time;
    }

    /** A client connects; nothing when the PBX cannot be reached. */
    public Optional<AmiLine> connect(Consumer<String> text, Runnable closed) {
        if (cuts > 0 || pbxDown) {
            return Optional.empty();
        }
        connectedAt = time.now();
        AmiLine line = face.join(LATENCY_MILLIS, FaultPlan.NONE, text, closed);
        if (stalled()) {
            line.session().inject(new WireFault.Stall(stalledUntil - time.now()));
        }
        if (delay > 0) {
            line.session().inject(new WireFault.Delay(delay));
        }
        return Optional.of(line);
    }

    /** When the last connection was made. */
    long connectedAt() {
        return connectedAt;
    }

    boolean stalled() {
        return stalledUntil > time.now();
    }

    /** Whether what is sent arrives late. */
    boolean slow() {
        return delay > 0;
    }

    boolean pbxDown() {
        return pbxDown;
    }

    /** Whether all is well just now. */
    boolean works() {
        return cuts == 0 && !pbxDown && heldUntil <= time.now() && delay == 0;
    }

    @Override
    public void cut(String reason) {
        cuts++;
        inject(new WireFault.Disconnect());
    }

    /** Where it was cut more than once, it must be mended as often. */
    @Override
    public void mend() {
        cuts = Math.max(0, cuts - 1);
    }

    /**
     * Nothing passes any more, either way.
     *
     * @param millis for new connections
     * @param longer what open connections hold back arrives so much later still
     */
    void stall(long millis, long longer) {
        stalledUntil = Math.max(stalledUntil, time.now() + millis);
        heldUntil = Math.max(heldUntil, time.now() + millis + longer);
        inject(new WireFault.Stall(millis + longer));
    }

    /** What the PBX sends takes so much longer from now on. */
    void slowDown(long millis) {
        delay = millis;
        inject(new WireFault.Delay(millis));
    }

    /** Lets every open connection fail. */
    void inject(WireFault fault) {
        face.sessions().forEach(session -> session.inject(fault));
    }

    /** The PBX dies, its connections first: nobody hears of the calls it takes with it. */
    void pbxDies(long millis) {
        pbxDown = true;
        face.sessions().forEach(AmiSession::close);
        world.crash();
        time.schedule(millis, () -> {
            world.startAgain();
            pbxDown = false;
        });
    }
}
