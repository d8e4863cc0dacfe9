package org.cordboard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.settings.Role;
import org.cordboard.server.settings.Secret;
import org.cordboard.server.settings.Settings;

/** The site of the journeys: one hotline, one queue, two agents. Its prompts are among the sounds that Asterisk comes with. */
final class ContractSite {

    static final String HOTLINE = "4008001000";

    /** Asks for a choice, an account number and a PIN. */
    static final String SELF_SERVICE = "4008002000";

    /** Answers customers only. */
    static final String CUSTOMERS_ONLY = "4008003000";

    static final String TRUNK = "carrier";
    static final String ANNA = "anna";
    static final String BEN = "ben";
    static final String FIRST_DESK = "1001";
    static final String SECOND_DESK = "1002";

    /** A DIAMOND customer whom the hotline serves. */
    static final String LI_WEI = "13900001234";

    static final String STRANGER = "13700009999";
    static final String WITHHELD = "";

    static final String WELCOME = "hello";
    static final String REFUSAL = "im-sorry";
    static final String GOODBYE = "auth-thankyou";

    /** How long the prompts are, in milliseconds. */
    static final Map<String, Long> PROMPTS = prompts();

    static final Duration RING_TIMEOUT = Duration.ofSeconds(4);
    static final String PASSWORD = "contract-password";

    private static final PbxId PBX = new PbxId("pbx");
    private static final QueueId QUEUE = new QueueId("vip");
    private static final String HASH = PasswordHash.of(PASSWORD.toCharArray());

    private ContractSite() {}

    static PbxId pbx() {
        return PBX;
    }

    static SiteId id() {
        return new SiteId("contract");
    }

    /** Everybody the store knows, by calling number. */
    static Map<String, Customer> customers() {
        Map<String, Customer> known = new LinkedHashMap<>();
        known.put(LI_WEI, new Customer(new CustomerId("c1"), "Li Wei", Tier.DIAMOND, true, null, Map.of()));
        return known;
    }

    private static Map<String, Long> prompts() {
        Map<String, Long> lengths = new LinkedHashMap<>();
        lengths.put(WELCOME, 800L);
        lengths.put(REFUSAL, 1_040L);
        lengths.put(GOODBYE, 960L);
        return lengths;
    }

    private static List<SiteConfig.Hotline> hotlines() {
        return List.of(
                new SiteConfig.Hotline(HOTLINE, "VIP hotline", "vip"),
                new SiteConfig.Hotline(SELF_SERVICE, "Self-service", "self-service"),
                new SiteConfig.Hotline(CUSTOMERS_ONLY, "Customers only", "customers-only", true));
    }

    private static List<IvrTree> trees() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("target", "refuse"));
        nodes.put("target", new IvrNode.Branch(IvrNode.Subject.TARGET, Map.of("true", "welcome"), "refuse"));
        nodes.put("welcome", new IvrNode.Play(List.of(WELCOME), "vip"));
        nodes.put("vip", new IvrNode.Queue(QUEUE, "refuse", "refuse"));
        nodes.put("refuse", new IvrNode.Play(List.of(REFUSAL), "bye"));
        nodes.put("thanks", new IvrNode.Play(List.of(GOODBYE), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return List.of(new IvrTree("vip", "identify", "thanks", nodes), selfService(), customersOnly());
    }

    private static IvrTree selfService() {
        IvrNode.Question question = new IvrNode.Question(List.of(REFUSAL), Duration.ofSeconds(8), 2);
        Duration pause = Duration.ofSeconds(3);
        IvrNode.Entry account = new IvrNode.Entry("account", 4, 6, "#", pause, DigitCheck.NONE, false);
        IvrNode.Entry pin = new IvrNode.Entry("pin", 4, 4, "", pause, DigitCheck.NONE, true);
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("menu", new IvrNode.Menu(List.of(WELCOME), Map.of("3", "account"), Duration.ofSeconds(8), 2, "bye"));
        nodes.put("account", new IvrNode.Collect(question, account, "pin", "bye"));
        nodes.put("pin", new IvrNode.Collect(question, pin, "vip", "bye"));
        nodes.put("vip", new IvrNode.Queue(QUEUE, "bye", "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree("self-service", "menu", null, nodes);
    }

    private static IvrTree customersOnly() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("answer", "sorry"));
        nodes.put("sorry", new IvrNode.Play(List.of(REFUSAL), "refuse"));
        nodes.put("answer", new IvrNode.Answer("vip"));
        nodes.put("vip", new IvrNode.Queue(QUEUE, "refuse", "refuse"));
        nodes.put("refuse", new IvrNode.HangUp(Cause.CALL_REJECTED));
        return new IvrTree("customers-only", "identify", null, nodes);
    }

    private static List<SiteConfig.QueueConfig> queues() {
        Map<Tier, Duration> headStarts = new LinkedHashMap<>();
        headStarts.put(Tier.DIAMOND, Duration.ofMinutes(2));
        return List.of(new SiteConfig.QueueConfig(
                QUEUE, "VIP", headStarts, RING_TIMEOUT, Duration.ofSeconds(60), Duration.ofMinutes(5), "default"));
    }

    private static List<SiteConfig.StationConfig> stations() {
        return List.of(
                new SiteConfig.StationConfig(new StationId(FIRST_DESK), PBX),
                new SiteConfig.StationConfig(new StationId(SECOND_DESK), PBX));
    }

    private static List<Settings.User> users() {
        return List.of(
                new Settings.User(new AgentId(ANNA), "Anna", HASH, Role.AGENT, List.of(QUEUE)),
                new Settings.User(new AgentId(BEN), "Ben", HASH, Role.AGENT, List.of(QUEUE)));
    }

    /** For an engine without a server around it. */
    static SiteConfig config() {
        return settings(Path.of("unused"), 1, 1, "", "").toSiteConfig();
    }

    /** For a server on loopback. */
    static Settings settings(Path folder, int port, int amiPort, String amiUser, String amiSecret) {
        return new Settings(
                id(),
                "CN",
                new Settings.Listen("127.0.0.1", port),
                folder.resolve("data"),
                List.of(new Settings.PbxSettings(
                        PBX, Settings.PbxSettings.Type.ASTERISK, "127.0.0.1", amiPort, amiUser, new Secret(amiSecret))),
                List.of(new Settings.TrunkSettings(new TrunkId(TRUNK), PBX)),
                stations(),
                queues(),
                hotlines(),
                trees(),
                users(),
                folder.resolve("customers.csv"),
                SiteConfig.Limits.DEFAULT);
    }

    /** Writes the file of customers the settings name. */
    static void writeCustomers(Path folder) {
        StringBuilder text = new StringBuilder("id,name,tier,target,numbers\n");
        customers().forEach((number, customer) -> text.append(customer.id())
                .append(',')
                .append(customer.name())
                .append(',')
                .append(customer.tier().name().toLowerCase(java.util.Locale.ROOT))
                .append(',')
                .append(customer.target())
                .append(',')
                .append(number)
                .append('\n'));
        try {
            Files.writeString(folder.resolve("customers.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
