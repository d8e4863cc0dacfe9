package org.cordboard.cti.call;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Event;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.engine.SiteEvent;
import org.cordboard.cti.port.Digits;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;

/**
 * What agents do with one leg of a call they talk in: digits for the customer's side, and their own microphone. That a leg is muted is a
 * fact as soon as the agent has asked for it; the PBX is asked again after each lost link, and an agent whom it did not obey is told.
 */
public final class LegServices {

    /** How long a PBX may take for each digit, besides the time for any answer. */
    private static final Duration PER_DIGIT = Duration.ofMillis(250);

    private final Site site;
    private final OpenCalls calls;

    LegServices(Site site, OpenCalls calls) {
        this.site = site;
        this.calls = calls;
    }

    /** An agent presses keys for the customer's side to hear. */
    public Reply sendDigits(AgentId agent, AgentCommand.SendDigits command, Deciding out) {
        Leg own = calls.legOf(agent, command.call());
        if (own == null) {
            return Calls.noLeg(command.call());
        }
        String digits = command.digits();
        if (!Digits.canBeSent(digits)) {
            return new Reply.Refused(Refusal.INVALID_DIGITS, "Send 1 to 32 of the keys 0-9, *, #, A-D.");
        }
        Call call = calls.call(own);
        Leg customer = call.customerLeg();
        if (!call.wantedConversation().containsAll(List.of(own.id(), customer.id()))) {
            return new Reply.Refused(
                    Refusal.WRONG_STATE, "You do not talk with the customer of call " + call.id() + ".");
        }
        if (customer.sendingDigits) {
            return new Reply.Refused(Refusal.WRONG_STATE, "Digits are being sent; wait until they are through.");
        }
        if (!site.linkUp(customer.pbx())) {
            return Calls.linkDown(call);
        }
        Duration limit = site.limits().answer().plus(PER_DIGIT.multipliedBy(digits.length()));
        out.ask(customer.pbx(), limit, id -> new PbxRequest.SendDigits(id, customer.id(), digits));
        return new Reply.Ok();
    }

    private void digitsSent(PbxRequest.SendDigits sent, RequestOutcome outcome, Deciding out) {
        Leg leg = calls.leg(sent.leg());
        if (leg != null && leg.sendingDigits) {
            boolean complete = outcome instanceof RequestOutcome.Done;
            out.fact(
                    new CallEvent.DigitsSent(leg.call(), leg.id(), sent.digits().length(), complete, out.at()));
        }
    }

    /** An agent is not to be heard, or to be heard again. */
    public Reply mute(AgentId agent, CallId id, boolean muted, Deciding out) {
        Leg own = calls.legOf(agent, id);
        if (own == null) {
            return Calls.noLeg(id);
        }
        if (!own.stays() || own.muted() == muted) {
            String obstacle = !own.stays() ? "not connected" : muted ? "muted" : "not muted";
            return new Reply.Refused(Refusal.WRONG_STATE, "Your leg of call " + id + " is " + obstacle + ".");
        }
        if (!site.linkUp(own.pbx())) {
            return Calls.linkDown(calls.call(own));
        }
        out.fact(new CallEvent.LegMuted(id, own.id(), muted, true, out.at()));
        ask(own, muted, out);
        return new Reply.Ok();
    }

    private static void ask(Leg leg, boolean muted, Deciding out) {
        out.ask(leg.pbx(), id -> new PbxRequest.MuteLeg(id, leg.id(), muted));
    }

    /** With the link lost it may have been done all the same, and is asked for again. */
    private void muted(PbxRequest.MuteLeg request, RequestOutcome outcome, Deciding out) {
        Leg leg = calls.leg(request.leg());
        if (leg != null
                && leg.up()
                && request.id().equals(leg.lastMute)
                && outcome instanceof RequestOutcome.Failed failed
                && failed.reason() != RequestOutcome.Reason.LINK_DOWN
                && failed.reason() != RequestOutcome.Reason.NO_SUCH_LEG) {
            out.fact(new CallEvent.LegMuted(leg.call(), leg.id(), !request.muted(), false, out.at()));
        }
    }

    void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        if (effect instanceof Effect.AskPbx ask) {
            switch (ask.request()) {
                case PbxRequest.SendDigits sent -> digitsSent(sent, outcome, out);
                case PbxRequest.MuteLeg mute -> muted(mute, outcome, out);
                default -> {}
            }
        }
    }

    void react(Event event, Deciding out) {
        if (event instanceof SiteEvent.LinkChanged link && link.up()) {
            for (Leg leg : calls.legs()) {
                if (leg.pbx().equals(link.pbx()) && leg.stays() && leg.lastMute != null) {
                    ask(leg, leg.muted(), out);
                }
            }
        }
    }
}
