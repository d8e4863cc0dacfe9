package org.cordboard.server.kill;

import org.cordboard.sim.people.Draws;
import org.cordboard.sim.world.Admission;
import org.cordboard.sim.world.InboundCall;
import org.cordboard.sim.world.Party;
import org.cordboard.sim.world.PbxWorld;

/**
 * A customer and their one call, who knows at any moment how far it has got. Stays until an agent has talked to them, and never gives up.
 * Belongs to the world's thread; times are the world's.
 */
final class WitnessCaller implements Party {

    private static final int NORMAL_CLEARING = 16;
    private static final double TALK_SPREAD = 0.5;
    private static final long NOT_YET = Long.MAX_VALUE;

    /** How far a call has got. */
    enum Stage {
        /** Not answered yet. */
        CALLING,
        /** In the tree. */
        LISTENING,
        WAITING,
        TALKING,
        /** Has talked, hears nobody, and is still there. */
        ALONE,
        OVER
    }

    private final PbxWorld world;
    private final Draws draws;
    private final String number;
    private final boolean diamond;
    private final long talkMillis;
    private final long calledAt;
    private String channel = "";
    private long answeredAt = NOT_YET;
    private long queuedAt = NOT_YET;
    private long talkedAt = NOT_YET;
    private long endedAt = NOT_YET;
    private boolean talking;
    private boolean hangsUp;
    private boolean turnedAway;
    private boolean cutOff;
    private int leftAlone;

    private WitnessCaller(PbxWorld world, Draws draws, String number, boolean diamond, long talkMillis) {
        this.world = world;
        this.draws = draws;
        this.number = number;
        this.diamond = diamond;
        this.talkMillis = talkMillis;
        this.calledAt = world.scheduler().now();
    }

    /**
     * Calls now.
     *
     * @param talkMillis how long they talk, half of the callers longer
     */
    static WitnessCaller call(
            PbxWorld world, String dialled, Draws draws, String number, boolean diamond, long talkMillis) {
        WitnessCaller caller = new WitnessCaller(world, draws, number, diamond, talkMillis);
        Admission admission = world.arrive(new InboundCall(RestartSite.TRUNK, number, "", dialled), caller);
        caller.channel = admission.channel();
        if (!admission.taken()) {
            throw new IllegalStateException("the simulated trunk is full; let fewer call at once");
        }
        return caller;
    }

    @Override
    public void answered() {
        answeredAt = world.scheduler().now();
    }

    @Override
    public void hearsPrompt(String prompt) {
        if (prompt.equals(RestartSite.MENU)) {
            world.scheduler().schedule(draws.between(500, 4_000), () -> world.press(channel, '1'));
        }
    }

    @Override
    public void hearsMusic(String musicClass) {
        queuedAt = Math.min(queuedAt, world.scheduler().now());
    }

    @Override
    public void hearsFallback() {
        turnedAway = true;
    }

    @Override
    public void joined(String otherUniqueId) {
        talking = true;
        if (talkedAt == NOT_YET) {
            talkedAt = world.scheduler().now();
            world.scheduler().schedule((long) draws.lognormal((double) talkMillis, TALK_SPREAD), this::hangUp);
        }
    }

    @Override
    public void left() {
        talking = false;
        if (!hangsUp) {
            leftAlone++;
        }
    }

    private void hangUp() {
        if (endedAt == NOT_YET) {
            hangsUp = true;
            world.partyHangsUp(channel, NORMAL_CLEARING);
        }
    }

    @Override
    public void ended(int cause, boolean byParty) {
        talking = false;
        endedAt = world.scheduler().now();
        cutOff = !byParty;
    }

    Stage stage() {
        if (endedAt != NOT_YET) {
            return Stage.OVER;
        }
        if (talking) {
            return Stage.TALKING;
        }
        if (talkedAt != NOT_YET) {
            return Stage.ALONE;
        }
        return answeredAt == NOT_YET ? Stage.CALLING : queuedAt == NOT_YET ? Stage.LISTENING : Stage.WAITING;
    }

    String number() {
        return number;
    }

    long calledAt() {
        return calledAt;
    }

    long answeredAt() {
        return answeredAt;
    }

    /** When they first heard music. */
    long queuedAt() {
        return queuedAt;
    }

    boolean hasTalked() {
        return talkedAt != NOT_YET;
    }

    /** All of the conversation was between these moments, or its end or beginning was. */
    boolean talkedWithin(long from, long until) {
        return talkedAt != NOT_YET && (between(talkedAt, from, until) || between(endedAt, from, until));
    }

    private static boolean between(long moment, long from, long until) {
        return moment >= from && moment <= until;
    }

    boolean talkedAt(long moment) {
        return talkedAt <= moment && moment < endedAt;
    }

    /** The dialplan's announcement was heard instead of the hotline. */
    boolean turnedAway() {
        return turnedAway;
    }

    /** Somebody else ended the call. */
    boolean cutOff() {
        return cutOff;
    }

    /** How often they heard the agent no longer, without having hung up. */
    int leftAlone() {
        return leftAlone;
    }

    /** Where they belong in line: who has the smaller one is served first. */
    long place() {
        return calledAt - (diamond ? RestartSite.DIAMOND_HEAD_START.toMillis() : 0);
    }

    boolean sameTierAs(WitnessCaller other) {
        return diamond == other.diamond;
    }

    /** Leaves the number out. */
    @Override
    public String toString() {
        return channel + " " + stage() + " called " + calledAt
                + (answeredAt == NOT_YET ? "" : " answered " + answeredAt)
                + (queuedAt == NOT_YET ? "" : " queued " + queuedAt)
                + (talkedAt == NOT_YET ? "" : " talked " + talkedAt)
                + (endedAt == NOT_YET ? "" : " ended " + endedAt) + (turnedAway ? " turned away" : "");
    }
}
