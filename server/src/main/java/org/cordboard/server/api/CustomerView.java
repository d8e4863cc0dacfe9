package org.cordboard.server.api;

import java.util.List;
import java.util.Map;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.FieldValue;
import org.cordboard.crm.customer.Identity;
import org.cordboard.cti.agent.AgentId;
import org.jspecify.annotations.Nullable;

/** A customer as the API gives them, masked before if the asker may not see numbers. Times are milliseconds since 1970. */
record CustomerView(
        String id,
        String name,
        String tier,
        boolean target,
        @Nullable String owner,
        String status,
        boolean contested,
        @Nullable IdentityView identity,
        List<NumberView> numbers,
        List<FieldView> fields) {

    record IdentityView(String kind, String value) {}

    record NumberView(String number, String source, long since, boolean chosen, boolean contested) {}

    /** @param others what other sources say instead, by source */
    record FieldView(
            String name, String group, String value, String source, boolean contested, Map<String, String> others) {}

    static CustomerView of(CustomerProfile profile) {
        CustomerRecord customer = profile.customer();
        Identity identity = customer.identity();
        return new CustomerView(
                customer.id().value(),
                customer.name(),
                customer.tier().name(),
                customer.target(),
                customer.owner().map(AgentId::value).orElse(null),
                customer.status().name(),
                profile.contested(),
                identity == null ? null : new IdentityView(identity.kind().name(), identity.value()),
                profile.numbers().stream()
                        .map(n -> new NumberView(n.number(), n.source(), n.since(), n.chosen(), n.contested()))
                        .toList(),
                customer.fields().values().stream().map(CustomerView::field).toList());
    }

    private static FieldView field(FieldValue field) {
        return new FieldView(
                field.field().name(),
                field.field().group().name(),
                field.value(),
                field.source(),
                field.contested(),
                field.others());
    }
}
