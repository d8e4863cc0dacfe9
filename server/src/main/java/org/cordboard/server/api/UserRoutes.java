package org.cordboard.server.api;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.cordboard.crm.organisation.PasswordRules;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.organisation.UserFilter;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.listen.RefusedException;
import org.cordboard.server.login.PasswordChange;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.login.Staff;
import org.cordboard.server.login.Tokens;
import org.jspecify.annotations.Nullable;

/** Users: listed, added, changed, closed, given a new password. Those of the settings are shown, and changed there. */
final class UserRoutes {

    private static final String LIST = "users";
    private static final int MOST = 500;

    record NewUser(
            @Nullable String login,
            @Nullable String name,
            @Nullable String role,
            @Nullable String unit,
            @Nullable String password) {

        @Override
        public String toString() {
            return "NewUser[" + login + "]";
        }
    }

    /** What is null stays as it is. */
    record UserPatch(
            @Nullable String name,
            @Nullable String role,
            @Nullable String unit,
            @Nullable Boolean active) {}

    record NewPassword(@Nullable String password) {

        @Override
        public String toString() {
            return "NewPassword";
        }
    }

    private final Staff staff;
    private final UserStore users;
    private final PasswordChange passwords;
    private final Tokens tokens;

    UserRoutes(Staff staff, UserStore users, PasswordChange passwords, Tokens tokens) {
        this.staff = staff;
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    void addTo(GuardedRoutes to) {
        to.add("GET", "/api/v1/users", Resource.USER, Action.VIEW, this::search)
                .add("POST", "/api/v1/users", Resource.USER, Action.ADD, this::add)
                .add("GET", "/api/v1/users/{id}", Resource.USER, Action.VIEW, this::view)
                .add("PATCH", "/api/v1/users/{id}", Resource.USER, Action.CHANGE, this::change)
                .add("POST", "/api/v1/users/{id}/close", Resource.USER, Action.CLOSE, this::close)
                .add("POST", "/api/v1/users/{id}/password", Resource.USER, Action.CHANGE, this::reset);
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "query", "unit", "role", "active", "limit", "cursor");
        int most = query.limit(MOST);
        boolean limited = asker.isLimitedToOwn(Resource.USER, Action.VIEW);
        UserFilter filter = new UserFilter(
                units(asker, query.text("unit")),
                limited ? asker.login().value() : null,
                query.text("query").orElse(null),
                query.word("role", Role.class).orElse(null),
                query.truth("active").orElse(null),
                query.cursor(LIST).map(Cursor::text).orElse(""),
                most + 1);
        List<UserView> found = Stream.concat(
                        staff.ofSettings().stream().filter(fits(filter)), users.search(filter).stream())
                .map(this::shown)
                .sorted(Comparator.comparing(UserView::login))
                .limit(most + 1)
                .toList();
        return Listing.reply(call, UserView.class, found, most, last -> new Cursor(LIST, 0, last.login()));
    }

    /** The units asked for, as far as the asker may see their users; null for all. */
    private @Nullable List<String> units(Asker asker, Optional<String> wanted) {
        List<String> mine = asker.isLimitedToOwn(Resource.USER, Action.VIEW)
                ? null
                : asker.access().units(Resource.USER, Action.VIEW).orElse(null);
        if (wanted.isEmpty()) {
            return mine;
        }
        List<String> below = staff.organisation().withBelow(wanted.get());
        return mine == null ? below : below.stream().filter(mine::contains).toList();
    }

    /** What the database does for its users. */
    private static Predicate<User> fits(UserFilter filter) {
        List<String> units = filter.units();
        String beginning = filter.beginning();
        return user -> user.login().value().compareTo(filter.after()) > 0
                && (units == null || units.contains(user.unit()))
                && (filter.login() == null || user.login().value().equals(filter.login()))
                && (filter.role() == null || user.role() == filter.role())
                && (filter.active() == null || user.active() == filter.active())
                && (beginning == null
                        || user.login().value().startsWith(beginning)
                        || user.name().startsWith(beginning));
    }

    private UserView shown(User user) {
        return UserView.of(user, staff.isOfSettings(user.login()));
    }

    private HttpReply view(HttpCall call, Asker asker) {
        Parameters.of(call);
        return HttpReply.json(200, shown(visible(call, asker)));
    }

