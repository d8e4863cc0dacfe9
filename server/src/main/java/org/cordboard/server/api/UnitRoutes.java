package org.cordboard.server.api;

import java.util.List;
import java.util.Optional;
import org.cordboard.crm.organisation.OrganisationStore;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.permission.Action;
import org.cordboard.crm.permission.Resource;
import org.cordboard.server.listen.HttpCall;
import org.cordboard.server.listen.HttpReply;
import org.cordboard.server.login.Staff;
import org.jspecify.annotations.Nullable;

/** The organisation's units: a tree, given as a list in which each names the one above. */
final class UnitRoutes {

    private static final String LIST = "units";
    private static final int MOST = 1_000;

    record UnitView(
            String id, String name, String tier, @Nullable String parent) {

        static UnitView of(Unit unit) {
            return new UnitView(unit.id(), unit.name(), unit.tier().name(), unit.parent());
        }
    }

    record NewUnit(
            @Nullable String id,
            @Nullable String name,
            @Nullable String tier,
            @Nullable String parent) {}

    /** What is null stays as it is. */
    record UnitPatch(@Nullable String name, @Nullable String parent) {}

    private final Staff staff;
    private final OrganisationStore units;

    UnitRoutes(Staff staff, OrganisationStore units) {
        this.staff = staff;
        this.units = units;
    }

    void addTo(GuardedRoutes to) {
        to.add("GET", "/api/v1/units", Resource.UNIT, Action.VIEW, this::search)
                .add("POST", "/api/v1/units", Resource.UNIT, Action.ADD, this::add)
                .add("PATCH", "/api/v1/units/{id}", Resource.UNIT, Action.CHANGE, this::change)
                .add("POST", "/api/v1/units/{id}/close", Resource.UNIT, Action.CLOSE, this::close);
    }

    private HttpReply search(HttpCall call, Asker asker) {
        Parameters query = Parameters.of(call, "query", "unit", "limit", "cursor");
        int most = query.limit(MOST);
        String beginning = query.text("query").orElse("");
        String after = query.cursor(LIST).map(Cursor::text).orElse("");
        Optional<List<String>> below = query.text("unit").map(staff.organisation()::withBelow);
        List<UnitView> found = staff.organisation().all().stream()
                .filter(unit -> maySee(asker, unit))
                .filter(unit -> below.isEmpty() || below.get().contains(unit.id()))
                .filter(unit -> unit.id().startsWith(beginning) || unit.name().startsWith(beginning))
                .filter(unit -> unit.id().compareTo(after) > 0)
                .map(UnitView::of)
                .sorted(java.util.Comparator.comparing(UnitView::id))
                .limit(most + 1)
                .toList();
        return Listing.reply(call, UnitView.class, found, most, last -> new Cursor(LIST, 0, last.id()));
    }

    private static boolean maySee(Asker asker, Unit unit) {
        return asker.isLimitedToOwn(Resource.UNIT, Action.VIEW)
                ? unit.id().equals(asker.user().unit())
                : asker.access().mayIn(Resource.UNIT, Action.VIEW, unit.id());
    }

    private Unit known(HttpCall call, Asker asker, Action action) {
        Unit unit = staff.organisation()
                .find(call.place("id"))
                .filter(found -> maySee(asker, found))
                .orElseThrow(() -> Refusals.notFound("NO_SUCH_UNIT", "unit", "List the units at /api/v1/units."));
        if (!asker.access().mayIn(Resource.UNIT, action, unit.id())) {
            throw asker.forbidden(Resource.UNIT, action);
        }
        return unit;
    }

    private HttpReply add(HttpCall call, Asker asker) {
        Parameters.of(call);
        NewUnit wanted = call.json(NewUnit.class);
        UnitTier tier = Refusals.word(wanted.tier(), "tier", UnitTier.class);
        Unit unit = Refusals.checked(() -> new Unit(
                Refusals.required(wanted.id(), "id"), Refusals.required(wanted.name(), "name"), tier, wanted.parent()));
        if (!asker.access().mayEverywhere(Resource.UNIT, Action.ADD)) {
            throw asker.forbidden(Resource.UNIT, Action.ADD);
        }
        if (staff.organisation().find(unit.id()).isPresent()) {
            throw Refusals.conflict(
                    "UNIT_TAKEN",
                    "There is a unit '" + unit.id() + "' already.",
                    "Take another id, or change that one.");
        }
        Refusals.checked(() -> units.put(unit, asker.login().value()));
        return HttpReply.json(201, UnitView.of(unit));
    }

    private HttpReply change(HttpCall call, Asker asker) {
        Parameters.of(call);
        UnitPatch patch = call.json(UnitPatch.class);
        Unit before = known(call, asker, Action.CHANGE);
        String name = patch.name() == null ? before.name() : patch.name();
        String parent = patch.parent() == null ? before.parent() : patch.parent();
        Unit after = Refusals.checked(() -> new Unit(before.id(), name, before.tier(), parent));
        Refusals.checked(() -> units.put(after, asker.login().value()));
        return HttpReply.json(200, UnitView.of(after));
    }

    private HttpReply close(HttpCall call, Asker asker) {
        Parameters.of(call);
        Unit unit = known(call, asker, Action.CLOSE);
        if (unit.id().equals(staff.city())) {
            throw Refusals.conflict("SITE_UNIT", "The users of the settings stand in this unit.", "Keep it.");
        }
        try {
            units.remove(unit.id(), asker.login().value());
        } catch (IllegalArgumentException e) {
            throw Refusals.conflict("UNIT_IN_USE", e.getMessage() + ".", "Empty the unit first.");
        }
        return HttpReply.nothing();
    }
}
