package org.cordboard.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.ivr.IvrNode;
import org.cordboard.cti.ivr.IvrTree;
import org.cordboard.cti.port.Cause;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeReaderTest {

    @TempDir
    Path folder;

    private SettingsFolder site;

    @BeforeEach
    void writeSample() {
        site = new SettingsFolder(folder);
    }

    @Test
    void readsEveryKindOfNode() {
        IvrTree tree = site.read().trees().getFirst();

        assertThat(tree.name()).isEqualTo("vip");
        assertThat(tree.entry()).isEqualTo("who");
        assertThat(tree.afterTalk()).isNull();
        assertThat(tree.node("who")).isEqualTo(new IvrNode.Identify("kind", "sorry"));
        assertThat(tree.node("kind"))
                .isEqualTo(new IvrNode.Branch(IvrNode.Subject.TIER, Map.of("DIAMOND", "wait", "GOLD", "wait"), "ask"));
        assertThat(tree.node("ask"))
                .isEqualTo(new IvrNode.Menu(
                        List.of("press-1-for-an-agent"),
                        Map.of("1", "wait", "*", "ask"),
                        Duration.ofSeconds(5),
                        3,
                        "sorry"));
        assertThat(tree.node("wait")).isEqualTo(new IvrNode.Queue(new QueueId("vip"), "sorry", "sorry"));
        assertThat(tree.node("sorry")).isEqualTo(new IvrNode.Play(List.of("sorry", "goodbye"), "end"));
        assertThat(tree.node("end")).isEqualTo(new IvrNode.HangUp(Cause.USER_BUSY));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    entry: who              | entry: whom                    | vip.yaml:1:8 entry: no node 'whom' is defined
                    entry: who              | entry: kind                    | vip.yaml:3:3 nodes.who: no caller can reach node 'who'
                    type: identify          | type: identity                 | vip.yaml:3:15 nodes.who.type: 'identity' is not known here
                    on: tier                | on: target                     | vip.yaml:7:22 nodes.kind.cases.diamond: this case can never be: the branch looks at target
                    on: tier                | on: mood                       | vip.yaml:6:9 nodes.kind.on: 'mood' is not known here
                    choices: {1: wait       | choices: {12: wait             | vip.yaml:12:15 nodes.ask.choices.12: '12' is not a valid digit
                    otherwise: ask          | otherwise: asks                | vip.yaml:8:16 nodes.kind.otherwise: no node 'asks' is defined
                    queue: vip              | queue: vop                     | vip.yaml:14:30 nodes.wait.queue: no queue 'vop' is defined
                    onNoAgents: sorry       | onNoAgents: end, onOverflow: no | vip.yaml:14:82 nodes.wait.onOverflow: no node 'no' is defined
                    onNoAgents: sorry       | onNoAgents: end, onClosed: who | vip.yaml:3:3 nodes.who: callers can go round without end: who → kind → wait → who
                    onTimeout: sorry, onNo  | onNo                           | vip.yaml:14:9 nodes.wait.onTimeout: the key 'onTimeout' is missing
                    [sorry, goodbye]        | []                             | vip.yaml:15:32 nodes.sorry.prompts: 0 entries are too few
                    [sorry, goodbye]        | ["sorry,h()"]                  | vip.yaml:15:33 nodes.sorry.prompts[0]: 'sorry,h()' is not a valid prompt
                    next: end               | next: end, tries: 3            | vip.yaml:15:61 nodes.sorry.tries: unknown key 'tries'
                    cause: 17               | cause: 300                     | vip.yaml:16:30 nodes.end.cause: 300 is out of range
                    prompts: [press-1-for-an-agent] | tries: 10              | vip.yaml:11:12 nodes.ask.tries: 10 is out of range
                    next: end               | next: sorry                    | vip.yaml:15:3 nodes.sorry: callers can go round without end: sorry → sorry
                    next: end               | next: who                      | vip.yaml:3:3 nodes.who: callers can go round without end: who → kind → wait → sorry → who
                    onNoAgents: sorry       | onNoAgents: kind               | vip.yaml:4:3 nodes.kind: callers can go round without end: kind → wait → kind
                    """)
    void namesLineColumnKeyAndReason(String from, String to, String expected) {
        site.replaceInTree(from, to);

        assertThat(site.faults()).contains(expected);
    }

    @Test
    void givesOverflowAndClosingHoursTheirOwnNodes() {
        site.replaceInTree("onNoAgents: sorry}", "onNoAgents: sorry, onOverflow: ask, onClosed: end}");

        assertThat(site.read().trees().getFirst().node("wait"))
                .isEqualTo(new IvrNode.Queue(new QueueId("vip"), "sorry", "sorry", "ask", "end"));
    }

    @Test
    void treatsOverflowAsATimeOutAndClosingAsNoAgentsWhereNobodySaysOtherwise() {
        site.replaceInTree("onNoAgents: sorry}", "onNoAgents: end}");

        assertThat(site.read().trees().getFirst().node("wait"))
                .isEqualTo(new IvrNode.Queue(new QueueId("vip"), "sorry", "end", "sorry", "end"));
    }

    @Test
    void allowsLoopsInWhichTheCallerIsAskedOrWaits() {
        site.replaceInTree("otherwise: sorry", "otherwise: ask")
                .replaceInTree("onTimeout: sorry", "onTimeout: who, onOverflow: sorry");

        assertThat(site.read().trees()).hasSize(1);
    }

    @Test
    void countsTheNodeAfterTheTalkAsReachable() {
        site.replaceInTree("entry: who\n", "entry: who\nafterTalk: thanks\n")
                .write(
                        "vip.yaml",
                        SettingsFolder.TREE.replace("entry: who\n", "entry: who\nafterTalk: thanks\n")
                                + "  thanks: {type: play, prompts: [thanks], next: end}\n");

        assertThat(site.read().trees().getFirst().afterTalk()).isEqualTo("thanks");
    }
}
