package org.cordboard.cti.engine;

import java.util.ArrayList;
import java.util.List;
import org.cordboard.cti.agent.Agent;
import org.cordboard.cti.agent.SessionId;
import org.cordboard.cti.port.PbxEvent;
import org.cordboard.cti.port.PbxId;
import org.cordboard.cti.port.RequestOutcome;

/** What it means to an engine that its server was started. */
public final class StartUp {

    private static final String WORDS = "the server was started";

    private StartUp() {}

    /** Whether an input says that the server was started: all that is not in the journal was forgotten just before it. */
    public static boolean tellsOf(Input input) {
        return input instanceof Input.PbxReported reported
                && reported.event() instanceof PbxEvent.LinkDown down
                && down.reason().equals(WORDS);
    }

    /**
     * To be decided after the replay and before any timer is fired: settings that differ, a limit of new calls that is forgotten, links that
     * are down, desktops that are connected no more, and what was asked of the PBXs and can have no answer any more. Without the last, a
     * request whose time ran out meanwhile would count as failed, though the PBX may have carried it out: it would tear a conversation
     * apart.
     *
     * @param at engine time of the start: nothing was heard of any PBX since the engine's last input
     */
    public static List<Input> inputs(Engine engine, SiteConfig config, List<PbxId> pbxs, long at) {
        List<Input> inputs = new ArrayList<>();
        if (!engine.site().config().equals(config)) {
            inputs.add(new Input.ConfigurationLoaded(config));
        }
        if (engine.admission().callsPerSecond() != null) {
            inputs.add(new Input.AdmissionMeasured(null));
        }
        for (PbxId pbx : pbxs) {
            inputs.add(new Input.PbxReported(new PbxEvent.LinkDown(pbx, WORDS, at - engine.now())));
        }
        for (Effect effect : engine.outstandingEffects()) {
            if (effect instanceof Effect.AskPbx ask) {
                inputs.add(new Input.PbxReported(new PbxEvent.RequestEnded(
                        ask.id(), new RequestOutcome.Failed(RequestOutcome.Reason.LINK_DOWN, WORDS))));
            }
        }
        for (Agent agent : engine.agents().all()) {
            SessionId session = agent.session();
            if (session != null) {
                inputs.add(new Input.DesktopLost(agent.id(), session));
            }
        }
        return inputs;
    }
}
