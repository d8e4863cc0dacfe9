package org.cordboard.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.cordboard.cti.port.RequestId;
import org.cordboard.cti.port.RequestOutcome;
import org.cordboard.cti.port.RequestOutcome.Reason;
import org.jspecify.annotations.Nullable;

/** Requests that AGI commands carry out: those of one leg run one after another. */
final class LegJobs {

    private final PbxWorld world;
    private final BiConsumer<RequestId, RequestOutcome> end;

    /** @param end told how a request has ended */
    LegJobs(PbxWorld world, BiConsumer<RequestId, RequestOutcome> end) {
        this.world = world;
        this.end = end;
    }

    void add(SimLeg leg, SimLeg.Job job) {
        if (leg.bridged || !leg.known) {
            end.accept(job.request(), Outcomes.failed(Reason.REFUSED, "the leg is not under control now"));
        } else if (job.commands().isEmpty()) {
            end.accept(job.request(), new RequestOutcome.PromptsEnded(false));
        } else {
            leg.jobs.add(job);
            next(leg);
        }
    }

    private void next(SimLeg leg) {
        if (leg.running != null) {
            return;
        }
        SimLeg.Job job = leg.jobs.poll();
        if (job != null) {
            leg.running = job;
            command(leg, job, 0);
        }
    }

    private void command(SimLeg leg, SimLeg.Job job, int index) {
        Optional<Refused> obstacle = world.agi(
                leg.id,
                job.request().value(),
                job.commands().get(index),
                result -> commandEnded(leg, job, index, result));
        obstacle.ifPresent(refused -> ended(leg, job, Outcomes.of(obstacle)));
    }

    private void commandEnded(SimLeg leg, SimLeg.Job job, int index, AgiResult result) {
        if (!job.equals(leg.running)) {
            return;
        }
        boolean interrupted = job.prompts() && !result.text().startsWith("200 result=0");
        if (result.legGone()) {
            // Its end is about to be reported, and comes before the answers to what was asked of it.
            return;
        }
        if (result.code() != 200) {
            ended(leg, job, Outcomes.failed(Reason.REFUSED, result.text()));
        } else if (!interrupted && index + 1 < job.commands().size()) {
            command(leg, job, index + 1);
        } else {
            ended(leg, job, job.prompts() ? new RequestOutcome.PromptsEnded(interrupted) : new RequestOutcome.Done());
        }
    }

    private void ended(SimLeg leg, SimLeg.Job job, RequestOutcome outcome) {
        leg.running = null;
        end.accept(job.request(), outcome);
        next(leg);
    }

    /** Ends what runs on a leg, and what waits behind it. */
    void endAll(SimLeg leg, @Nullable RequestOutcome outcome) {
        List<SimLeg.Job> all = new ArrayList<>();
        if (leg.running != null) {
            all.add(leg.running);
        }
        all.addAll(leg.jobs);
        leg.running = null;
        leg.jobs.clear();
        for (SimLeg.Job job : all) {
            RequestOutcome overtaken =
                    job.prompts() ? new RequestOutcome.PromptsEnded(true) : new RequestOutcome.Done();
            end.accept(job.request(), outcome != null ? outcome : overtaken);
        }
    }
}
