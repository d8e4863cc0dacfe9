package org.cordboard.sim.torture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.cordboard.sim.ami.WireFault;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.run.SimulatedDay;
import org.cordboard.sim.time.Scheduler;

/** Draws faults from the menu, at random moments, until told to stop. */
final class Tormentor {

    private static final List<Fault> MENU = List.of(Fault.values());
    private static final long HOUR_MILLIS = 3_600_000;

    /** Frames that no PBX sends, or not to us. */
    private static final List<String> GARBAGE = List.of(
            "\u0000\u0001\u0002\r\n\r\n",
            ": \r\n\r\n",
            "\r\n\r\n\r\n",
            "no colon at all\r\n\r\n",
            "Event: Hangup\r\n\r\n",
            "Event: Hangup\r\nUniqueid: \r\nCause: many\r\n\r\n",
            "Event: AsyncAGIStart\r\nUniqueid: 1.1\r\nChannelState: up\r\n\r\n",
            "Event: BridgeEnter\r\nUniqueid: nobody\r\nBridgeUniqueid: nowhere\r\n\r\n",
            "Event: DTMFEnd\r\nDigit: 12\r\nDirection: Received\r\n\r\n",
            "Event: DeviceStateChange\r\n\r\n",
            "Event: AlarmClear\r\n\r\n",
            "Event: OriginateResponse\r\nResponse: Failure\r\nReason: x\r\n\r\n",
            "Event: CoreShowChannelsComplete\r\nActionID: other\r\n\r\n",
            "Response: Success\r\nActionID: unheard-of\r\n\r\n",
            "Response: Error\r\n\r\n");

    private final SimulatedDay day;
    private final Scheduler time;
    private final TorturedServer server;
    private final AmiNetwork network;
    private final TorturedDesks desks;
    private final GapWatch gaps;
    private final Draws draws;
    private final Map<Fault, Long> struck = new EnumMap<>(Fault.class);
    private final Map<Fault, Long> ends = new EnumMap<>(Fault.class);
    private boolean over;

    Tormentor(
            SimulatedDay day,
            TorturedServer server,
            AmiNetwork network,
            TorturedDesks desks,
            GapWatch gaps,
            Draws draws) {
        this.day = day;
        this.time = day.time();
        this.server = server;
        this.network = network;
        this.desks = desks;
        this.gaps = gaps;
        this.draws = draws;
        for (Fault fault : MENU) {
            struck.put(fault, 0L);
        }
    }

    /** How often each fault struck. */
    Map<Fault, Long> struck() {
        return struck;
    }

    void begin() {
        time.schedule(draws.between(5_000, 120_000), () -> {
            if (!over) {
                strike(MENU.get(draws.index(MENU.size())));
                begin();
            }
        });
    }

    void end() {
        over = true;
        server.spare();
        putClockRight();
    }

    /** A clock that is set while no server runs cannot be told from time that has passed. */
    private void putClockRight() {
        if (server.runs() && !server.dying()) {
            server.setWallClock(0);
        } else {
            time.schedule(1_000, this::putClockRight);
        }
    }

    /** Lets a fault happen, unless it cannot just now. */
    private void strike(Fault fault) {
        if (!over && happens(fault)) {
            struck.merge(fault, 1L, Long::sum);
        }
    }

    private boolean happens(Fault fault) {
        switch (fault) {
            case KILL -> {
                if (!server.runs() || server.dying() || !server.knowsItsClock()) {
                    return false;
                }
                server.killAfter(draws.between(0, 200), draws.between(500, 60_000));
            }
            case LINK_CUT -> {
                gaps.blindFromNow();
                network.cut("cut by the torture");
                time.schedule(draws.between(200, 30_000), network::mend);
            }
            case HALF_OPEN -> {
                if (network.stalled()) {
                    return false;
                }
                stall(draws.between(500, 30_000));
            }
            case LINK_SLOW -> slowDown(draws.between(50, 5_000), draws.between(1_000, 20_000));
            case FRAMES_TWICE -> network.inject(new WireFault.Repeat((int) draws.between(1, 200)));
            case FRAMES_CUT_UP -> {
                gaps.blindFor(60_000);
                network.inject(new WireFault.Chop((int) draws.between(1, 60)));
            }
            case GARBAGE -> {
                for (long i = draws.between(1, 10); i > 0; i--) {
                    network.inject(new WireFault.Garbage(GARBAGE.get(draws.index(GARBAGE.size()))));
                }
            }
            case PBX_RESTART -> {
                if (network.pbxDown()) {
                    return false;
                }
                gaps.blindFromNow();
                network.pbxDies(draws.between(500, 20_000));
            }
            case STORE_AWAY -> {
                day.store().setAway(true);
                lasts(fault, 60_000, () -> day.store().setAway(false));
            }
            case STORE_SLOW -> {
                day.store().setSlow(draws.between(200, 5_000));
                lasts(fault, draws.between(5_000, 60_000), () -> day.store().setSlow(0));
            }
            case STORE_SILENT -> {
                day.store().setSilent(true);
                lasts(fault, draws.between(5_000, 60_000), () -> day.store().setSilent(false));
            }
            case DISK_SLOW -> {
                server.slowDisk(500);
                lasts(fault, draws.between(1_000, 20_000), server::usualDisk);
            }
            case DESKTOP_FLOOD -> desks.flood(draws.between(1_000, 10_000));
            case DESKTOPS_VANISH -> {
                day.loseDesktops(() -> draws.chance(0.7));
            }
            case CLOCK_SET -> {
                if (!server.runs() || server.dying()) {
                    return false;
                }
                server.setWallClock(draws.between(-HOUR_MILLIS, HOUR_MILLIS));
            }
            case ALL_AT_ONCE -> {
                for (Fault other : MENU) {
                    if (other != Fault.ALL_AT_ONCE) {
                        time.schedule(draws.between(0, 3_000), () -> strike(other));
                    }
                }
            }
        }
        return true;
    }

    /** Of faults of one kind that overlap, the last to end ends all. */
    private void lasts(Fault fault, long millis, Runnable end) {
        ends.merge(fault, time.now() + millis, Math::max);
        time.schedule(millis, () -> {
            if (time.now() >= ends.getOrDefault(fault, 0L)) {
                end.run();
            }
        });
    }

    private void stall(long millis) {
        long longer = draws.chance(0.5) ? 0 : draws.between(0, 20_000);
        network.stall(millis, longer);
        gaps.blindFor(millis + longer + 1_000);
        gaps.stalled();
    }

    private void slowDown(long millis, long lasts) {
        network.slowDown(millis);
        lasts(Fault.LINK_SLOW, lasts, () -> network.slowDown(0));
        gaps.blindFor(ends.getOrDefault(Fault.LINK_SLOW, 0L) - time.now() + millis + 1_000);
    }
}
