package org.cordboard.sim.world;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Carries out AGI commands: one at a time on each leg, the rest in order. The leg notices a command at its next poll; commands
 * that have not begun survive a bridge and a redirect, the running one is swallowed by a bridge.
 */
final class AgiRunner {

    /** Commands waiting on one leg; beyond it they are refused. */
    static final int MAX_QUEUED = 100;

    private static final int SAMPLES_PER_MILLI = 8;

    private final Core core;

    AgiRunner(Core core) {
        this.core = core;
    }

    void enter(Channel channel) {
        channel.inAgi = true;
        core.emit(new WorldEvent.AgiEntered(core.now(), channel.view()));
        if (!channel.agiQueue.isEmpty()) {
            poll(channel);
        }
    }

    /** Returns false when too many commands wait already. */
    boolean queue(Channel channel, String commandId, String line, Consumer<AgiResult> ended) {
        if (channel.agiQueue.size() >= MAX_QUEUED) {
            return false;
        }
        channel.agiQueue.add(new QueuedAgi(core.nextAgiCommand(), commandId, line, AgiCommand.parse(line), ended));
        if (channel.inAgi && channel.running == null && channel.agiTimer == null) {
            poll(channel);
        }
        return true;
    }

    private void poll(Channel channel) {
        long wait = channel.music != null ? core.timings.agiPollWithMedia() : core.timings.agiPollSilent();
        channel.agiTimer = core.scheduler.schedule(wait, () -> startNext(channel));
    }

    private void startNext(Channel channel) {
        channel.agiTimer = null;
        QueuedAgi next = channel.agiQueue.poll();
        if (next == null) {
            return;
        }
        channel.running = next;
        channel.runningSince = core.now();
        core.emit(new WorldEvent.AgiCommandStarted(core.now(), channel.view(), next.number(), next.line()));
        begin(channel, next.command());
    }

    private void begin(Channel channel, AgiCommand command) {
        switch (command) {
            case AgiCommand.Answer answer -> {
                if (!channel.up()) {
                    core.answer(channel);
                }
                finish(channel, AgiResult.ok("0"));
            }
            case AgiCommand.StreamFile stream -> beginPrompt(channel, stream.file());
            case AgiCommand.MusicOn music -> {
                channel.music = music.musicClass();
                core.emit(new WorldEvent.MusicStarted(core.now(), channel.view(), music.musicClass()));
                core.tell(() -> channel.party.hearsMusic(music.musicClass()));
                finish(channel, AgiResult.ok("0"));
            }
            case AgiCommand.MusicOff off -> {
                stopMusic(channel);
                finish(channel, AgiResult.ok("0"));
            }
            case AgiCommand.NoOperation noop -> finish(channel, AgiResult.ok("0"));
            case AgiCommand.SetVariable set -> {
                core.setVariable(channel, set.name(), set.value());
                finish(channel, AgiResult.ok("1"));
            }
            case AgiCommand.GetVariable get -> {
                String value = channel.variables.get(get.name());
                finish(channel, value == null ? AgiResult.ok("0") : AgiResult.ok("1 (" + value + ")"));
            }
            case AgiCommand.Exec exec -> exec(channel, exec);
            case AgiCommand.HangUp hangUp -> {
                finish(channel, AgiResult.ok("1"));
                core.hangups.end(channel, 16, 0, Hangups.Origin.PBX);
            }
            case AgiCommand.Break leave -> {
                finish(channel, AgiResult.ok("0"));
                leave(channel, "SUCCESS");
                core.runner.proceed(channel);
            }
            case AgiCommand.Unknown unknown -> finish(channel, AgiResult.unknownCommand());
        }
    }

    private void exec(Channel channel, AgiCommand.Exec exec) {
        switch (exec.application().toLowerCase(Locale.ROOT)) {
            case "playback" -> beginPrompt(channel, exec.data().split(",", 2)[0]);
            case "noop", "progress", "ringing", "set", "mixmonitor", "stopmixmonitor" ->
                finish(channel, AgiResult.ok("0"));
            default -> finish(channel, AgiResult.ok("-2"));
        }
    }

    private void beginPrompt(Channel channel, String prompt) {
        // A prompt ends the music for good: nobody switches it on again but the client.
        stopMusic(channel);
        core.tell(() -> channel.party.hearsPrompt(prompt));
        long length = core.timings.lengthOf(prompt);
        channel.agiTimer = core.scheduler.schedule(length, () -> endPrompt(channel, "0"));
    }

    private void endPrompt(Channel channel, String result) {
        core.setVariable(channel, "PLAYBACKSTATUS", "SUCCESS");
        finish(channel, AgiResult.ok(result + endPosition(channel)));
    }

    private String endPosition(Channel channel) {
        return " endpos=" + (core.now() - channel.runningSince) * SAMPLES_PER_MILLI;
    }

    /** A key was released: it stops a prompt that has it among its escape digits. */
    void digit(Channel channel, char digit) {
        QueuedAgi running = channel.running;
        if (running != null
                && running.command() instanceof AgiCommand.StreamFile stream
                && stream.escapeDigits().indexOf(digit) >= 0) {
            endPrompt(channel, Integer.toString(digit));
        }
    }

    private void finish(Channel channel, AgiResult result) {
        QueuedAgi ended = channel.running;
        channel.cancelAgiTimer();
        if (ended == null) {
            return;
        }
        channel.running = null;
        core.emit(new WorldEvent.AgiCommandEnded(
                core.now(), channel.view(), ended.number(), ended.commandId(), ended.line(), result));
        ended.ended().accept(result);
        if (channel.inAgi && !channel.agiQueue.isEmpty()) {
            channel.agiTimer = core.scheduler.schedule(0, () -> startNext(channel));
        }
    }

    void stopMusic(Channel channel) {
        if (channel.music != null) {
            channel.music = null;
            core.emit(new WorldEvent.MusicStopped(core.now(), channel.view()));
        }
    }

    /** The leg goes into a bridge: no result for what runs, no word that the AGI was left. */
    void suspend(Channel channel) {
        channel.cancelAgiTimer();
        channel.running = null;
        channel.inAgi = false;
        stopMusic(channel);
    }

    /** The leg ends, is redirected or its lease ran out: what runs ends with -1. */
    void abort(Channel channel) {
        if (!channel.inAgi) {
            return;
        }
        QueuedAgi running = channel.running;
        if (running != null) {
            boolean prompt = running.command() instanceof AgiCommand.StreamFile;
            if (prompt) {
                core.setVariable(channel, "PLAYBACKSTATUS", "FAILED");
            }
            finish(channel, AgiResult.hungUp(prompt ? endPosition(channel) : ""));
        }
        leave(channel, "HANGUP");
    }

    private void leave(Channel channel, String status) {
        channel.cancelAgiTimer();
        channel.inAgi = false;
        core.emit(new WorldEvent.AgiLeft(core.now(), channel.view()));
        core.setVariable(channel, "AGISTATUS", status);
    }
}
