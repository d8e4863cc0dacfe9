package org.cordboard.asterisk;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.cordboard.asterisk.AgiQueue.Job;
import org.cordboard.cti.port.PbxRequest.AnswerLeg;
import org.cordboard.cti.port.PbxRequest.PlayPrompts;
import org.cordboard.cti.port.PbxRequest.StartMusic;
import org.cordboard.cti.port.PbxRequest.StopMusic;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome.PromptsEnded;
import org.cordboard.cti.port.RequestOutcome.Reason;

/** Answer, prompts and music: AGI commands given to a leg one at a time. */
final class AgiCommands {

    /** No prompt is longer than this. */
    static final long PROMPT_MILLIS = 300_000;

    private static final Pattern SOUND = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./:-]{0,250}");
    private static final Pattern MUSIC_CLASS = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern DIGITS = Pattern.compile("[0-9*#A-D]{0,16}");

    private final Workings w;
    private final LongConsumer whenCommandEnds;

    AgiCommands(Workings workings, LongConsumer whenCommandEnds) {
        this.w = workings;
        this.whenCommandEnds = whenCommandEnds;
    }

    void answer(AnswerLeg request, Leg leg, long at) {
        submit(leg, Job.answer(request.id()), at);
    }

    void play(PlayPrompts request, Leg leg, long at) {
        String digits = request.interruptDigits();
        if (!DIGITS.matcher(digits).matches()) {
            w.requests().refuse(request.id(), Reason.REFUSED, "not keys of a telephone: " + digits);
            return;
        }
        for (String prompt : request.prompts()) {
            if (!SOUND.matcher(prompt).matches()) {
                w.requests().refuse(request.id(), Reason.REFUSED, "not the name of a sound file: " + prompt);
                return;
            }
        }
        List<String> commands = new ArrayList<>();
        request.prompts().forEach(prompt -> commands.add("STREAM FILE " + prompt + " \"" + digits + "\""));
        submit(leg, Job.prompts(request.id(), commands), at);
    }

    void startMusic(StartMusic request, Leg leg, long at) {
        if (!MUSIC_CLASS.matcher(request.musicClass()).matches()) {
            w.requests().refuse(request.id(), Reason.REFUSED, "not the name of a music class: " + request.musicClass());
            return;
        }
        submit(leg, Job.command(request.id(), "SET MUSIC ON " + request.musicClass()), at);
    }

    void stopMusic(StopMusic request, Leg leg, long at) {
        if (leg.bridge != null) {
            // The bridge ended the music.
            w.requests().begin(request.id());
            w.requests().done(request.id());
            return;
        }
        submit(leg, Job.command(request.id(), "SET MUSIC OFF"), at);
    }

    /** The leg waits for commands: at its start, or again, because Asterisk ends the loop after a sound that is missing. */
    void onStart(Leg leg, long at) {
        Job head = leg.agi.head();
        if (head != null && head.left) {
            String command = head.commands.get(head.position);
            fail(leg, head, Reason.REFUSED, "the PBX could not carry out: " + command);
        }
        pump(leg, at);
    }

    void onExec(Leg leg, AmiMessage message, long at) {
        Job head = leg.agi.head();
        // Asterisk spells the field CommandId here and CommandID in the action.
        if (head == null || head.commandId == null || !head.commandId.equals(message.text("CommandId"))) {
            w.counts().add("(result of an old AGI command)");
            return;
        }
        head.commandId = null;
        AgiResult result = AgiResult.parse(message.text("Result"));
        if (!result.ran()) {
            fail(leg, head, Reason.REFUSED, result.text());
        } else if (result.legLeft()) {
            // It hung up, or it was taken into a bridge, or the sound cannot be played: what comes next tells.
            head.left = true;
            watch(leg, head, at + Workings.IMMEDIATE_MILLIS);
        } else {
            succeed(leg, head, result);
        }
        pump(leg, at);
        whenCommandEnds.accept(at);
    }

    /** The leg was bridged: what it played has ended, and what waited is void. */
    void onBridged(Leg leg) {
        for (Job job : leg.agi.takeAll()) {
            if (job.prompts) {
                w.requests().end(job.request, new PromptsEnded(true));
            } else {
                w.requests().fail(job.request, Reason.REFUSED, "the leg was bridged first");
            }
        }
    }

    void onGone(Leg leg) {
        for (Job job : leg.agi.takeAll()) {
            w.requests().fail(job.request, Reason.NO_SUCH_LEG, "the leg has ended");
        }
    }

    private void submit(Leg leg, Job job, long at) {
        if (leg.bridge != null) {
            w.requests().refuse(job.request, Reason.REFUSED, "the leg is in a bridge");
            return;
        }
        if (leg.agi.isFull()) {
            w.requests().refuse(job.request, Reason.REFUSED, "too many commands wait on the leg");
            return;
        }
        w.requests().begin(job.request);
        leg.agi.add(job);
        pump(leg, at);
    }

    private void pump(Leg leg, long at) {
        Job head = leg.agi.head();
        while (head != null && head.position >= head.commands.size()) {
            leg.agi.remove(head);
            w.requests().end(head.request, new PromptsEnded(false));
            head = leg.agi.head();
        }
        if (head == null || head.commandId != null || head.left) {
            return;
        }
        boolean ready = leg.inAgi && !leg.astray;
        watch(leg, head, at + (ready && head.prompts ? PROMPT_MILLIS : Workings.IMMEDIATE_MILLIS));
        if (ready) {
            send(leg, head);
        }
    }

    private void watch(Leg leg, Job job, long due) {
        w.requests().timeOutAt(job.request, due, at -> {
            leg.agi.remove(job);
            pump(leg, at);
            whenCommandEnds.accept(at);
        });
    }

    private void send(Leg leg, Job job) {
        if (job.prompts && !leg.up && !leg.hears) {
            // Without it some channel drivers send nothing of what is played before the answer.
            job.commands.add(job.position, "EXEC Progress");
            leg.hears = true;
        }
        String commandId = w.actions().nextId();
        job.commandId = commandId;
        AmiAction action = AmiAction.named("AGI")
                .with("Channel", leg.channelName())
                .with("Command", job.commands.get(job.position))
                .with("CommandID", commandId);
        w.actions().send(action, (response, at) -> {
            if (!response.succeeded() && commandId.equals(job.commandId)) {
                fail(leg, job, Workings.reasonOf(response), response.text("Message"));
                pump(leg, at);
                whenCommandEnds.accept(at);
            }
        });
    }

    private void succeed(Leg leg, Job job, AgiResult result) {
        RequestId request = job.request;
        if (job.prompts && result.value() == 0) {
            job.position++;
            return;
        }
        leg.agi.remove(job);
        if (job.prompts) {
            w.requests().end(request, new PromptsEnded(true));
        } else {
            leg.up = leg.up || job.answers;
            w.requests().done(request);
        }
    }

    private void fail(Leg leg, Job job, Reason reason, String detail) {
        leg.agi.remove(job);
        w.requests().fail(job.request, reason, detail);
    }
}
