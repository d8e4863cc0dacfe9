package org.cordboard.sim.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.time.Scheduler;
import org.cordboard.sim.world.OriginateOrder;
import org.cordboard.sim.world.PbxWorld;
import org.cordboard.sim.world.PhoneBehaviour;
import org.cordboard.sim.world.Span;

/**
 * What goes wrong around the people of a simulated day: links, lines, telephones and the store, at given moments, and on a day left to
 * chance at random ones.
 */
final class TroubleMaker {

    /** Numbers that other users of the PBX dial; who is dialled twice at once is busy. */
    private static final int OUTSIDE_NUMBERS = 40;

    private static final String NOWHERE = "office";

    /** The chance, on a day left to chance, that somebody dials out as a call comes in. */
    private static final double GLARE = 0.05;

    private final Scenario scenario;
    private final PbxWorld world;
    private final Scheduler time;
    private final SiteLink link;
    private final SimulatedStore store;
    private final Draws luck;
    private final Set<Integer> crowded = new LinkedHashSet<>();
    private int dialled;
    private boolean over;

    TroubleMaker(Scenario scenario, PbxWorld world, SiteLink link, SimulatedStore store, Draws luck) {
        this.scenario = scenario;
        this.world = world;
        this.time = world.scheduler();
        this.link = link;
        this.store = store;
        this.luck = luck;
    }

    void begin(Draws draws, SiteConfig config) {
        for (Scenario.Line line : scenario.lines()) {
            for (int i = 0; i < OUTSIDE_NUMBERS; i++) {
                world.addPhone(outside(i) + "@" + line.trunk(), new PhoneBehaviour.NeverAnswers());
            }
        }
        scenario.troubles().forEach(trouble -> time.schedule(trouble.atMillis(), () -> happen(trouble)));
        if (scenario.random()) {
            for (Span span : spans()) {
                crowded.add(span.group());
                raiseAlarmSometimes(span.trunk(), draws.split());
            }
            cutLinkSometimes(draws.split());
            loseTelephoneSometimes(draws.split(), config.stations());
        }
    }

    /** No more trouble: the day draws to its end and everything works again. */
    void end() {
        over = true;
        crowded.clear();
        store.setAway(false);
        world.trunks().forEach(world::clearAlarm);
        for (int i = 1; i <= scenario.agents(); i++) {
            world.register(SimulatedSite.station(i).value(), true);
        }
        link.mend();
    }

    private List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        for (Scenario.Line line : scenario.lines()) {
            if (line instanceof Scenario.Line.OverSpan over) {
                spans.add(over.span());
            }
        }
        return spans;
    }

    // ---- at given moments

    private void happen(Trouble trouble) {
        if (over) {
            return;
        }
        switch (trouble) {
            case Trouble.LineAlarm e -> world.raiseAlarm(e.trunk(), e.alarm(), e.lastsMillis());
            case Trouble.LinkLoss e -> cutLink(e.lastsMillis());
            case Trouble.PhonesLost e -> {
                int last = Math.min(e.first() + e.count() - 1, scenario.agents());
                for (int i = e.first(); i <= last; i++) {
                    loseTelephone(SimulatedSite.station(i).value(), e.lastsMillis());
                }
            }
            case Trouble.StoreFails e -> {
                store.setAway(true);
                time.schedule(e.lastsMillis(), () -> store.setAway(false));
            }
            case Trouble.Glare e -> {
                crowded.add(e.group());
                time.schedule(e.lastsMillis(), () -> crowded.remove(e.group()));
            }
        }
    }

    private void cutLink(long millis) {
        link.cut("cut by the simulation");
        time.schedule(millis, link::mend);
    }

    private void loseTelephone(String station, long millis) {
        world.register(station, false);
        time.schedule(millis, () -> world.register(station, true));
    }

    // ---- at random moments

    private void cutLinkSometimes(Draws own) {
        time.schedule(own.between(600_000, 3_600_000), () -> {
            if (!over) {
                cutLink(own.between(500, 20_000));
                cutLinkSometimes(own);
            }
        });
    }

    /** Short ones, which calls on a PRI survive, and long ones. */
    private void raiseAlarmSometimes(String trunk, Draws own) {
        time.schedule(own.between(600_000, 5_400_000), () -> {
            if (!over) {
                long lasts = own.chance(0.4) ? own.between(500, 5_900) : own.between(6_100, 60_000);
                world.raiseAlarm(trunk, own.chance(0.7) ? "Red Alarm" : "Yellow Alarm", lasts);
                raiseAlarmSometimes(trunk, own);
            }
        });
    }

    private void loseTelephoneSometimes(Draws own, List<SiteConfig.StationConfig> stations) {
        time.schedule(own.between(60_000, 1_800_000), () -> {
            if (!over) {
                String station = stations.get(own.index(stations.size())).id().value();
                loseTelephone(station, own.between(5_000, 300_000));
                loseTelephoneSometimes(own, stations);
            }
        });
    }

    /** A call is on its way over a line: with some luck somebody here dials out over the same spans at the same moment. */
    void callIsComing(String trunk) {
        for (Span span : spans()) {
            if (span.trunk().equals(trunk)
                    && crowded.contains(span.group())
                    && luck.chance(scenario.random() ? GLARE : 1)) {
                dialOut(span.group(), luck.between(5_000, 60_000));
            }
        }
    }

    private void dialOut(int group, long patience) {
        dialled++;
        String number = outside(dialled % OUTSIDE_NUMBERS);
        world.originate(new OriginateOrder(
                NOWHERE + dialled,
                "DAHDI/g" + group + "/" + number,
                NOWHERE + "-" + dialled,
                NOWHERE,
                "s",
                1,
                patience,
                "",
                "",
                List.of(),
                false));
    }

    private static String outside(int number) {
        return "138" + (10_000_000 + number);
    }
}
