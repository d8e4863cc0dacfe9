package org.cordboard.crm.calls;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.StoreUnavailableException;
import org.cordboard.cti.acd.Explanation;
import org.cordboard.cti.acd.OfferId;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.call.CallId;
import org.jdbi.v3.core.Handle;

/** The offers of calls, with what decided each. Written by {@link CallRecordProjection} alone. */
public final class OfferStore {

    private static final int MOST = 1000;
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    /** A candidate as the column holds it. */
    private record Candidate(String agent, int level, long idleMillis) {}

    private final Database database;

    public OfferStore(Database database) {
        this.database = database;
    }

    /**
     * The offers of a call, the first first, at most 1000. The call need not be over.
     *
     * @throws StoreUnavailableException when the database is down
     */
    public List<OfferRow> of(CallId call) {
        return database.call("asked for offers", handle -> handle.createQuery(
                        "select * from call_offers where call_id = :call order by made_at, offer_id limit :most")
                .bind("call", call.value())
                .bind("most", MOST)
                .map((row, context) -> row(row))
                .list());
    }

    static void insert(Handle handle, OfferRow row) {
        Explanation why = row.explanation();
        handle.createUpdate("""
                        insert into call_offers (offer_id, call_id, queue, agent, station, made_at, waited_millis, outcome,
                            place_key, waiting, ready, rule, overtaking, candidates)
                        values (:offer, :call, :queue, :agent, :station, :made, :waited, :outcome,
                            :key, :waiting, :ready, :rule, :overtaking, :candidates)
                        """)
                .bind("offer", row.offer().value())
                .bind("call", row.call().value())
                .bind("queue", row.queue().value())
                .bind("agent", row.agent().value())
                .bind("station", row.station().value())
                .bind("made", row.madeAt())
                .bind("waited", row.waitedMillis())
                .bind("outcome", row.outcome())
                .bind("key", why.key())
                .bind("waiting", why.waiting())
                .bind("ready", why.ready())
                .bind("rule", why.rule().name())
                .bind("overtaking", why.overtaking().name())
                .bind("candidates", text(why.candidates()))
                .execute();
    }

    static void outcome(Handle handle, OfferId offer, String outcome) {
        handle.createUpdate("update call_offers set outcome = :outcome where offer_id = :offer")
                .bind("outcome", outcome)
                .bind("offer", offer.value())
                .execute();
    }

    private static String text(List<Explanation.Candidate> candidates) {
        try {
            return MAPPER.writeValueAsString(candidates.stream()
                    .map(c -> new Candidate(c.agent().value(), c.level(), c.idleMillis()))
                    .toList());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("candidates that are no JSON", e);
        }
    }

    private static List<Explanation.Candidate> candidates(String text) {
        try {
            return MAPPER.readValue(text, new TypeReference<List<Candidate>>() {}).stream()
                    .map(c -> new Explanation.Candidate(new AgentId(c.agent()), c.level(), c.idleMillis()))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new StoreUnavailableException("an offer in the books is damaged: its candidates cannot be read", e);
        }
    }

    private static OfferRow row(ResultSet row) throws SQLException {
        return new OfferRow(
                new OfferId(row.getString("offer_id")),
                new CallId(row.getString("call_id")),
                new QueueId(row.getString("queue")),
                new AgentId(row.getString("agent")),
                new StationId(row.getString("station")),
                row.getLong("made_at"),
                row.getLong("waited_millis"),
                row.getString("outcome"),
                new Explanation(
                        row.getLong("place_key"),
                        row.getInt("waiting"),
                        row.getInt("ready"),
                        candidates(row.getString("candidates")),
                        Explanation.Rule.valueOf(row.getString("rule")),
                        Explanation.Overtaking.valueOf(row.getString("overtaking"))));
    }
}