    private User visible(HttpCall call, Asker asker) {
        return staff.find(call.place("id"))
                .filter(user -> asker.access().mayTo(Resource.USER, Action.VIEW, user.login(), user.unit()))
                .orElseThrow(() -> Refusals.notFound("NO_SUCH_USER", "user", "List the users at /api/v1/users."));
    }

    private User changeable(HttpCall call, Asker asker, Action action) {
        User user = visible(call, asker);
        if (!asker.access().mayIn(Resource.USER, action, user.unit())) {
            throw asker.forbidden(Resource.USER, action);
        }
        if (staff.isOfSettings(user.login())) {
            throw new RefusedException(LoginRoutes.ofSettings());
        }
        return user;
    }

    private HttpReply add(HttpCall call, Asker asker) {
        Parameters.of(call);
        NewUser wanted = call.json(NewUser.class);
        String login = Refusals.required(wanted.login(), "login");
        String unit = Refusals.required(wanted.unit(), "unit");
        Role role = Refusals.word(wanted.role(), "role", Role.class);
        char[] password = Refusals.required(wanted.password(), "password").toCharArray();
        String name = Refusals.required(wanted.name(), "name");
        // What is wrong with it is told before the password is hashed, which takes long.
        AgentId id = Refusals.checked(() -> new User(new AgentId(login), name, role, unit, true, "", 0, true).login());
        if (staff.organisation().find(unit).isEmpty()) {
            throw Refusals.badValue("there is no unit '" + unit + "'");
        }
        if (!asker.access().mayIn(Resource.USER, Action.ADD, unit)) {
            throw asker.forbidden(Resource.USER, Action.ADD);
        }
        if (staff.find(id).isPresent()) {
            throw Refusals.conflict(
                    "LOGIN_TAKEN", "The login '" + id + "' is taken, perhaps by the settings.", "Take another one.");
        }
        List<PasswordRules.Fault> faults = passwords.check(login, password);
        if (!faults.isEmpty()) {
            return LoginRoutes.unfit(new PasswordChange.Result.Unfit(faults, false));
        }
        String hash = PasswordHash.of(password);
        Arrays.fill(password, '\0');
        User added = Refusals.checked(
                () -> users.add(id, name, role, unit, hash, asker.login().value()));
        return HttpReply.json(201, shown(added)).with("Location", "/api/v1/users/" + id);
    }

    private HttpReply change(HttpCall call, Asker asker) {
        Parameters.of(call);
        UserPatch patch = call.json(UserPatch.class);
        User user = changeable(call, asker, Action.CHANGE);
        if (Boolean.FALSE.equals(patch.active())) {
            throw Refusals.badValue("active can only be set to true here; close the user instead");
        }
        String unit = patch.unit() == null ? user.unit() : patch.unit();
        Role role = patch.role() == null ? user.role() : Refusals.word(patch.role(), "role", Role.class);
        String name = patch.name() == null ? user.name() : patch.name();
        boolean active = user.active() || Boolean.TRUE.equals(patch.active());
        Refusals.checked(() -> users.change(
                user.login(), name, role, unit, active, asker.login().value()));
        return HttpReply.json(200, shown(visible(call, asker)));
    }

    private HttpReply close(HttpCall call, Asker asker) {
        Parameters.of(call);
        User user = changeable(call, asker, Action.CLOSE);
        if (user.login().equals(asker.login())) {
            throw Refusals.conflict("OWN_USER", "This is you.", "Have somebody else close you.");
        }
        users.change(
                user.login(),
                user.name(),
                user.role(),
                user.unit(),
                false,
                asker.login().value());
        tokens.revokeAll(user.login());
        return HttpReply.json(200, shown(visible(call, asker)));
    }

    private HttpReply reset(HttpCall call, Asker asker) {
        Parameters.of(call);
        char[] password = Refusals.required(call.json(NewPassword.class).password(), "password")
                .toCharArray();
        User user = changeable(call, asker, Action.CHANGE);
        PasswordChange.Result result =
                passwords.reset(user, password, asker.login().value());
        Arrays.fill(password, '\0');
        if (result instanceof PasswordChange.Result.Unfit unfit) {
            return LoginRoutes.unfit(unfit);
        }
        tokens.revokeAll(user.login());
        return HttpReply.nothing();
    }
}
