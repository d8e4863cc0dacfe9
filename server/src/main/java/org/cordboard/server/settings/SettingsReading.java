package org.cordboard.server.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.organisation.Role;
import org.cordboard.crm.reports.ReportSettings;
import org.cordboard.crm.store.Postgres;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.engine.RecordingRules;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Trunk;
import org.jspecify.annotations.Nullable;

/** One run of the reader over one settings file. */
final class SettingsReading {

    private static final AgentId UNREADABLE = new AgentId("-");

    private final SettingsFiles files;
    private final Map<String, String> passwordHashes;
    private final Faults faults;
    private final SecretReader secrets;
    private final Definitions<PbxId> pbxIds;
    private final Definitions<QueueId> queueIds;
    /** The hotlines whose calls are never recorded, as far as read. */
    private final List<String> unrecorded = new ArrayList<>();

    private final Definitions<TrunkId> trunkIds;
    private final List<Outbound.Forbidden> forbiddenToUsers = new ArrayList<>();

    SettingsReading(
            SettingsFiles files, Map<String, String> environment, Map<String, String> passwordHashes, Faults faults) {
        this.files = files;
        this.passwordHashes = passwordHashes;
        this.faults = faults;
        this.secrets = new SecretReader(files, environment, faults);
        this.pbxIds = new Definitions<>("PBX", faults);
        this.queueIds = new Definitions<>("queue", faults);
        this.trunkIds = new Definitions<>("trunk", faults);
    }

    /** The settings; null, with faults, when they cannot be used. */
    @Nullable
    Settings read(Section root) {
        Section siteSection = root.section(SettingsKeys.SITE);
        SiteId site = siteSection == null ? null : siteSection.read(SettingsKeys.SITE_ID);
        String region = siteSection == null ? null : siteSection.read(SettingsKeys.SITE_REGION);
        String zone = siteSection == null ? null : siteSection.read(SettingsKeys.SITE_ZONE);
        if (siteSection != null) {
            siteSection.refuseOtherKeys();
        }
        Settings.Listen listen = listen(root);
        String dataDirectory = root.read(SettingsKeys.DATA_DIRECTORY);
        Duration journalKept = journalKept(root);
        Postgres database = database(root);
        var pbxs = pbxs(root);
        List<Trunk> capacities = new ArrayList<>();
        var trunks = trunks(root, capacities);
        var stations = stations(root);
        QueueReader queueReader = new QueueReader(queueIds, faults);
        var queues = queueReader.read(root);
        List<IvrTree> trees = new ArrayList<>();
        var hotlines = hotlines(root, trees);
        var users = users(root, queueReader);
        Outbound outbound = new OutboundReader(trunkIds, faults).read(root, capacities, forbiddenToUsers);
        Path customers = customers(root);
        SiteConfig.Limits limits = limits(root);
        root.refuseOtherKeys();
        if (!faults.isEmpty()
                || site == null
                || region == null
                || listen == null
                || dataDirectory == null
                || journalKept == null
                || limits == null) {
            return null;
        }
        return new Settings(
                site,
                region,
                listen,
                Path.of(dataDirectory),
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
                outbound,
                new ReportSettings(zone == null ? ZoneId.systemDefault() : ZoneId.of(zone), queueReader.targets()),
                new RecordingRules(queueReader.recorded(), unrecorded),
                faults.warnings());
    }

    private Settings.@Nullable Listen listen(Section root) {
        Section section = root.sectionOrEmpty(SettingsKeys.LISTEN);
        String host = section.read(SettingsKeys.LISTEN_HOST);
        Integer port = section.read(SettingsKeys.LISTEN_PORT);
        section.refuseOtherKeys();
        return host == null || port == null ? null : new Settings.Listen(host, port);
    }

    /** Null, with faults, when it cannot be used. */
    private @Nullable Duration journalKept(Section root) {
        Section section = root.sectionOrEmpty(SettingsKeys.JOURNAL);
        Duration kept = section.read(SettingsKeys.JOURNAL_KEEP);
        section.refuseOtherKeys();
        return kept;
    }

    /** Null when there is none, and, with faults, when it cannot be used. */
    private @Nullable Postgres database(Section root) {
        Section section = root.section(SettingsKeys.DATABASE);
        if (section == null) {
            return null;
        }
        String host = section.read(SettingsKeys.DATABASE_HOST);
        Integer port = section.read(SettingsKeys.DATABASE_PORT);
        String name = section.read(SettingsKeys.DATABASE_DATABASE);
        String user = section.read(SettingsKeys.DATABASE_USER);
        Secret secret = secrets.read(section, SettingsKeys.DATABASE_SECRET, SettingsKeys.DATABASE_SECRET_FILE);
        Boolean tls = section.read(SettingsKeys.DATABASE_TLS);
        section.refuseOtherKeys();
        return host == null || port == null || name == null || user == null || secret == null || tls == null
                ? null
                : new Postgres(host, port, name, user, secret.value(), tls);
    }

