package org.cordboard.sim.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.acd.QueueRules;
import org.cordboard.cti.acd.SkillNeed;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.agent.StationId;
import org.cordboard.cti.callback.CallBackRules;
import org.cordboard.cti.customer.Tier;
import org.cordboard.cti.engine.RecordingRules;
import org.cordboard.cti.engine.SiteConfig;
import org.cordboard.cti.ivr.DigitCheck;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.ivr.SayAs;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.TrunkId;
import org.cordboard.cti.route.Outbound;
import org.cordboard.cti.route.Route;
import org.cordboard.cti.route.Trunk;

/** The settings of a simulated site: one hotline, its tree, queues, agents and telephones. */
final class SimulatedSite {

    static final PbxId PBX = new PbxId("sim");
    static final String HOTLINE = "4008001000";

    /** What numbers begin with that nobody may dial. */
    static final String PREMIUM = "0900";

    /** How many people there are whom agents dial. */
    static final int OUTSIDERS = 40;

    static final QueueId VIP = new QueueId("vip");
    static final QueueId ENGLISH = new QueueId("english");
    private static final int MOST_KEYS = 4;

    /** What stands before the minutes in an announcement; callers who listen for it know how long they will wait. */
    static final String ABOUT = "about";

    private static final CallBackRules CALL_BACK =
            new CallBackRules(2, Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofSeconds(20));

    private final Scenario scenario;

    SimulatedSite(Scenario scenario) {
        this.scenario = scenario;
    }

    static AgentId agent(int number) {
        return new AgentId("a" + (1000 + number));
    }

    static StationId station(int number) {
        return new StationId(String.valueOf(1000 + number));
    }

    /** The number of somebody whom agents dial. */
    static String outsider(int number) {
        return "138%08d".formatted(number);
    }

    SiteConfig config() {
        List<SiteConfig.QueueConfig> queues = scenario.queues().isEmpty()
                ? usualQueues()
                : scenario.queues().stream().map(this::queue).toList();
        List<SiteConfig.AgentConfig> staff = new ArrayList<>();
        List<SiteConfig.StationConfig> stations = new ArrayList<>();
        List<QueueId> all = queues.stream().map(SiteConfig.QueueConfig::id).toList();
        int number = 0;
        for (Scenario.Team team : scenario.teams()) {
            for (int i = 0; i < team.agents(); i++) {
                number++;
                List<QueueId> served = team.queues().isEmpty() ? all : team.queues();
                staff.add(new SiteConfig.AgentConfig(agent(number), "Agent " + number, served, skills(team, number)));
                stations.add(new SiteConfig.StationConfig(station(number), PBX));
            }
        }
        return new SiteConfig(
                List.of(new SiteConfig.Hotline(HOTLINE, "VIP hotline", "vip")),
                List.of(new IvrTree("vip", "identify", "thanks", nodes(all))),
                queues,
                staff,
                stations,
                SiteConfig.Limits.DEFAULT,
                new RecordingRules(Map.of(VIP, 20), List.of()),
                scenario.random() ? outbound() : Outbound.NONE);
    }

    /** Every number over every line, the narrow ones first; nobody may dial premium numbers. */
    private Outbound outbound() {
        List<Trunk> trunks = new ArrayList<>();
        for (Scenario.Line line : scenario.lines().reversed()) {
            int capacity = line instanceof Scenario.Line.OverSip sip ? sip.capacity() : 0;
            trunks.add(new Trunk(new TrunkId(line.trunk()), PBX, capacity));
        }
        List<TrunkId> order = trunks.stream().map(Trunk::id).toList();
        return new Outbound(
                trunks,
                List.of(new Route("all", List.of(), order, 0, "", HOTLINE)),
                List.of(new Outbound.Forbidden(PREMIUM, null)),
                List.of("110"),
                Duration.ofSeconds(25),
                Duration.ofSeconds(20));
    }

    private Map<String, Integer> skills(Scenario.Team team, int number) {
        boolean usual = scenario.queues().isEmpty() && team.skills().isEmpty();
        if (!usual) {
            return team.skills();
        }
        return number % 3 == 0 ? Map.of() : Map.of("english", 1 + number % 9);
    }

    // ---- queues

    private List<SiteConfig.QueueConfig> usualQueues() {
        List<SkillNeed> needs =
                List.of(new SkillNeed("english", 5, Duration.ofSeconds(20)), new SkillNeed("english", 1, null));
        Duration ring = Duration.ofSeconds(10);
        Duration wait = Duration.ofSeconds(100);
        return List.of(
                queue(
                        new Scenario.QueuePlan(VIP, "VIP", headStarts(), ring, wait),
                        rules(List.of(), 4 * scenario.agents())),
                queue(
                        new Scenario.QueuePlan(ENGLISH, "English", headStarts(), ring, wait),
                        rules(needs, scenario.agents() / 2)));
    }

