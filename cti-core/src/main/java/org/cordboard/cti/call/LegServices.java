package org.cordboard.cti.call;

import java.time.Duration;
import java.util.List;
import org.cordboard.cti.agent.AgentCommand;
import org.cordboard.cti.agent.AgentId;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Effect;
import org.cordboard.cti.engine.Refusal;
import org.cordboard.cti.engine.Reply;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.port.Digits;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestOutcome;

/** What agents do with one leg of a call they talk in: digits for the customer's side. */
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

    void settled(Effect effect, RequestOutcome outcome, Deciding out) {
        if (effect instanceof Effect.AskPbx ask && ask.request() instanceof PbxRequest.SendDigits sent) {
            Leg leg = calls.leg(sent.leg());
            if (leg != null && leg.sendingDigits) {
                boolean complete = outcome instanceof RequestOutcome.Done;
                out.fact(new CallEvent.DigitsSent(
                        leg.call(), leg.id(), sent.digits().length(), complete, out.at()));
            }
        }
    }
}