    private List<Settings.PbxSettings> pbxs(Section root) {
        List<Settings.PbxSettings> pbxs = new ArrayList<>();
        for (Section section : root.list(SettingsKeys.PBXS)) {
            PbxId id = define(section, SettingsKeys.PBX_ID, pbxIds);
            var type = section.read(SettingsKeys.PBX_TYPE);
            String host = section.read(SettingsKeys.PBX_HOST);
            Integer port = section.read(SettingsKeys.PBX_PORT);
            String user = section.read(SettingsKeys.PBX_USER);
            Secret secret = secrets.read(section, SettingsKeys.PBX_SECRET, SettingsKeys.PBX_SECRET_FILE);
            String recordings = section.read(SettingsKeys.PBX_RECORDINGS);
            section.refuseOtherKeys();
            if (id != null && type != null && host != null && port != null && user != null && secret != null) {
                String folder = recordings == null ? "" : recordings;
                pbxs.add(new Settings.PbxSettings(id, type, host, port, user, secret, folder));
            }
        }
        return pbxs;
    }

    private List<Settings.TrunkSettings> trunks(Section root, List<Trunk> capacities) {
        List<Settings.TrunkSettings> trunks = new ArrayList<>();
        for (Section section : root.list(SettingsKeys.TRUNKS)) {
            TrunkId id = define(section, SettingsKeys.TRUNK_ID, trunkIds);
            PbxId pbx = pbxOf(section, SettingsKeys.TRUNK_PBX);
            Integer capacity = section.read(SettingsKeys.TRUNK_CAPACITY);
            section.refuseOtherKeys();
            if (id != null && pbx != null && capacity != null) {
                trunks.add(new Settings.TrunkSettings(id, pbx));
                capacities.add(new Trunk(id, pbx, capacity));
            }
        }
        return trunks;
    }

    private List<SiteConfig.StationConfig> stations(Section root) {
        Definitions<StationId> ids = new Definitions<>("station", faults);
        List<SiteConfig.StationConfig> stations = new ArrayList<>();
        for (Section section : root.list(SettingsKeys.STATIONS)) {
            StationId id = define(section, SettingsKeys.STATION_ID, ids);
            PbxId pbx = pbxOf(section, SettingsKeys.STATION_PBX);
            section.refuseOtherKeys();
            if (id != null && pbx != null) {
                stations.add(new SiteConfig.StationConfig(id, pbx));
            }
        }
        return stations;
    }

    private @Nullable PbxId pbxOf(Section section, Key.Scalar<PbxId> key) {
        PbxId pbx = section.read(key);
        if (pbx != null) {
            pbxIds.require(pbx, section.place(key));
        }
        return pbx;
    }

    /** Reads each tree file once, however many hotlines name it. */
    private List<SiteConfig.Hotline> hotlines(Section root, List<IvrTree> trees) {
        Sounds sounds = sounds(root);
        Definitions<String> numbers = new Definitions<>("hotline", faults);
        Map<String, TreeReader.@Nullable Read> read = new LinkedHashMap<>();
        List<SiteConfig.Hotline> hotlines = new ArrayList<>();
        for (Section section : root.list(SettingsKeys.HOTLINES)) {
            String number = define(section, SettingsKeys.HOTLINE_NUMBER, numbers);
            String name = section.read(SettingsKeys.HOTLINE_NAME);
            String file = section.read(SettingsKeys.HOTLINE_TREE);
            Boolean treeAnswers = section.read(SettingsKeys.HOTLINE_ANSWER);
            if (number != null && Boolean.FALSE.equals(section.read(SettingsKeys.HOTLINE_RECORDING))) {
                unrecorded.add(number);
            }
            section.refuseOtherKeys();
            if (file == null) {
                continue;
            }
            if (!read.containsKey(file)) {
                read.put(file, readTree(file, sounds));
            }
            TreeReader.Read tree = read.get(file);
            if (number != null && name != null && treeAnswers != null) {
                hotlines.add(new SiteConfig.Hotline(number, name, TreeReading.nameOf(file), treeAnswers));
                if (treeAnswers && tree != null) {
                    new TreeShape(tree.tree(), tree.places(), faults).checkAnswered(number);
                }
            }
        }
        for (TreeReader.Read tree : read.values()) {
            if (tree != null) {
                trees.add(tree.tree());
            }
        }
        return hotlines;
    }

