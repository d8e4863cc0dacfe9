package org.cordboard.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.crm.organisation.Role;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.engine.SiteId;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrCalendar;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Route;
import org.cordboard.cti.route.Trunk;
import org.cordboard.server.login.PasswordHash;
import org.cordboard.server.settings.Secret;
import org.cordboard.server.settings.Settings;
import org.jspecify.annotations.Nullable;

/** The site of the journeys: one hotline, one queue, two agents. Its prompts are among the sounds that Asterisk comes with. */
final class ContractSite {

    static final String HOTLINE = "4008001000";

    /** Asks for a choice, an account number and a PIN. */
    static final String SELF_SERVICE = "4008002000";

    /** Answers customers only. */
    static final String CUSTOMERS_ONLY = "4008003000";

    /** Own manager first; asks whether to wait, and calls back who does not want to. */
    static final String WAITING = "4008004000";

    /** Closed all year. */
    static final String CLOSED = "4008005000";

    /** Lets one caller wait, and passes others on. */
    static final String SMALL = "4008006000";

    static final String TRUNK = "carrier";
    static final String ANNA = "anna";
    static final String BEN = "ben";
    static final String FIRST_DESK = "1001";
    static final String SECOND_DESK = "1002";

    /** A DIAMOND customer whom the hotline serves. */
    static final String LI_WEI = "13900001234";

    /** A GOLD customer of {@link #BEN}. */
    static final String WANG_FANG = "13900002222";

    /** A number whose route begins with a trunk that the PBX does not have. */
    static final String BY_BROKEN_TRUNK = "13800003333";

