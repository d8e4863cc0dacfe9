package org.cordboard.crm.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a customer, source by source. Of several values of a field the staff's counts, else that of the source that
 * has been known for this customer longest; the others are kept beside it.
 *
 * @param origin the source that first named the customer
 * @param claims the staff's first, then in the order in which the sources came
 */
public record CustomerRecord(
        CustomerId id, @Nullable Identity identity, CustomerStatus status, String origin, List<SourceClaims> claims) {

    /** What stands in the field of the owner when people decided that there is none, whatever a source says. */
    static final String NOBODY = "-";
    /** Sources of one customer. One more is refused. */
    static final int SOURCES = 8;
    /** Fields of one source of one customer. One more is refused. */
    static final int FIELDS = 200;

    public CustomerRecord {
        claims = List.copyOf(claims);
    }

    /** A record about which nothing has been said yet. */
    static CustomerRecord empty(CustomerId id, @Nullable Identity identity, String origin) {
        return new CustomerRecord(id, identity, CustomerStatus.OPEN, origin, List.of());
    }

    CustomerRecord with(CustomerStatus next) {
        return new CustomerRecord(id, identity, next, origin, claims);
    }

    CustomerRecord with(Identity next) {
        return new CustomerRecord(id, next, status, origin, claims);
    }

    /**
     * The record after a source has spoken.
     *
     * @param said checked values by the name of the field; an empty one takes back what the source said before
     * @param complete whether the source takes back what it does not repeat
     * @return this record when nothing is new
     * @throws BadValueException when a bound is passed
     */
    CustomerRecord merged(String source, Map<String, String> said, boolean complete) {
        @Nullable SourceClaims before = claimsOf(source);
        Map<String, String> after =
                before == null || complete ? new LinkedHashMap<>() : new LinkedHashMap<>(before.values());
        said.forEach((field, value) -> {
            if (value.isEmpty()) {
                after.remove(field);
            } else {
                after.put(field, value);
            }
        });
        boolean staff = source.equals(SourceClaims.STAFF);
        if (before == null ? after.isEmpty() : !staff && before.values().equals(after)) {
            return this;
        }
        Map<String, List<String>> overruled = staff ? overruled(before, said, after) : Map.of();
        SourceClaims claim = new SourceClaims(source, after, overruled);
        return claim.equals(before) ? this : replaced(claim, before);
    }

    private Map<String, List<String>> overruled(
            @Nullable SourceClaims before, Map<String, String> said, Map<String, String> after) {
        Map<String, List<String>> overruled = new LinkedHashMap<>(before == null ? Map.of() : before.overruled());
        said.keySet().forEach(field -> overruled.put(field, othersOf(field)));
        overruled.keySet().retainAll(after.keySet());
        overruled.values().removeIf(List::isEmpty);
        return overruled;
    }

    private List<String> othersOf(String field) {
        return claims.stream()
                .filter(claim -> !claim.source().equals(SourceClaims.STAFF))
                .flatMap(claim -> Optional.ofNullable(claim.values().get(field)).stream())
                .distinct()
                .toList();
    }

    private CustomerRecord replaced(SourceClaims claim, @Nullable SourceClaims before) {
        if (claim.values().size() > FIELDS) {
            throw new BadValueException("a customer has at most " + FIELDS + " fields from one source");
        }
        List<SourceClaims> next = new ArrayList<>(claims);
        if (before != null) {
            next.set(claims.indexOf(before), claim);
        } else if (claim.source().equals(SourceClaims.STAFF)) {
            next.add(0, claim);
        } else {
            next.add(claim);
        }
        if (next.size() > SOURCES) {
            throw new BadValueException("a customer has at most " + SOURCES + " sources");
        }
        return new CustomerRecord(id, identity, status, origin, next);
    }

    private @Nullable SourceClaims claimsOf(String source) {
        for (SourceClaims claim : claims) {
            if (claim.source().equals(source)) {
                return claim;
            }
        }
        return null;
    }

    /** What counts of a field. */
    public Optional<String> value(Field field) {
        for (SourceClaims claim : claims) {
            String value = claim.values().get(field.name());
            if (value != null) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** All fields with what counts and what others say, in the order in which they were first said. */
    public Map<String, FieldValue> fields() {
        Set<String> names = new LinkedHashSet<>();
        claims.forEach(claim -> names.addAll(claim.values().keySet()));
        Map<String, FieldValue> fields = new LinkedHashMap<>();
        names.forEach(name -> fields.put(name, fieldValue(name)));
        return fields;
    }

    private FieldValue fieldValue(String name) {
        List<SourceClaims> saying = claims.stream()
                .filter(claim -> claim.values().containsKey(name))
                .toList();
        SourceClaims first = saying.get(0);
        String value = String.valueOf(first.values().get(name));
        List<String> decided = first.overruled().getOrDefault(name, List.of());
        Map<String, String> others = new LinkedHashMap<>();
        boolean contested = false;
        for (SourceClaims claim : saying) {
            String other = String.valueOf(claim.values().get(name));
            if (!other.equals(value)) {
                others.put(claim.source(), other);
                contested |= !decided.contains(other);
            }
        }
        return new FieldValue(Field.of(name), value, first.source(), others, contested);
    }

    /** Whether sources differ on a field on which nobody has decided yet. */
    public boolean contested() {
        return claims.size() > 1 && fields().values().stream().anyMatch(FieldValue::contested);
    }

    public String name() {
        return value(Field.NAME).orElse("");
    }

    public Tier tier() {
        return value(Field.TIER).map(Tier::valueOf).orElse(Tier.ORDINARY);
    }

    /** Whether a source takes the customer for a target customer; a target list may do so, too. */
    public boolean target() {
        return value(Field.TARGET).map(Boolean::parseBoolean).orElse(false);
    }

    /** The phone manager who owns the customer; nobody when people took the owner away. */
    public Optional<AgentId> owner() {
        return value(Field.OWNER).filter(owner -> !owner.equals(NOBODY)).map(AgentId::new);
    }

    /** As much of it as the engine and the agent's screen need. */
    public Customer toCustomer() {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (SourceClaims claim : claims) {
            claim.values().forEach(attributes::putIfAbsent);
        }
        List.of(Field.NAME, Field.TIER, Field.TARGET, Field.OWNER).forEach(field -> attributes.remove(field.name()));
        return new Customer(id, name(), tier(), target(), owner().orElse(null), attributes);
    }

    /** Without what is said, which is personal data. */
    @Override
    public String toString() {
        return "CustomerRecord[" + id + ", " + status + ", " + claims.size() + " sources]";
    }
}
