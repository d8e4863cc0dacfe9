package org.cordboard.sim.run;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.LookUpResult;
import org.cordboard.cti.customer.QueryResult;
import org.cordboard.sim.people.Draws;
import org.cordboard.sim.time.Scheduler;

/** The customer store of a simulated day: knows all numbers that begin with 139, and is at times slow, away or silent. */
public final class SimulatedStore {

    private static final LookUpResult AWAY = new LookUpResult.Failed("the store is away");

    private final Scenario scenario;
    private final Scheduler time;
    private final Draws lookUps;
    private final Draws queries;
    private boolean away;
    private boolean silent;
    private long slow;

    SimulatedStore(Scenario scenario, Scheduler time, Draws lookUps, Draws queries) {
        this.scenario = scenario;
        this.time = time;
        this.lookUps = lookUps;
        this.queries = queries;
    }

    /** Away, it answers everything with a failure. */
    public void setAway(boolean isAway) {
        away = isAway;
    }

    /** Every answer takes so much longer. */
    public void setSlow(long millis) {
        slow = millis;
    }

    /** Silent, it answers nothing. */
    public void setSilent(boolean isSilent) {
        silent = isSilent;
    }

    public void lookUp(String number, Consumer<LookUpResult> answer) {
        long delay = lookUps.between(0, 20);
        if (scenario.random() && lookUps.chance(0.01)) {
            delay = 5_000;
        }
        boolean failed = away || (scenario.random() && lookUps.chance(0.01));
        LookUpResult result = failed ? AWAY : known(number);
        answer(delay, () -> answer.accept(result));
    }

    private LookUpResult known(String number) {
        return number.startsWith("139") ? new LookUpResult.Found(customer(number)) : new LookUpResult.NotFound();
    }

    /** Some customers have a manager, every other one of these a deputy, too. */
    private Customer customer(String number) {
        int agents = scenario.agents();
        int drawn = Math.floorMod(number.hashCode() * 31, 10 * agents);
        boolean owned = Math.floorMod(number.hashCode() * 17, 100)
                < 100 * scenario.calls().owned();
        AgentId owner = owned ? SimulatedSite.agent(1 + drawn % agents) : null;
        AgentId deputy = owned && drawn % 2 == 0 ? SimulatedSite.agent(1 + (drawn + 7) % agents) : null;
        return new Customer(
                new CustomerId("c" + number),
                "Customer " + number,
                scenario.calls().tierOf(number),
                true,
                Duration.ofSeconds(drawn % 90),
                owner,
                deputy,
                null,
                Map.of());
    }

    public void query(CustomerQuery query, Consumer<QueryResult> answer) {
        if (scenario.random() && queries.chance(0.05)) {
            return;
        }
        boolean failed = away || (scenario.random() && queries.chance(0.05));
        QueryResult result = failed
                ? new QueryResult.Failed("the store is away")
                : query.expected() == null
                        ? new QueryResult.Value("1200")
                        : new QueryResult.Equal(query.expected().equals("4711"));
        answer(queries.between(0, 20), () -> answer.accept(result));
    }

    private void answer(long delay, Runnable answer) {
        if (!silent) {
            time.schedule(delay + slow, answer);
        }
    }
}