    /** What numbers begin with that nobody may dial. */
    static final String PREMIUM = "0900";

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
    static final QueueId QUEUE = new QueueId("vip");
    private static final QueueId SHUT = new QueueId("shut");
    private static final QueueId LITTLE = new QueueId("little");
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
        known.put(
                WANG_FANG,
                new Customer(new CustomerId("c2"), "Wang Fang", Tier.GOLD, true, new AgentId(BEN), Map.of()));
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
                new SiteConfig.Hotline(CUSTOMERS_ONLY, "Customers only", "customers-only", true),
                new SiteConfig.Hotline(WAITING, "Waiting", "waiting"),
                new SiteConfig.Hotline(CLOSED, "Closed", "closed"),
                new SiteConfig.Hotline(SMALL, "Small", "small"));
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
        return List.of(
                new IvrTree("vip", "identify", "thanks", nodes),
                selfService(),
                customersOnly(),
                waiting(),
                entering("closed", SHUT),
                entering("small", LITTLE));
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

    private static IvrTree waiting() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("manager", "ask"));
        nodes.put("manager", new IvrNode.OwnManager("vip", "busy", "ask"));
        nodes.put("busy", new IvrNode.Play(List.of(REFUSAL), "ask"));
        IvrNode.Question question = new IvrNode.Question(List.of(WELCOME, IvrNode.POSITION), Duration.ofSeconds(8), 2);
        nodes.put("ask", new IvrNode.AskToWait(question, QUEUE, "vip", '1', "vip", '2', "later", "bye"));
        IvrNode.Waiting meanwhile = new IvrNode.Waiting(
                List.of(GOODBYE, IvrNode.POSITION),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Map.of("2", "later"));
        nodes.put("vip", new IvrNode.Queue(QUEUE, "later", "no-agents").with(meanwhile));
        nodes.put("later", new IvrNode.LeaveCallBack(QUEUE, "", "noted", "bye"));
        nodes.put("noted", new IvrNode.Play(List.of(GOODBYE), "bye"));
        nodes.put("no-agents", new IvrNode.Play(List.of(REFUSAL), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree("waiting", "identify", null, nodes);
    }

    /** A queue with a node for each way out of it. */
    private static IvrTree entering(String name, QueueId queue) {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("queue", new IvrNode.Queue(queue, "timed-out", "no-agents", "overflow", "shut"));
        nodes.put("timed-out", new IvrNode.Play(List.of(REFUSAL), "bye"));
        nodes.put("no-agents", new IvrNode.Play(List.of(REFUSAL), "bye"));
        nodes.put("overflow", new IvrNode.Play(List.of(REFUSAL), "vip"));
        nodes.put("vip", new IvrNode.Queue(QUEUE, "bye", "bye"));
        nodes.put("shut", new IvrNode.Play(List.of(REFUSAL), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree(name, "queue", null, nodes);
    }

    private static List<SiteConfig.QueueConfig> queues() {
        Map<Tier, Duration> headStarts = new LinkedHashMap<>();
        headStarts.put(Tier.DIAMOND, Duration.ofMinutes(2));
        headStarts.put(Tier.GOLD, Duration.ofMinutes(1));
        IvrCalendar never = new IvrCalendar(
                "Asia/Shanghai",
                List.of(new IvrCalendar.Opening(1, 0, 1440)),
                List.of(new IvrCalendar.Holiday(
                        LocalDate.of(2000, 1, 1).toEpochDay(),
                        LocalDate.of(2999, 12, 31).toEpochDay())));
        return List.of(
                queue(QUEUE, headStarts, Duration.ofMinutes(5), rules(0, null)),
                queue(SHUT, headStarts, Duration.ofMinutes(5), rules(0, never)),
                queue(LITTLE, headStarts, Duration.ofSeconds(6), rules(1, null)));
    }

    private static SiteConfig.QueueConfig queue(
            QueueId id, Map<Tier, Duration> headStarts, Duration maxWait, QueueRules rules) {
        return new SiteConfig.QueueConfig(
                id, id.value(), headStarts, RING_TIMEOUT, Duration.ofSeconds(60), maxWait, "default", rules);
    }

    /** Who does not answer a call-back is tried once more soon. */
    private static QueueRules rules(int mostWaiting, @Nullable IvrCalendar hours) {
        QueueRules usual = QueueRules.DEFAULT;
        return new QueueRules(
                usual.weight(),
                usual.mostBonus(),
                usual.needs(),
                usual.ownerPatience(),
                usual.lastAgentPatience(),
                usual.ownerShare(),
                mostWaiting,
                null,
                false,
                new CallBackRules(2, Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofSeconds(15)),
                hours);
    }

    private static List<SiteConfig.StationConfig> stations() {
        return List.of(
                new SiteConfig.StationConfig(new StationId(FIRST_DESK), PBX),
                new SiteConfig.StationConfig(new StationId(SECOND_DESK), PBX));
    }

    private static List<Settings.User> users() {
        return List.of(
                new Settings.User(new AgentId(ANNA), "Anna", HASH, Role.AGENT, List.of(QUEUE, SHUT, LITTLE)),
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
                                PBX,
                                Settings.PbxSettings.Type.ASTERISK,
                                "127.0.0.1",
                                amiPort,
                                amiUser,
                                new Secret(amiSecret))),
                        List.of(new Settings.TrunkSettings(new TrunkId(TRUNK), PBX)),
                        stations(),
                        queues(),
                        hotlines(),
                        trees(),
                        users(),
                        folder.resolve("customers.csv"),
                        SiteConfig.Limits.DEFAULT)
                .withOutbound(outbound());
    }

    private static Outbound outbound() {
        TrunkId carrier = new TrunkId(TRUNK);
        TrunkId broken = new TrunkId("broken");
        return new Outbound(
                List.of(new Trunk(carrier, PBX, 30), new Trunk(broken, PBX, 0)),
                List.of(
                        new Route("mobile", List.of("139"), List.of(carrier), 0, "", ""),
                        new Route("fragile", List.of("138"), List.of(broken, carrier), 0, "", "")),
                List.of(new Outbound.Forbidden(PREMIUM, null)),
                List.of("110"),
                RING_TIMEOUT,
                Duration.ofSeconds(60));
    }

    /** Writes the file of customers the settings name. */
    static void writeCustomers(Path folder) {
        StringBuilder text = new StringBuilder("id,name,tier,target,numbers,owner\n");
        customers().forEach((number, customer) -> text.append(customer.id())
                .append(',')
                .append(customer.name())
                .append(',')
                .append(customer.tier().name().toLowerCase(java.util.Locale.ROOT))
                .append(',')
                .append(customer.target())
                .append(',')
                .append(number)
                .append(',')
                .append(customer.owner() == null ? "" : customer.owner().value())
                .append('\n'));
        try {
            Files.writeString(folder.resolve("customers.csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
