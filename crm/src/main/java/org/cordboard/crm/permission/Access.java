package org.cordboard.crm.permission;

import java.util.List;
import java.util.Optional;
import org.cordboard.crm.customer.CustomerFilter;
import org.cordboard.crm.customer.CustomerProfile;
import org.cordboard.crm.customer.CustomerRecord;
import org.cordboard.crm.customer.Field;
import org.cordboard.crm.organisation.Organisation;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.organisation.User;
import org.cordboard.cti.agent.AgentId;

/**
 * What one user may do in the organisation as it is. A customer belongs to the district of their field {@code district}; one
 * without a district, or whose district is none of the organisation's, belongs to the cities.
 */
public final class Access {

    private final Permissions permissions;
    private final Organisation organisation;
    private final User user;

    public Access(Permissions permissions, Organisation organisation, User user) {
        this.permissions = permissions;
        this.organisation = organisation;
        this.user = user;
    }

    /** How far the user may do something; nobody who is inactive may do anything. */
    public Scope scope(Resource resource, Action action) {
        return user.active() ? permissions.scope(user.role(), resource, action) : Scope.NONE;
    }

    /** Whether the user may do something to what belongs to a unit. */
    public boolean mayIn(Resource resource, Action action, String unit) {
        return switch (scope(resource, action)) {
            case NONE, OWN -> false;
            case UNIT -> organisation.isWithin(unit, user.unit());
            case TENANT -> true;
        };
    }

    /** Whether the user may do something to what is a person's, who stands in a unit. */
    public boolean mayTo(Resource resource, Action action, AgentId person, String unit) {
        return mayIn(resource, action, unit) || (scope(resource, action) != Scope.NONE && person.equals(user.login()));
    }

    /** Whether the user may do something to a customer. */
    public boolean mayTo(Resource resource, Action action, CustomerRecord customer) {
        return switch (scope(resource, action)) {
            case NONE -> false;
            case OWN -> owns(customer);
            case UNIT -> owns(customer) || isWithin(customer);
            case TENANT -> true;
        };
    }

    private boolean owns(CustomerRecord customer) {
        return customer.owner().filter(user.login()::equals).isPresent();
    }

    /** A team sees its district's customers only when it owns them; a district sees its own; a city all. */
    private boolean isWithin(CustomerRecord customer) {
        if (seesEverything()) {
            return true;
        }
        Optional<String> district = customer.value(Field.DISTRICT)
                .filter(id -> organisation.find(id).isPresent());
        return district.isPresent() && organisation.isWithin(district.get(), user.unit());
    }

    /** The only city sees also those who are in no district. */
    private boolean seesEverything() {
        return organisation
                        .find(user.unit())
                        .filter(unit -> unit.tier() == UnitTier.CITY)
                        .isPresent()
                && organisation.all().stream()
                                .filter(unit -> unit.tier() == UnitTier.CITY)
                                .count()
                        == 1;
    }

    /**
     * Narrows a search to the customers the user may see.
     *
     * @return empty when there are none the user may see
     */
    public Optional<CustomerFilter> narrowed(CustomerFilter filter, Action action) {
        return narrowed(filter, Resource.CUSTOMER, action);
    }

    /** The same for another right that goes by customers. */
    public Optional<CustomerFilter> narrowed(CustomerFilter filter, Resource resource, Action action) {
        return switch (scope(resource, action)) {
            case NONE -> Optional.empty();
            case OWN -> ownOnly(filter);
            case UNIT -> seesEverything() ? Optional.of(filter) : unitOnly(filter);
            case TENANT -> Optional.of(filter);
        };
    }

    private Optional<CustomerFilter> ownOnly(CustomerFilter filter) {
        String wanted = filter.owner();
        return wanted == null || wanted.equals(user.login().value())
                ? Optional.of(filter.withOwner(user.login().value()))
                : Optional.empty();
    }

    private Optional<CustomerFilter> unitOnly(CustomerFilter filter) {
        List<String> mine = organisation.withBelow(user.unit()).stream()
                .filter(id -> organisation
                        .find(id)
                        .map(Unit::tier)
                        .filter(UnitTier.DISTRICT::equals)
                        .isPresent())
                .toList();
        if (mine.isEmpty()) {
            return ownOnly(filter);
        }
        List<String> wanted = filter.districts();
        return Optional.of(
                wanted == null
                        ? filter.withDistrictsOrOwner(mine, user.login().value())
                        : filter.withDistricts(
                                wanted.stream().filter(mine::contains).toList()));
    }

    /**
     * The units to whose things the user may do something.
     *
     * @return empty when it is everything, of all units and of none; a list without units when it is at most what is the user's own
     */
    public Optional<List<String>> units(Resource resource, Action action) {
        return switch (scope(resource, action)) {
            case NONE, OWN -> Optional.of(List.of());
            case UNIT -> seesEverything() ? Optional.empty() : Optional.of(organisation.withBelow(user.unit()));
            case TENANT -> Optional.empty();
        };
    }

    /** Whether the user may do something to what belongs to no unit, but to all of them. */
    public boolean mayEverywhere(Resource resource, Action action) {
        return units(resource, action).isEmpty();
    }

    /** A profile as the user may see it: numbers masked without the right to them. */
    public CustomerProfile shown(CustomerProfile profile) {
        return mayTo(Resource.CUSTOMER_NUMBER, Action.VIEW, profile.customer()) ? profile : profile.masked();
    }
}
