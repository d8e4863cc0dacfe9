package org.cordboard.cti.engine;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerId;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrCalendar;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.ivr.SayAs;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Route;
import org.cordboard.cti.route.Trunk;
import org.jspecify.annotations.Nullable;

/**
 * The site all engine tests play in. Hotline 4000 has a whole tree; 5000 looks the caller up and queues everybody in
 * {@code vip}, clearing after the talk; 6000 does the same and queues the caller again after the talk. 7000 has a node of every
 * other kind; 8000 turns unknown callers away without answering them.
 *
 * <p>anna, bert and cora serve {@code vip}; dora serves {@code vip} and {@code general}; emil serves {@code general}. Stations
 * 101 to 105 are at the PBX {@code main}, 201 at {@code branch}.
 */
final class DemoSite {

    static final PbxId MAIN = new PbxId("main");
    static final PbxId BRANCH = new PbxId("branch");
    static final TrunkId CARRIER = new TrunkId("carrier");
    static final TrunkId SPARE = new TrunkId("spare");
    static final TrunkId AFAR = new TrunkId("afar");
    static final QueueId VIP = new QueueId("vip");
    static final QueueId GENERAL = new QueueId("general");

    static final Duration RING = Duration.ofSeconds(15);
    static final Duration WRAP_UP = Duration.ofSeconds(30);
    static final Duration MAX_WAIT = Duration.ofMinutes(5);

    static final Duration LOOK_UP = Duration.ofSeconds(2);

    /** Two attempts, a minute apart, within a quarter of an hour. */
    static final CallBackRules CALL_BACK =
            new CallBackRules(2, Duration.ofMinutes(1), Duration.ofMinutes(15), Duration.ofSeconds(20));

    private DemoSite() {}

    static SiteConfig config() {
        return config(List.of("vip", "general"), agents(), trees());
    }

    static List<IvrTree> trees() {
        return List.of(tree(), direct("direct", null), direct("again", "once-more"), services(), refusing(), asking());
    }

    static SiteConfig config(List<String> queues, List<SiteConfig.AgentConfig> agents, List<IvrTree> trees) {
        List<SiteConfig.Hotline> hotlines = List.of(
                new SiteConfig.Hotline("4000", "VIP hotline", "hotline"),
                new SiteConfig.Hotline("5000", "Direct", "direct"),
                new SiteConfig.Hotline("6000", "Queued again", "again"),
                new SiteConfig.Hotline("7000", "Services", "services"),
                new SiteConfig.Hotline("8000", "Refusing", "refusing", true),
                new SiteConfig.Hotline("3000", "Asking", "asking"));
        return new SiteConfig(
                hotlines.stream()
                        .filter(h -> trees.stream().anyMatch(t -> t.name().equals(h.tree())))
                        .toList(),
                trees,
                queues.stream().map(DemoSite::queue).toList(),
                agents,
                stations(),
                SiteConfig.Limits.DEFAULT);
    }

    static SiteConfig with(SiteConfig config, UnaryOperator<SiteConfig.QueueConfig> change) {
        return new SiteConfig(
                config.hotlines(),
                config.trees(),
                config.queues().stream().map(change).toList(),
                config.agents(),
                config.stations(),
                config.limits());
    }

    static SiteConfig with(SiteConfig config, List<SiteConfig.AgentConfig> agents) {
        return new SiteConfig(
                config.hotlines(), config.trees(), config.queues(), agents, config.stations(), config.limits());
    }

    static SiteConfig withLegs(SiteConfig config, int legs) {
        return new SiteConfig(
                config.hotlines(),
                config.trees(),
                config.queues(),
                config.agents(),
                config.stations(),
                config.limits().withLegs(legs),
                config.recording(),
                config.outbound());
    }

