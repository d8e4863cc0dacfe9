package org.cordboard.crm.customer;

import java.util.List;
import org.cordboard.cti.customer.Tier;
import org.jspecify.annotations.Nullable;

/**
 * Which customers are asked for. A part that is null asks for nothing.
 *
 * @param number in any form {@link PhoneNumbers} takes
 * @param name how the name begins
 * @param owner the login of the owner
 * @param districts any of these; at most 1000
 * @param contested those on which somebody should decide, when true
 * @param after the id after which the page begins
 * @param most rows of a page, 1..1000
 * @param orOwner with {@code districts}: also those who have this owner, wherever they stand
 */
public record CustomerFilter(
        @Nullable String id,
        @Nullable String identity,
        @Nullable String number,
        @Nullable String name,
        @Nullable Tier tier,
        @Nullable String owner,
        @Nullable List<String> districts,
        @Nullable CustomerStatus status,
        boolean contested,
        @Nullable String after,
        int most,
        @Nullable String orOwner) {

    private static final int MOST = 1000;

    public CustomerFilter {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException("most out of range 1..1000: " + most);
        }
        if (districts != null && districts.size() > MOST) {
            throw new IllegalArgumentException("more than 1000 districts");
        }
        districts = districts == null ? null : List.copyOf(districts);
    }

    /** Everybody, page by page. */
    public static CustomerFilter all(int most) {
        return new CustomerFilter(null, null, null, null, null, null, null, null, false, null, most, null);
    }

    public CustomerFilter withId(String wanted) {
        return new CustomerFilter(
                wanted, identity, number, name, tier, owner, districts, status, contested, after, most, orOwner);
    }

    public CustomerFilter withIdentity(String wanted) {
        return new CustomerFilter(
                id, wanted, number, name, tier, owner, districts, status, contested, after, most, orOwner);
    }

    public CustomerFilter withNumber(String wanted) {
        return new CustomerFilter(
                id, identity, wanted, name, tier, owner, districts, status, contested, after, most, orOwner);
    }

    public CustomerFilter withName(String beginning) {
        return new CustomerFilter(
                id, identity, number, beginning, tier, owner, districts, status, contested, after, most, orOwner);
    }

    public CustomerFilter withTier(Tier wanted) {
        return new CustomerFilter(
                id, identity, number, name, wanted, owner, districts, status, contested, after, most, orOwner);
    }

    public CustomerFilter withOwner(String login) {
        return new CustomerFilter(
                id, identity, number, name, tier, login, districts, status, contested, after, most, orOwner);
    }

    public CustomerFilter withDistricts(List<String> wanted) {
        return new CustomerFilter(
                id, identity, number, name, tier, owner, wanted, status, contested, after, most, orOwner);
    }

    /** Those of districts, and those whom somebody owns. */
    public CustomerFilter withDistrictsOrOwner(List<String> wanted, String login) {
        return new CustomerFilter(
                id, identity, number, name, tier, owner, wanted, status, contested, after, most, login);
    }

    public CustomerFilter withStatus(CustomerStatus wanted) {
        return new CustomerFilter(
                id, identity, number, name, tier, owner, districts, wanted, contested, after, most, orOwner);
    }

    public CustomerFilter onlyContested() {
        return new CustomerFilter(
                id, identity, number, name, tier, owner, districts, status, true, after, most, orOwner);
    }

    public CustomerFilter after(String lastSeen) {
        return new CustomerFilter(
                id, identity, number, name, tier, owner, districts, status, contested, lastSeen, most, orOwner);
    }
}
