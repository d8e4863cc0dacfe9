package org.cordboard.crm.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.customer.Tier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Turns a filter into SQL. Values are bound, never written into the statement. */
final class CustomerSearch {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private CustomerSearch(CustomerFilter filter, PhoneNumbers phoneNumbers) {
        equal("id", filter.id());
        equal("identity", filter.identity());
        Tier tier = filter.tier();
        equal("tier", tier == null ? null : tier.name());
        equal("owner", filter.owner());
        CustomerStatus status = filter.status();
        equal("status", status == null ? null : status.name());
        String number = filter.number();
        if (number != null) {
            conditions.add("id in (select customer_id from customer_numbers where number = :number)");
            values.put("number", phoneNumbers.normalise(number).orElse(""));
        }
        String name = filter.name();
        if (name != null) {
            conditions.add("name like :name escape '!'");
            values.put("name", name.replaceAll("[!%_]", "!$0") + '%');
        }
        if (filter.contested()) {
            conditions.add("(contested or exists (select 1 from customer_numbers mine join customer_numbers theirs"
                    + " on theirs.number = mine.number and theirs.customer_id <> mine.customer_id"
                    + " where mine.customer_id = customers.id))");
        }
        String after = filter.after();
        if (after != null) {
            conditions.add("id > :after");
            values.put("after", after);
        }
        List<String> districts = filter.districts();
        String orOwner = filter.orOwner();
        if (districts != null) {
            String within = districts.isEmpty() ? "1 = 0" : "district in (<districts>)";
            conditions.add(orOwner == null ? within : "(" + within + " or owner = :orOwner)");
            if (orOwner != null) {
                values.put("orOwner", orOwner);
            }
        }
    }

    static List<CustomerRecord> run(Handle handle, CustomerFilter filter, PhoneNumbers phoneNumbers) {
        CustomerSearch search = new CustomerSearch(filter, phoneNumbers);
        String where = search.conditions.isEmpty() ? "" : " where " + String.join(" and ", search.conditions);
        Query query = handle.createQuery(
                        "select " + CustomerTable.COLUMNS + " from customers" + where + " order by id limit :most")
                .bindMap(search.values)
                .bind("most", filter.most());
        List<String> districts = filter.districts();
        if (districts != null && !districts.isEmpty()) {
            query.bindList("districts", districts);
        }
        return query.map((row, context) -> CustomerTable.record(row)).list();
    }

    private void equal(String column, @Nullable String value) {
        if (value != null) {
            conditions.add(column + " = :" + column);
            values.put(column, value);
        }
    }
}