    /** Numbers that begin with 1 go over {@link #CARRIER} with two channels, then over {@link #SPARE}; emergencies over both. */
    static Outbound outbound() {
        return new Outbound(
                List.of(new Trunk(CARRIER, MAIN, 2), new Trunk(SPARE, MAIN, 0), new Trunk(AFAR, BRANCH, 0)),
                List.of(
                        new Route("mobile", List.of("1", "+861"), List.of(CARRIER, SPARE), 0, "", "4001"),
                        new Route("distant", List.of("13", "0"), List.of(AFAR, SPARE), 1, "99", ""),
                        new Route("mobile-138", List.of("138"), List.of(CARRIER, SPARE), 0, "", "4001")),
                List.of(new Outbound.Forbidden("1900", null), new Outbound.Forbidden("00", new AgentId("bert"))),
                List.of("19002"),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10));
    }

    static List<SiteConfig.AgentConfig> agents() {
        return List.of(
                agent("anna", "vip"),
                agent("bert", "vip"),
                agent("cora", "vip"),
                agent("dora", "vip", "general"),
                agent("emil", "general"));
    }

    static SiteConfig.AgentConfig agent(String id, String... queues) {
        return new SiteConfig.AgentConfig(
                new AgentId(id), id, List.of(queues).stream().map(QueueId::new).toList());
    }

    private static List<SiteConfig.StationConfig> stations() {
        return List.of(
                station("101", MAIN),
                station("102", MAIN),
                station("103", MAIN),
                station("104", MAIN),
                station("105", MAIN),
                station("201", BRANCH));
    }

    private static SiteConfig.StationConfig station(String id, PbxId pbx) {
        return new SiteConfig.StationConfig(new StationId(id), pbx);
    }

    private static SiteConfig.QueueConfig queue(String id) {
        Map<Tier, Duration> headStarts = new LinkedHashMap<>();
        headStarts.put(Tier.DIAMOND, Duration.ofMinutes(2));
        headStarts.put(Tier.GOLD, Duration.ofMinutes(1));
        return new SiteConfig.QueueConfig(new QueueId(id), id, headStarts, RING, WRAP_UP, MAX_WAIT, "default")
                .with(calling(QueueRules.DEFAULT, CALL_BACK));
    }

    /** Rules with other ones for call-backs. */
    static QueueRules calling(QueueRules rules, CallBackRules callBack) {
        return new QueueRules(
                rules.weight(),
                rules.mostBonus(),
                rules.needs(),
                rules.ownerPatience(),
                rules.lastAgentPatience(),
                rules.ownerShare(),
                rules.mostWaiting(),
                rules.overflowAfter(),
                rules.leaveWhenEmpty(),
                callBack,
                rules.hours());
    }

    /** Welcome, identify, others than targets are refused politely, menu, queue, and a survey after the talk. */
    static IvrTree tree() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("welcome", new IvrNode.Play(List.of("welcome"), "identify"));
        nodes.put("identify", new IvrNode.Identify("target", "refuse"));
        nodes.put("target", new IvrNode.Branch(IvrNode.Subject.TARGET, Map.of("true", "menu"), "refuse"));
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("1", "queue");
        choices.put("2", "information");
        nodes.put("menu", new IvrNode.Menu(List.of("menu"), choices, Duration.ofSeconds(5), 2, "bye"));
        nodes.put("information", new IvrNode.Play(List.of("information"), "menu"));
        nodes.put("queue", new IvrNode.Queue(VIP, "busy", "closed"));
        nodes.put("busy", new IvrNode.Play(List.of("busy"), "bye"));
        nodes.put("closed", new IvrNode.Play(List.of("closed"), "bye"));
        nodes.put("refuse", new IvrNode.Play(List.of("refuse"), "bye"));
        nodes.put("survey", new IvrNode.Play(List.of("survey"), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree("hotline", "welcome", "survey", nodes);
    }

    static IvrTree direct(String name, @Nullable String afterTalk) {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("queue", "queue"));
        nodes.put("queue", new IvrNode.Queue(VIP, "bye", "bye"));
        nodes.put("once-more", new IvrNode.Play(List.of("once-more"), "queue"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree(name, "identify", afterTalk, nodes);
    }

    /** Language, opening hours, identification by an entered number, consent, a secret, look-ups, and values that are said. */
    static IvrTree services() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("hello", new IvrNode.Play(List.of("hello"), true, "language"));
        Map<String, String> languages = new LinkedHashMap<>();
        languages.put("1", "english");
        languages.put("2", "chinese");
        languages.put("*", "legal");
        nodes.put(
                "language",
                new IvrNode.Menu(
                        new IvrNode.Question(
                                List.of("language"), List.of("nothing"), List.of("wrong"), Duration.ofSeconds(5), 3),
                        languages,
                        "end"));
        nodes.put("legal", new IvrNode.Play(List.of("legal"), "back"));
        nodes.put("back", new IvrNode.GoTo("language"));
        nodes.put("english", new IvrNode.SetLanguage("en", "hours"));
        nodes.put("chinese", new IvrNode.SetLanguage("zh", "hours"));
        nodes.put("hours", new IvrNode.Hours("office", "account", "shut", "festive"));
        nodes.put("shut", new IvrNode.Play(List.of("shut"), "end"));
        nodes.put("festive", new IvrNode.Play(List.of("festive"), "end"));
        nodes.put("account", new IvrNode.Collect(asks("account"), entry("account", 4, 6, "#", false), "who", "end"));
        nodes.put("who", new IvrNode.Identify("account", "agree", "end"));
        nodes.put("agree", new IvrNode.Consent(asks("agree"), "consent", '1', '2', "pin", "pin"));
        nodes.put("pin", new IvrNode.Collect(asks("pin"), entry("pin", 4, 4, "", true), "check", "end"));
        nodes.put("check", new IvrNode.LookUp("pin", "pin", "", LOOK_UP, "points", "denied", "sorry"));
        nodes.put("denied", new IvrNode.Play(List.of("denied"), "end"));
        nodes.put("sorry", new IvrNode.Play(List.of("sorry"), "end"));
        nodes.put("points", new IvrNode.LookUp("points", "", "points", LOOK_UP, "say-points", "due", "due"));
        nodes.put("say-points", new IvrNode.Say(SayAs.NUMBER, IvrNode.Subject.COLLECTED, "points", "due", "due"));
        nodes.put("due", new IvrNode.Say(SayAs.DATE, IvrNode.Subject.ATTRIBUTE, "contractEnd", "market", "market"));
        Map<String, String> markets = new LinkedHashMap<>();
        markets.put("youth", "app");
        nodes.put("market", new IvrNode.Branch(IvrNode.Subject.ATTRIBUTE, "market", markets, "queue"));
        nodes.put("app", new IvrNode.Steer("app", List.of("use-the-app")));
        nodes.put("queue", new IvrNode.Queue(VIP, "end", "end"));
        nodes.put("end", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        Map<String, IvrCalendar> calendars = new LinkedHashMap<>();
        calendars.put("office", officeHours());
        return new IvrTree("services", "hello", null, List.of("en", "zh"), calendars, nodes);
    }

    /** Monday to Friday nine to six in Shanghai, and closed on 2026-10-01 to 2026-10-07. */
    static IvrCalendar officeHours() {
        return new IvrCalendar(
                "Asia/Shanghai",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(day -> new IvrCalendar.Opening(day, 540, 1080))
                        .toList(),
                List.of(new IvrCalendar.Holiday(
                        LocalDate.of(2026, 10, 1).toEpochDay(),
                        LocalDate.of(2026, 10, 7).toEpochDay())));
    }

    private static IvrNode.Question asks(String prompt) {
        return new IvrNode.Question(List.of(prompt), Duration.ofSeconds(5), 2);
    }

    private static IvrNode.Entry entry(String into, int least, int most, String terminator, boolean sensitive) {
        return new IvrNode.Entry(into, least, most, terminator, Duration.ofSeconds(3), DigitCheck.NONE, sensitive);
    }

    /** Answers customers only; others hear why not, and are turned away unanswered. */
    static IvrTree refusing() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("answer", "sorry"));
        nodes.put("sorry", new IvrNode.Play(List.of("call-the-general-number"), "refuse"));
        nodes.put("refuse", new IvrNode.HangUp(Cause.CALL_REJECTED));
        nodes.put("answer", new IvrNode.Answer("queue"));
        nodes.put("queue", new IvrNode.Queue(VIP, "refuse", "refuse"));
        return new IvrTree("refusing", "identify", null, nodes);
    }

    /** Own manager, will you wait, announcements, and call-backs asked for before and while waiting. */
    static IvrTree asking() {
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("manager", "ask"));
        nodes.put("manager", new IvrNode.OwnManager("queue", "manager-busy", "ask"));
        nodes.put("manager-busy", new IvrNode.Play(List.of("your-manager-is-busy"), "ask"));
        nodes.put(
                "ask",
                new IvrNode.AskToWait(
                        new IvrNode.Question(
                                List.of("all-busy", IvrNode.POSITION, "minutes", IvrNode.MINUTES),
                                Duration.ofSeconds(5),
                                2),
                        VIP,
                        "queue",
                        '1',
                        "queue",
                        '2',
                        "call-back",
                        "bye"));
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("2", "call-back");
        keys.put("9", "information");
        nodes.put(
                "queue",
                new IvrNode.Queue(VIP, "call-back", "bye")
                        .with(new IvrNode.Waiting(
                                List.of("you-are", IvrNode.POSITION),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30),
                                keys)));
        nodes.put("information", new IvrNode.Play(List.of("information"), "queue"));
        nodes.put("call-back", new IvrNode.LeaveCallBack(VIP, "", "noted", "which"));
        nodes.put("which", new IvrNode.Collect(asks("which"), entry("number", 3, 11, "#", false), "other", "bye"));
        nodes.put("other", new IvrNode.LeaveCallBack(VIP, "number", "noted", "bye"));
        nodes.put("noted", new IvrNode.Play(List.of("noted"), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return new IvrTree("asking", "identify", null, nodes);
    }

    static Customer customer(String id, Tier tier) {
        return customer(id, tier, true);
    }

    static Customer customer(String id, Tier tier, boolean target) {
        return new Customer(new CustomerId(id), "Customer " + id, tier, target, null, Map.of());
    }
}