    private @Nullable Sounds sounds(Section root) {
        Section section = root.section(SettingsKeys.SOUNDS);
        if (section == null) {
            return null;
        }
        String name = section.read(SettingsKeys.SOUNDS_DIRECTORY);
        section.refuseOtherKeys();
        if (name == null) {
            return null;
        }
        Path folder = files.path(name);
        if (!Files.isDirectory(folder)) {
            faults.add(
                    section.place(SettingsKeys.SOUNDS_DIRECTORY),
                    "there is no folder " + folder,
                    "the path is relative to the settings file");
            return null;
        }
        return new Sounds(folder);
    }

    private TreeReader.@Nullable Read readTree(String file, @Nullable Sounds sounds) {
        Section content = YamlDocument.read(files, file, faults);
        return content == null
                ? null
                : new TreeReader(TreeReading.nameOf(file), content, faults, queueIds, sounds).read();
    }

    private List<Settings.User> users(Section root, QueueReader queues) {
        Definitions<AgentId> logins = new Definitions<>("user", faults);
        List<Settings.User> users = new ArrayList<>();
        int count = faults.count();
        for (Section section : root.list(SettingsKeys.USERS)) {
            AgentId login = define(section, SettingsKeys.USER_LOGIN, logins);
            String name = section.read(SettingsKeys.USER_NAME);
            String given = login == null ? null : passwordHashes.get(login.value());
            String hash = given != null && !section.has(SettingsKeys.USER_PASSWORD_HASH)
                    ? given
                    : secrets.passwordHash(section);
            Role role = section.read(SettingsKeys.USER_ROLE);
            List<QueueId> served = served(section);
            Map<String, Integer> skills = new LinkedHashMap<>();
            section.read(SettingsKeys.USER_SKILLS).forEach((skill, level) -> skills.put(skill, level.value()));
            forbiddenToUsers.addAll(OutboundReader.forbidden(section, login == null ? UNREADABLE : login));
            section.refuseOtherKeys();
            if (login != null && name != null && role != null) {
                users.add(new Settings.User(login, name, given == null ? hash : given, role, served, skills));
            }
        }
        if (faults.count() == count) {
            // Of users with faults it is not known what they serve, and how well.
            queues.checkServed(users);
        }
        return users;
    }

    private List<QueueId> served(Section user) {
        List<QueueId> queues = new ArrayList<>();
        for (Located<QueueId> queue : user.read(SettingsKeys.USER_QUEUES)) {
            queueIds.require(queue.value(), queue.place());
            if (queues.contains(queue.value())) {
                faults.add(queue.place(), "queue '" + queue.value() + "' stands twice here", "keep one of them");
            }
            queues.add(queue.value());
        }
        return queues;
    }

    private @Nullable Path customers(Section root) {
        Section section = root.section(SettingsKeys.CUSTOMERS);
        if (section == null) {
            return null;
        }
        String name = section.read(SettingsKeys.CUSTOMERS_FILE);
        section.refuseOtherKeys();
        if (name == null) {
            return null;
        }
        Path path = files.path(name);
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            faults.add(
                    section.place(SettingsKeys.CUSTOMERS_FILE),
                    "there is no readable file " + path,
                    "the path is relative to the settings file");
        }
        return path;
    }

    private SiteConfig.@Nullable Limits limits(Section root) {
        Section section = root.sectionOrEmpty(SettingsKeys.LIMITS);
        Duration lookUp = section.read(SettingsKeys.LIMIT_LOOK_UP);
        Duration answer = section.read(SettingsKeys.LIMIT_ANSWER);
        Duration prompt = section.read(SettingsKeys.LIMIT_PROMPT);
        Duration grace = section.read(SettingsKeys.LIMIT_CONNECTION_GRACE);
        Integer legs = section.read(SettingsKeys.LIMIT_LEGS);
        section.refuseOtherKeys();
        return lookUp == null || answer == null || prompt == null || grace == null || legs == null
                ? null
                : new SiteConfig.Limits(lookUp, answer, prompt, grace, legs);
    }

    static <I> @Nullable I define(Section section, Key.Scalar<I> key, Definitions<I> definitions) {
        I id = section.read(key);
        if (id == null) {
            definitions.defineUnreadable();
            return null;
        }
        return definitions.define(id, section.place(key)) ? id : null;
    }
}
