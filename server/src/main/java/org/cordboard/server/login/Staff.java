package org.cordboard.server.login;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordboard.crm.organisation.Organisation;
import org.cordboard.crm.organisation.OrganisationStore;
import org.cordboard.crm.organisation.Unit;
import org.cordboard.crm.organisation.UnitTier;
import org.cordboard.crm.organisation.User;
import org.cordboard.crm.organisation.UserStore;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.server.settings.Settings;

/**
 * Everybody who may log in, and where they stand. Users whom the settings give a password come first: they are there when the
 * database is empty or away, stand in the city named like the site, and nobody of the database can take their place. All others
 * are the database's.
 *
 * <p>Safe for use by many threads. What asks the database may throw {@code StoreUnavailableException}.
 */
public final class Staff {

    private final String city;
    private final Map<AgentId, User> first = new LinkedHashMap<>();
    private final UserStore users;
    private volatile Organisation organisation;

    /** Makes the site's city if it is not there yet. */
    public Staff(SiteId site, List<Settings.User> settings, UserStore users, OrganisationStore units) {
        this.city = site.value();
        this.users = users;
        for (Settings.User user : settings) {
            String hash = user.passwordHash();
            if (hash != null) {
                first.put(user.login(), new User(user.login(), user.name(), user.role(), city, true, hash, 0, false));
            }
        }
        this.organisation = units.read();
        if (organisation.find(city).isEmpty()) {
            units.put(new Unit(city, city, UnitTier.CITY, null), "server");
            this.organisation = units.read();
        }
        units.onChange(() -> this.organisation = units.read());
    }

    /** The user of a login; empty when it is nobody's, or no login at all. */
    public Optional<User> find(String login) {
        return login.matches("[A-Za-z0-9._-]{1,64}") ? find(new AgentId(login)) : Optional.empty();
    }

    public Optional<User> find(AgentId login) {
        User user = first.get(login);
        return user == null ? users.find(login) : Optional.of(user);
    }

    /** Whether the settings give the password of a login; such a user cannot be changed here. */
    public boolean isOfSettings(AgentId login) {
        return first.containsKey(login);
    }

    /** The users of the settings. */
    public List<User> ofSettings() {
        return List.copyOf(first.values());
    }

    /** The units as they are now, from memory. */
    public Organisation organisation() {
        return organisation;
    }

    /** The unit in which the users of the settings stand. It is always there. */
    public String city() {
        return city;
    }

    /** The logins of all who stand in units. */
    public List<AgentId> loginsIn(List<String> wanted) {
        List<AgentId> logins = new ArrayList<>(users.loginsIn(wanted));
        if (wanted.contains(city)) {
            logins.addAll(first.keySet());
        }
        return logins;
    }
}
