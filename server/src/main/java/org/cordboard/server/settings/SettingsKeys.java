package org.cordboard.server.settings;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordboard.crm.customer.PhoneNumbers;
import org.cordboard.crm.organisation.Role;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;

/** Every key of the settings file, in the order of docs/CONFIG.md. */
final class SettingsKeys {

    private static final Catalogue KEYS = new Catalogue();

    static final ValueType<String> NAME =
            ValueType.form("name", "1–64 letters, digits and . _ -", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final ValueType<String> HOST =
            ValueType.form("host", "a host name or an address", "[A-Za-z0-9.:_-]{1,253}");
    private static final ValueType<String> NUMBER =
            ValueType.form("number", "1–20 digits, with or without a + before", "\\+?[0-9]{1,20}");
    private static final ValueType<String> FILE = ValueType.form(
                    "file", "a path of 1–200 characters, relative or absolute", "[^\\p{Cntrl}]{1,200}")
            .as(SettingsKeys::usable);
    private static final ValueType<String> TREE_FILE = ValueType.form(
            "tree file",
            "a file beside this one or in a folder below, its name ending in .yaml",
            "(?:[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}\\.yaml");

    /** A skill's name, which may be in any script. */
    static final ValueType<String> SKILL =
            ValueType.form("skill", "1–32 letters, digits and _ -", "[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,31}");

    static final Key.Group SITE = KEYS.section("site", 1, "What this site is.");
    static final Key.Scalar<SiteId> SITE_ID = KEYS.required(
            "site.id",
            ValueType.form("id", "1–32 small letters, digits and -", "[a-z0-9][a-z0-9-]{0,31}")
                    .as(SiteId::new),
            "Begins the id of every call and offer, so it must stay the same as long as the journal does.");
    static final Key.Scalar<String> SITE_REGION = KEYS.scalar(
            "site.region",
            ValueType.form("region", "two capital letters (ISO 3166), such as CN", "[A-Z]{2}")
                    .as(SettingsKeys::knownRegion),
            "CN",
            "The country whose way of writing numbers callers' numbers are compared in.");
    static final Key.Scalar<String> SITE_ZONE = KEYS.scalar(
            "site.zone",
            Zones.type(),
            Key.NONE,
            "The time zone in which the days of reports begin and end. Without it, that of the machine.");

    static final Key.Group LISTEN = KEYS.section("listen", 0, "Where desktops and browsers connect.");
    static final Key.Scalar<String> LISTEN_HOST = KEYS.scalar(
            "listen.host",
            HOST,
            "127.0.0.1",
            "The address listened on. The default can be reached from this machine only; put a proxy with TLS before any"
                    + " other.");
    static final Key.Scalar<Integer> LISTEN_PORT = KEYS.scalar(
            "listen.port",
            ValueType.integer(0, 65535),
            "8088",
            "The TCP port of HTTP and WebSocket. 0 takes any free port and logs it.");

    static final Key.Scalar<String> DATA_DIRECTORY = KEYS.scalar(
            "dataDirectory",
            FILE,
            "./data",
            "Where the journal lives, and the database when there is no section database; relative to the working directory."
                    + " It is made when missing.");

    static final Key.Group JOURNAL =
            KEYS.section("journal", 0, "The journal of everything decided, in the data directory.");
    static final Key.Scalar<Duration> JOURNAL_KEEP = KEYS.scalar(
            "journal.keep",
            ValueType.days(1, 3650),
            "90d",
            "How long what was decided can be replayed. Older files are removed when restarts and books need them no more, and"
                    + " not before; callers on the line are in the snapshots.");

    private static final ValueType<String> DATABASE_NAME =
            ValueType.form("name", "1–63 letters, digits and . _ -", "[A-Za-z0-9_][A-Za-z0-9._-]{0,62}");

    static final Key.Group DATABASE = KEYS.section(
            "database",
            0,
            "The database of PostgreSQL in which customers and books are kept. Without it they stand in a file in the data"
                    + " directory (H2), with nothing to install.");
    static final Key.Scalar<String> DATABASE_HOST =
            KEYS.scalar("database.host", HOST, "127.0.0.1", "Where PostgreSQL listens.");
    static final Key.Scalar<Integer> DATABASE_PORT =
            KEYS.scalar("database.port", ValueType.integer(1, 65535), "5432", "The TCP port of PostgreSQL.");
    static final Key.Scalar<String> DATABASE_DATABASE = KEYS.scalar(
            "database.name",
            DATABASE_NAME,
            "cordboard",
            "The database, in UTF-8. It must be there and serve one server alone; its tables are made.");
    static final Key.Scalar<String> DATABASE_USER =
            KEYS.scalar("database.user", DATABASE_NAME, "cordboard", "The user to log in as, who owns the database.");
    static final Key.Scalar<String> DATABASE_SECRET = KEYS.scalar(
            "database.secret",
            ValueType.text(128),
            Key.NONE,
            "The user's password, or ${NAME} to take it from the environment variable NAME. Needed unless secretFile is"
                    + " given.");
    static final Key.Scalar<String> DATABASE_SECRET_FILE = KEYS.scalar(
            "database.secretFile",
            FILE,
            Key.NONE,
            "A file whose first line is the password, relative to the settings file. Stands in place of secret.");
    static final Key.Scalar<Boolean> DATABASE_TLS = KEYS.scalar(
            "database.tls",
            ValueType.yesOrNo(),
            "false",
            "Whether a connection that is not encrypted is refused. With false it is encrypted where the server offers that."
                    + " The server's certificate is not checked.");

    static final Key.Group PBXS = KEYS.list("pbxs", 1, 16, "The PBXs of the site.");
    static final Key.Scalar<PbxId> PBX_ID =
            KEYS.required("pbxs[].id", NAME.as(PbxId::new), "The name used by trunks, stations and logs.");
    static final Key.Scalar<Settings.PbxSettings.Type> PBX_TYPE = KEYS.scalar(
            "pbxs[].type", choice(Settings.PbxSettings.Type.values()), "asterisk", "The adapter that talks to it.");
    static final Key.Scalar<String> PBX_HOST =
            KEYS.scalar("pbxs[].host", HOST, "127.0.0.1", "Where the manager interface (AMI) listens.");
    static final Key.Scalar<Integer> PBX_PORT =
            KEYS.scalar("pbxs[].port", ValueType.integer(1, 65535), "5038", "The TCP port of the manager interface.");
    static final Key.Scalar<String> PBX_USER =
            KEYS.required("pbxs[].user", NAME, "The user in manager.conf to log in as.");
    static final Key.Scalar<String> PBX_SECRET = KEYS.scalar(
            "pbxs[].secret",
            ValueType.text(128),
            Key.NONE,
            "The user's secret, or ${NAME} to take it from the environment variable NAME. Needed unless secretFile is"
                    + " given.");
    static final Key.Scalar<String> PBX_SECRET_FILE = KEYS.scalar(
            "pbxs[].secretFile",
            FILE,
            Key.NONE,
            "A file whose first line is the secret, relative to the settings file. Stands in place of secret.");

    static final Key.Scalar<String> PBX_RECORDINGS = KEYS.scalar(
            "pbxs[].recordings",
            ValueType.form(
                    "folder",
                    "a path of 1–200 letters, digits, spaces and / . _ -, at the PBX's machine",
                    "[A-Za-z0-9/._ -]{1,200}"),
            Key.NONE,
            "The folder at the PBX's machine in which recordings of calls are written, which the PBX must be able to write to."
                    + " Without it they go to the PBX's own, /var/spool/asterisk/monitor as a rule.");

    static final Key.Group TRUNKS =
            KEYS.list("trunks", 0, 256, "The trunks callers come in on, and numbers are dialled over.");
    static final Key.Scalar<TrunkId> TRUNK_ID =
            KEYS.required("trunks[].id", NAME.as(TrunkId::new), "The name the dialplan gives in CORDBOARD_TRUNK.");
    static final Key.Scalar<PbxId> TRUNK_PBX =
            KEYS.required("trunks[].pbx", NAME.as(PbxId::new), "The PBX the trunk ends at.");
    static final Key.Scalar<Integer> TRUNK_CAPACITY = KEYS.scalar(
            "trunks[].capacity",
            ValueType.integer(0, 10_000),
            "0",
            "How many calls it carries at a time, incoming and outgoing; 30 for an E1 span. When as many are on it, nothing more is"
                    + " dialled over it. 0 leaves that to the PBX.");

    static final Key.Group STATIONS = KEYS.list("stations", 1, 5000, "The telephones agents can sit at.");
    static final Key.Scalar<StationId> STATION_ID = KEYS.required(
            "stations[].id", NAME.as(StationId::new), "The name the telephone is registered under at the PBX.");
    static final Key.Scalar<PbxId> STATION_PBX =
            KEYS.required("stations[].pbx", NAME.as(PbxId::new), "The PBX the telephone is registered at.");

    static final Key.Group QUEUES = KEYS.list("queues", 0, 256, "The queues callers wait in.");
    static final Key.Group HOTLINES = KEYS.list("hotlines", 0, 256, "The numbers callers dial.");
    static final Key.Scalar<String> HOTLINE_NUMBER =
            KEYS.required("hotlines[].number", NUMBER, "The number as the dialplan gives it in CORDBOARD_DIALLED.");
    static final Key.Scalar<String> HOTLINE_NAME =
            KEYS.required("hotlines[].name", ValueType.text(100), "The name shown to people.");
    static final Key.Scalar<String> HOTLINE_TREE = KEYS.required(
            "hotlines[].tree", TREE_FILE, "The tree callers enter; its keys are listed below. Hotlines may share one.");

    static final Key.Scalar<Boolean> HOTLINE_ANSWER = KEYS.scalar(
            "hotlines[].answer",
            ValueType.choice(answers()),
            "atOnce",
            "Whether calls are answered at once, or the tree begins while they still ring and answers them itself, at a node"
                    + " of type answer; whom it turns away before is never charged.");

    static final Key.Scalar<Boolean> HOTLINE_RECORDING = KEYS.scalar(
            "hotlines[].recording",
            ValueType.choice(recordings()),
            "allowed",
            "Whether calls of this hotline may be recorded, by agents or by the share of a queue. With forbidden none ever is.");

    static final Key.Group SOUNDS =
            KEYS.section("sounds", 0, "Where the PBX's recordings can be seen, to find prompts that are missing.");
    static final Key.Scalar<String> SOUNDS_DIRECTORY = KEYS.required(
            "sounds.directory",
            FILE,
            "The folder with the recordings, relative to the settings file. Without it prompts are not looked for.");

    static final Key.Group USERS = KEYS.list("users", 0, 5000, "Who may log in.");
    static final Key.Scalar<AgentId> USER_LOGIN = KEYS.required(
            "users[].login", NAME.as(AgentId::new), "The name to log in with; it is the agent's id in the records.");
    static final Key.Scalar<String> USER_NAME =
            KEYS.required("users[].name", ValueType.text(100), "The name shown to people.");
    private static final String ARGON2ID =
            "\\$argon2id\\$v=19\\$m=[1-9][0-9]{3,5},t=[1-9],p=[1-9]\\$[A-Za-z0-9+/]{11,86}\\$[A-Za-z0-9+/]{22,86}";
    /** A hash as it is checked against, also where the environment gives it. */
    static final ValueType<String> PASSWORD_HASH = passwordHash(ARGON2ID);

    static final Key.Scalar<String> USER_PASSWORD_HASH = KEYS.scalar(
            "users[].passwordHash",
            passwordHash(ARGON2ID + "|" + SecretReader.REFERENCE.pattern()),
            Key.NONE,
            "What the password is checked against: Argon2id in PHC form, or ${NAME} to take it from the environment"
                    + " variable NAME. Without it the user of this login in the database logs in.");
    static final Key.Scalar<Role> USER_ROLE = KEYS.scalar(
            "users[].role",
            choice(Role.values()),
            "agent",
            "What the user may do, as docs/API.md says; of no effect without passwordHash.");
    static final Key.Values<QueueId> USER_QUEUES = KEYS.add(new Key.Values<>(
            "users[].queues",
            NAME.as(QueueId::new),
            0,
            64,
            "The queues the user serves. Whoever serves none is offered no calls."));
    static final Key.Table<String, Integer> USER_SKILLS = KEYS.add(new Key.Table<>(
            "users[].skills",
            SKILL,
            ValueType.integer(1, SkillNeed.HIGHEST),
            0,
            64,
            "The user's level in each skill, 10 the best. Whoever has none serves queues that need none."));
    static final Key.Values<String> USER_FORBIDDEN = KEYS.add(new Key.Values<>(
            "users[].forbidden",
            OutboundKeys.PREFIX,
            0,
            1000,
            "What numbers begin with that this user may not dial, besides those of outbound.forbidden."));

    static final Key.Group CUSTOMERS = KEYS.section("customers", 0, "Where customers come from.");
    static final Key.Scalar<String> CUSTOMERS_FILE = KEYS.required(
            "customers.file",
            FILE,
            "A CSV file loaded into the database at each start, relative to the settings file. Loading the same file"
                    + " again changes nothing; rows with faults are left out and named in the log.");

    static final Key.Group LIMITS =
            KEYS.section("limits", 0, "How long the engine waits for others, and how much it takes.");
    static final Key.Scalar<Duration> LIMIT_LOOK_UP = KEYS.scalar(
            "limits.lookUp",
            ValueType.duration(ofMillis(50), ofSeconds(10)),
            "1s",
            "How long a customer look-up may take before the caller counts as unknown.");
    static final Key.Scalar<Duration> LIMIT_ANSWER = KEYS.scalar(
            "limits.answer",
            ValueType.duration(ofSeconds(1), ofMinutes(1)),
            "5s",
            "How long a PBX may take to answer a request that is carried out at once.");
    static final Key.Scalar<Duration> LIMIT_PROMPT = KEYS.scalar(
            "limits.prompt",
            ValueType.duration(ofSeconds(1), ofMinutes(30)),
            "5m",
            "How long the prompts of one node may last.");
    static final Key.Scalar<Duration> LIMIT_CONNECTION_GRACE = KEYS.scalar(
            "limits.connectionGrace",
            ValueType.duration(ofSeconds(1), ofMinutes(10)),
            "30s",
            "How long a desktop may be gone before its idle agent becomes NOT_READY.");
    static final Key.Scalar<Integer> LIMIT_LEGS = KEYS.scalar(
            "limits.legs",
            ValueType.integer(10, SiteConfig.Limits.DEFAULT.legs()),
            String.valueOf(SiteConfig.Limits.DEFAULT.legs()),
            "How many legs (callers and agents' telephones) one PBX may have before new callers hear the announcement: ordinary"
                    + " ones from 80 % of it on, silver from 90 %, gold from 95 %. Set it to what the PBX carries.");

    private SettingsKeys() {}

    /** With the keys of queues and routes in their places. */
    static List<Key> catalogue() {
        List<Key> all = new ArrayList<>(KEYS.keys());
        all.addAll(all.indexOf(QUEUES) + 1, QueueKeys.catalogue());
        all.addAll(all.indexOf(STATIONS), OutboundKeys.catalogue());
        return List.copyOf(all);
    }

    private static String usable(String path) {
        try {
            return Path.of(path).toString();
        } catch (InvalidPathException e) {
            throw new BadValue(
                    "no file can have this name here",
                    "use other characters, or start the server with a locale of UTF-8, such as LC_ALL=C.UTF-8");
        }
    }

    private static String knownRegion(String region) {
        if (!PhoneNumbers.knowsRegion(region)) {
            throw new BadValue("no numbering plan is known for region " + region, "use a country's two letters");
        }
        return region;
    }

    /** Whether the tree answers. */
    private static Map<String, Boolean> recordings() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("allowed", true);
        words.put("forbidden", false);
        return words;
    }

    private static Map<String, Boolean> answers() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        words.put("atOnce", false);
        words.put("tree", true);
        return words;
    }

    /** The constants in small letters. */
    private static <E extends Enum<E>> ValueType<E> choice(E[] constants) {
        Map<String, E> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(constant.name().toLowerCase(Locale.ROOT), constant);
        }
        return ValueType.choice(words);
    }

    private static ValueType<String> passwordHash(String regex) {
        return ValueType.form("password hash", "what 'cordboard hash-password' prints ($argon2id$…)", regex)
                .confidential();
    }
}
