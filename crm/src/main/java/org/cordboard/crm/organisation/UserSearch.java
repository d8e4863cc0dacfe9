package org.cordboard.crm.organisation;

import java.util.List;
import org.cordboard.crm.store.Conditions;
import org.jdbi.v3.core.Handle;

/** Turns a filter into SQL. */
final class UserSearch {

    private UserSearch() {}

    static List<User> run(Handle handle, UserFilter filter) {
        Role role = filter.role();
        String beginning = filter.beginning();
        Conditions conditions = new Conditions()
                .add("login > :after", "after", filter.after())
                .add("login = :login", "login", filter.login())
                .add("role = :role", "role", role == null ? null : role.name())
                .add("active = :active", "active", filter.active())
                .add(
                        "(login >= :beginning and login < :end or name >= :beginning and name < :end)",
                        "beginning",
                        beginning)
                .add(":end is not null", "end", beginning == null ? null : beginning + '\uFFFF')
                .addAny("unit", filter.units());
        return conditions
                .bind(handle.createQuery("select * from users" + conditions.where() + " order by login limit :most"))
                .bind("most", filter.most())
                .map((row, context) -> UserStore.user(row))
                .list();
    }
}
