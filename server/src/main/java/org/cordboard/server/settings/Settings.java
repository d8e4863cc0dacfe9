package org.cordboard.server.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.reports.ReportSettings;
import org.cordboard.crm.store.Database;
import org.cordboard.crm.store.Postgres;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.RecordingRules;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one server and its site, checked: ids are unique and every name used is defined.
 *
 * @param region the country whose way of writing numbers callers' numbers are read in, as two letters (ISO 3166)
 * @param dataDirectory where the journal lives, and the database if it is a file; relative to the working directory
 * @param database null when it is a file in the data directory
 * @param journalKept how long the journal's entries are kept at least; {@link #FOR_EVER} for ever
 * @param customers the CSV file that customers are loaded from at start; null when there is none
 * @param warnings what is most likely not meant, and can be used all the same
 */
public record Settings(
        SiteId site,
        String region,
        Listen listen,
        Path dataDirectory,
        Duration journalKept,
        @Nullable Postgres database,
        List<PbxSettings> pbxs,
        List<TrunkSettings> trunks,
        List<SiteConfig.StationConfig> stations,
        List<SiteConfig.QueueConfig> queues,
        List<SiteConfig.Hotline> hotlines,
        List<IvrTree> trees,
        List<User> users,
        @Nullable Path customers,
        SiteConfig.Limits limits,
        Outbound outbound,
        ReportSettings reports,
        RecordingRules recording,
        List<Fault> warnings) {

    static final Duration FOR_EVER = Duration.ofMillis(Long.MAX_VALUE);

    /** Where nothing else is said. */
    private static final Duration JOURNAL_KEPT = Duration.ofDays(90);

    /** @param port 0 means any free port */
    public record Listen(String host, int port) {}

    /**
     * @param user the manager user's name at the PBX
     * @param recordings the folder for recordings at the PBX's machine; empty for the PBX's own
     */
    public record PbxSettings(
            PbxId id, Type type, String host, int port, String user, Secret secret, String recordings) {

        /** One that writes recordings into its own folder. */
        public PbxSettings(PbxId id, Type type, String host, int port, String user, Secret secret) {
            this(id, type, host, port, user, secret, "");
        }

        /** The kinds of PBX there are adapters for. */
        public enum Type {
            ASTERISK
        }
    }

    /** @param pbx the PBX the trunk ends at */
    public record TrunkSettings(TrunkId id, PbxId pbx) {}

    /**
     * Someone who may log in.
     *
     * @param passwordHash Argon2id in PHC form; null when the database says who this is
     * @param queues the queues the user serves, in the order of the settings
     * @param skills the user's level in each skill, 1..10
     */
    public record User(
            AgentId login,
            String name,
            @Nullable String passwordHash,
            Role role,
            List<QueueId> queues,
            Map<String, Integer> skills) {

        public User {
            queues = List.copyOf(queues);
            skills = Collections.unmodifiableMap(new LinkedHashMap<>(skills));
        }

        /** One without special skills. */
        public User(AgentId login, String name, String passwordHash, Role role, List<QueueId> queues) {
            this(login, name, passwordHash, role, queues, Map.of());
        }

        /** Without the password's hash. */
        @Override
        public String toString() {
            return "User[" + login + ", " + role + ", " + queues + "]";
        }
    }

    public Settings {
        pbxs = List.copyOf(pbxs);
        trunks = List.copyOf(trunks);
        stations = List.copyOf(stations);
        queues = List.copyOf(queues);
        hotlines = List.copyOf(hotlines);
        trees = List.copyOf(trees);
        users = List.copyOf(users);
        warnings = List.copyOf(warnings);
    }

    /** Settings that nothing is to be said about, with the usual reports and a database in the data directory. */
    public Settings(
            SiteId site,
            String region,
            Listen listen,
            Path dataDirectory,
            List<PbxSettings> pbxs,
            List<TrunkSettings> trunks,
            List<SiteConfig.StationConfig> stations,
            List<SiteConfig.QueueConfig> queues,
            List<SiteConfig.Hotline> hotlines,
            List<IvrTree> trees,
            List<User> users,
            @Nullable Path customers,
            SiteConfig.Limits limits) {
        this(
                site,
                region,
                listen,
                dataDirectory,
                JOURNAL_KEPT,
                null,
                pbxs,
                trunks,
                stations,
                queues,
                hotlines,
                trees,
                users,
                customers,
                limits,
                Outbound.NONE,
                ReportSettings.usual(),
                RecordingRules.USUAL,
                List.of());
    }

    /** What the engine needs of it. Every user can take a seat; one who serves no queue is offered no calls. */
    public SiteConfig toSiteConfig() {
        List<SiteConfig.AgentConfig> agents = users.stream()
                .map(u -> new SiteConfig.AgentConfig(u.login(), u.name(), u.queues(), u.skills()))
                .toList();
        return new SiteConfig(hotlines, trees, queues, agents, stations, limits, recording, outbound);
    }

    /**
     * Opens the database: that of PostgreSQL if there is one, else the file in the data directory.
     *
     * @throws org.cordboard.crm.store.StoreUnavailableException when it cannot be opened; the sentence says why
     */
    public Database openDatabase() {
        return database == null ? Database.open(dataDirectory) : Database.open(database);
    }

    public Settings withListen(Listen other) {
        return with(other, dataDirectory, journalKept, database, pbxs);
    }

    public Settings withDataDirectory(Path other) {
        return with(listen, other, journalKept, database, pbxs);
    }

    public Settings withJournalKept(Duration other) {
        return with(listen, dataDirectory, other, database, pbxs);
    }

    public Settings withDatabase(Postgres other) {
        return with(listen, dataDirectory, journalKept, other, pbxs);
    }

    public Settings withPbxs(List<PbxSettings> others) {
        return with(listen, dataDirectory, journalKept, database, others);
    }

    public Settings withOutbound(Outbound other) {
        return new Settings(
                site,
                region,
                listen,
                dataDirectory,
                journalKept,
                database,
                pbxs,
                trunks,
                stations,
                queues,
                hotlines,
                trees,
                users,
                customers,
                limits,
                other,
                reports,
                recording,
                warnings);
    }

    private Settings with(
            Listen otherListen,
            Path otherDirectory,
            Duration otherJournalKept,
            @Nullable Postgres otherDatabase,
            List<PbxSettings> otherPbxs) {
        return new Settings(
                site,
                region,
                otherListen,
                otherDirectory,
                otherJournalKept,
                otherDatabase,
                otherPbxs,
                trunks,
                stations,
                queues,
                hotlines,
                trees,
                users,
                customers,
                limits,
                outbound,
                reports,
                recording,
                warnings);
    }
}