    static Map<Tier, Duration> headStarts() {
        Map<Tier, Duration> headStarts = new LinkedHashMap<>();
        headStarts.put(Tier.DIAMOND, Duration.ofMinutes(2));
        headStarts.put(Tier.GOLD, Duration.ofMinutes(1));
        headStarts.put(Tier.SILVER, Duration.ofSeconds(30));
        return headStarts;
    }

    private SiteConfig.QueueConfig queue(Scenario.QueuePlan plan) {
        return queue(plan, rules(List.of(), 4 * scenario.agents()));
    }

    private static SiteConfig.QueueConfig queue(Scenario.QueuePlan plan, QueueRules rules) {
        return new SiteConfig.QueueConfig(
                plan.id(),
                plan.name(),
                plan.headStarts(),
                plan.ringTimeout(),
                Duration.ofSeconds(30),
                plan.maxWait(),
                "default",
                rules);
    }

    private static QueueRules rules(List<SkillNeed> needs, int mostWaiting) {
        return new QueueRules(
                Duration.ofSeconds(needs.isEmpty() ? 10 : 0),
                Duration.ofMinutes(1),
                needs,
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                30,
                mostWaiting,
                needs.isEmpty() ? null : Duration.ofSeconds(60),
                false,
                CALL_BACK,
                null);
    }

    // ---- the tree

    private static Map<String, IvrNode> nodes(List<QueueId> queues) {
        String first = queues.getFirst().value();
        Map<String, IvrNode> nodes = new LinkedHashMap<>();
        nodes.put("identify", new IvrNode.Identify("target", "refuse"));
        nodes.put("target", new IvrNode.Branch(IvrNode.Subject.TARGET, Map.of("true", "welcome"), "refuse"));
        Map<String, String> choices = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(MOST_KEYS, queues.size()); i++) {
            choices.put(String.valueOf(i + 1), queues.get(i).value());
        }
        choices.put("6", "manager");
        choices.put("5", "account");
        nodes.put("welcome", new IvrNode.Menu(List.of("welcome"), choices, Duration.ofSeconds(4), 2, first));
        selfService(nodes, first);
        List<String> place = List.of("you-are", IvrNode.POSITION, ABOUT, IvrNode.MINUTES, "minutes");
        Map<String, String> wayOut = new LinkedHashMap<>();
        wayOut.put("2", "later");
        wayOut.put("3", first);
        IvrNode.Waiting waiting = new IvrNode.Waiting(place, Duration.ofSeconds(20), Duration.ofSeconds(40), wayOut);
        queues.forEach(queue ->
                nodes.put(queue.value(), new IvrNode.Queue(queue, "later", "busy", "busy", "busy").with(waiting)));
        IvrNode.Question question = new IvrNode.Question(place, Duration.ofSeconds(4), 2);
        nodes.put("manager", new IvrNode.OwnManager(first, "ask", "ask"));
        nodes.put("ask", new IvrNode.AskToWait(question, queues.getFirst(), first, '1', first, '2', "later", first));
        nodes.put("later", new IvrNode.LeaveCallBack(queues.getFirst(), "", "noted", "busy"));
        nodes.put("noted", new IvrNode.Play(List.of("we-call-you-back"), "bye"));
        nodes.put("busy", new IvrNode.Play(List.of("all-busy"), "bye"));
        nodes.put("refuse", new IvrNode.Play(List.of("please-dial-10086"), "bye"));
        nodes.put("thanks", new IvrNode.Play(List.of("thank-you"), "bye"));
        nodes.put("bye", new IvrNode.HangUp(Cause.NORMAL_CLEARING));
        return nodes;
    }

    /** What callers do who press 5: an account number, a PIN the store compares, and a balance that is said. */
    private static void selfService(Map<String, IvrNode> nodes, String queue) {
        IvrNode.Question account = new IvrNode.Question(List.of("account"), Duration.ofSeconds(4), 2);
        IvrNode.Question pin = new IvrNode.Question(List.of("pin"), Duration.ofSeconds(4), 2);
        nodes.put("account", new IvrNode.Collect(account, entry("account", 3, 8, "#", false), "pin", queue));
        nodes.put("pin", new IvrNode.Collect(pin, entry("pin", 4, 4, "", true), "check", queue));
        nodes.put("check", new IvrNode.LookUp("pin", "pin", "", Duration.ofSeconds(1), "points", "busy", queue));
        nodes.put("points", new IvrNode.LookUp("points", "", "points", Duration.ofSeconds(1), "say", queue, queue));
        nodes.put("say", new IvrNode.Say(SayAs.NUMBER, IvrNode.Subject.COLLECTED, "points", queue, queue));
    }

    private static IvrNode.Entry entry(String into, int least, int most, String terminator, boolean sensitive) {
        return new IvrNode.Entry(into, least, most, terminator, Duration.ofSeconds(3), DigitCheck.NONE, sensitive);
    }
}
