package org.cordboard.crm.organisation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Turns a filter into SQL. Values are bound, never written into the statement. */
final class UserSearch {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private UserSearch(UserFilter filter) {
        Role role = filter.role();
        condition("login > :after", "after", filter.after());
        condition("login = :login", "login", filter.login());
        condition("role = :role", "role", role == null ? null : role.name());
        condition("active = :active", "active", filter.active());
        String beginning = filter.beginning();
        condition(
                "(login >= :beginning and login < :end or name >= :beginning and name < :end)", "beginning", beginning);
        if (beginning != null) {
            values.put("end", beginning + '\uFFFF');
        }
        List<String> units = filter.units();
        if (units != null) {
            conditions.add(units.isEmpty() ? "1 = 0" : "unit in (<units>)");
        }
    }

    private void condition(String sql, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(sql);
            values.put(name, value);
        }
    }

    static List<User> run(Handle handle, UserFilter filter) {
        UserSearch search = new UserSearch(filter);
        Query query = handle.createQuery("select * from users where " + String.join(" and ", search.conditions)
                        + " order by login limit :most")
                .bindMap(search.values)
                .bind("most", filter.most());
        List<String> units = filter.units();
        if (units != null && !units.isEmpty()) {
            query.bindList("units", units);
        }
        return query.map((row, context) -> UserStore.user(row)).list();
    }
}
