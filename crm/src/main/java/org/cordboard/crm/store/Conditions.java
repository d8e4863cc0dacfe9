package org.cordboard.crm.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The conditions of a search. Values are bound, never written into the statement. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    /** @param value null when it is not asked for */
    public Conditions add(String sql, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(sql);
            values.put(name, value);
        }
        return this;
    }

    /**
     * Asks for any of some values of a column.
     *
     * @param any null when it is not asked for; nothing is found when it is empty
     */
    public Conditions addAny(String column, @Nullable List<String> any) {
        if (any != null) {
            String name = column + "Any";
            conditions.add(any.isEmpty() ? "1 = 0" : column + " in (<" + name + ">)");
            if (!any.isEmpty()) {
                lists.put(name, any);
            }
        }
        return this;
    }

    /** The where of the statement, with a blank before it; empty when nothing is asked for. */
    public String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    public Query bind(Query query) {
        query.bindMap(values);
        lists.forEach(query::bindList);
        return query;
    }
}
