package org.cordboard.sim.world;

import java.util.List;
import java.util.Objects;

/** Walks channels through the dialplan. */
final class DialplanRunner {

    /** A dialplan that runs further without waiting is in an endless loop; the channel is hung up. */
    private static final int MAX_STEPS_AT_ONCE = 200;

    private final Core core;

    DialplanRunner(Core core) {
        this.core = core;
    }

    void start(Channel channel, String context, String exten, int priority) {
        place(channel, context, exten, priority);
        run(channel);
    }

    void place(Channel channel, String context, String exten, int priority) {
        channel.context = context;
        channel.exten = exten;
        channel.priority = priority;
        channel.hasDialplan = true;
    }

    /** Goes on behind the step the channel waits in. */
    void proceed(Channel channel) {
        channel.priority++;
        run(channel);
    }

    /** Runs steps from the channel's position until one waits or the channel ends. */
    void run(Channel channel) {
        channel.cancelActivity();
        for (int i = 0; i < MAX_STEPS_AT_ONCE; i++) {
            if (channel.gone) {
                return;
            }
            List<DialplanStep> steps = core.dialplan.steps(channel.context, channel.exten);
            if (channel.priority > steps.size()) {
                core.hangups.end(channel, 16, 0, Hangups.Origin.PBX);
                return;
            }
            if (waits(channel, steps.get(channel.priority - 1))) {
                return;
            }
        }
        core.hangups.end(channel, 41, 0, Hangups.Origin.PBX);
    }

    /** Does one step and moves on; returns whether the channel now waits for something. */
    private boolean waits(Channel channel, DialplanStep step) {
        return switch (step) {
            case DialplanStep.NoOp noOp -> {
                enter(channel, "NoOp", noOp.text());
                yield next(channel);
            }
            case DialplanStep.SetVariable set -> {
                String value = set.value()
                        .replace("${EXTEN}", channel.exten)
                        .replace("${TRUNK}", channel.trunk == null ? "" : channel.trunk.name);
                enter(channel, "Set", set.name() + "=" + value);
                core.setVariable(channel, set.name(), value);
                yield next(channel);
            }
            case DialplanStep.Answer answer -> {
                enter(channel, "Answer", "");
                yield answer(channel);
            }
            case DialplanStep.RequireHeartbeat gate -> {
                boolean fresh = core.heartbeatFresh();
                enter(channel, "GotoIf", (fresh ? "0?" : "1?") + core.dialplan.fallback() + ",s,1");
                if (fresh) {
                    yield next(channel);
                }
                place(channel, core.dialplan.fallback(), "s", 1);
                yield false;
            }
            case DialplanStep.NoteHangup note -> {
                enter(channel, "Set", "CHANNEL(hangup_handler_push)=cordboard-ended,s,1");
                channel.noteHangup = true;
                yield next(channel);
            }
            case DialplanStep.Lease lease -> {
                enter(channel, "Set", "TIMEOUT(absolute)=" + lease.seconds());
                lease(channel, lease.seconds());
                yield next(channel);
            }
            case DialplanStep.AsyncAgi agi -> {
                enter(channel, "AGI", "agi:async");
                core.agi.enter(channel);
                yield true;
            }
            case DialplanStep.BridgeAdd add -> {
                String name = channel.variables.getOrDefault(add.variable(), "");
                enter(channel, "BridgeAdd", name);
                Channel with = core.find(name);
                boolean joined = with != null && core.bridges.add(channel, with);
                yield joined || next(channel);
            }
            case DialplanStep.EndIfHungUp end -> {
                boolean hungUp = Objects.equals(channel.variables.get("AGISTATUS"), "HANGUP");
                enter(channel, "GotoIf", hungUp ? "1?end" : "0?end");
                if (hungUp) {
                    core.hangups.end(channel, 16, 0, Hangups.Origin.PBX);
                }
                yield next(channel);
            }
            case DialplanStep.LoopTo loop -> {
                enter(channel, "Goto", "agi");
                channel.priority = loop.priority();
                yield false;
            }
            case DialplanStep.Goto target -> {
                enter(channel, "Goto", target.context() + "," + target.exten() + ",1");
                place(channel, target.context(), target.exten(), 1);
                yield false;
            }
            case DialplanStep.PlayFallback play -> {
                enter(channel, "Playback", play.prompt() + ",noanswer");
                playFallback(channel, play.prompt());
                yield true;
            }
            case DialplanStep.HangUpUnlessInbound hangUp -> {
                boolean inbound =
                        !channel.variables.getOrDefault("CORDBOARD_INBOUND", "").isEmpty();
                enter(channel, "GotoIf", (inbound ? "0" : "1") + "?clear:" + core.dialplan.fallback() + ",s,1");
                if (!inbound) {
                    core.hangups.end(channel, hangUp.cause(), 0, Hangups.Origin.PBX);
                }
                yield next(channel);
            }
            case DialplanStep.HangUp hangUp -> {
                enter(channel, "Hangup", "");
                core.hangups.end(channel, hangUp.cause(), 0, Hangups.Origin.PBX);
                yield true;
            }
        };
    }

    private boolean next(Channel channel) {
        channel.priority++;
        return false;
    }

    private void enter(Channel channel, String application, String data) {
        channel.application = application;
        channel.applicationData = data;
        core.emit(new WorldEvent.ExtensionEntered(core.now(), channel.view()));
    }

    private boolean answer(Channel channel) {
        if (channel.up()) {
            return next(channel);
        }
        core.answer(channel);
        if (core.timings.answerSetUp() == 0) {
            return next(channel);
        }
        channel.activity = core.scheduler.schedule(core.timings.answerSetUp(), () -> proceed(channel));
        return true;
    }

    private void playFallback(Channel channel, String prompt) {
        channel.inFallback = true;
        core.emit(new WorldEvent.FallbackEntered(core.now(), channel.view()));
        core.tell(channel.party::hearsFallback);
        channel.activity = core.scheduler.schedule(core.timings.lengthOf(prompt), () -> {
            core.setVariable(channel, "PLAYBACKSTATUS", "SUCCESS");
            proceed(channel);
        });
    }

    /** Starts the lease anew; zero lifts it. */
    void lease(Channel channel, long seconds) {
        channel.cancelLease();
        if (seconds > 0) {
            channel.lease = core.scheduler.schedule(seconds * 1000, () -> leaseEnded(channel));
        }
    }

    private void leaseEnded(Channel channel) {
        channel.lease = null;
        core.agi.abort(channel);
        core.agi.stopMusic(channel);
        core.bridges.takeOut(channel);
        if (core.dialplan.steps(channel.context, "T").isEmpty()) {
            core.hangups.end(channel, 16, 0, Hangups.Origin.PBX);
        } else {
            start(channel, channel.context, "T", 1);
        }
    }
}
