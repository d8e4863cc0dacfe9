package org.cordboard.cti.ivr;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.cordboard.cti.acd.Outlook;
import org.cordboard.cti.acd.Prospects;
import org.cordboard.cti.acd.QueueId;
import org.cordboard.cti.call.Call;
import org.cordboard.cti.call.Calls;
import org.cordboard.cti.call.Leg;
import org.cordboard.cti.call.LegState;
import org.cordboard.cti.callback.CallBacks;
import org.cordboard.cti.customer.Customer;
import org.cordboard.cti.customer.CustomerQuery;
import org.cordboard.cti.customer.Customers;
import org.cordboard.cti.engine.Deciding;
import org.cordboard.cti.engine.Site;
import org.cordboard.cti.port.Cause;
import org.cordboard.cti.port.PbxRequest;
import org.cordboard.cti.port.RequestId;
import org.jspecify.annotations.Nullable;

/** What each kind of node does when a caller enters it. */
final class NodeWork {

    private static final String ALL_DIGITS = "0123456789*#";

    private final Site site;
    private final Calls calls;
    private final Customers customers;
    private final Prospects prospects;
    private final CallBacks callBacks;

    NodeWork(Site site, Calls calls, Customers customers, Prospects prospects, CallBacks callBacks) {
        this.site = site;
        this.calls = calls;
        this.customers = customers;
        this.prospects = prospects;
        this.callBacks = callBacks;
    }

    void begin(IvrSession session, Deciding out) {
        Call call = call(session);
        if (!call.customerLeg().alive()) {
            return;
        }
        if (session.enteredAtOnce > IvrSessions.MAX_NODES_AT_ONCE) {
            leave(session, Cause.TEMPORARY_FAILURE, out);
            return;
        }
        switch (session.current()) {
            case IvrNode.Play node -> play(session, node, out);
            case IvrNode.AskToWait node -> askToWait(session, node, call, out);
            case IvrNode.Asking node -> ask(session, node, out);
            case IvrNode.Say node -> say(session, node, call, out);
            case IvrNode.SetLanguage node -> {
                out.fact(new IvrEvent.IvrLanguageSet(session.call, node.language()));
                go(session, node.next(), out);
            }
            case IvrNode.Hours node -> go(session, hours(session, node, out.at()), out);
            case IvrNode.Identify node -> identify(session, node, call, out);
            case IvrNode.Branch node -> go(session, branch(node, call), out);
            case IvrNode.LookUp node -> lookUp(session, node, call, out);
            case IvrNode.Steer node -> {
                out.fact(new IvrEvent.IvrNoted(session.call, IvrSessions.CHANNEL, node.channel()));
                start(session, node.prompts(), "", 1, out);
            }
            case IvrNode.Answer node -> {
                if (call.customerLeg().state() == LegState.ALERTING) {
                    calls.answer(call.customerLeg(), out);
                } else {
                    go(session, node.next(), out);
                }
            }
            case IvrNode.GoTo node -> go(session, node.next(), out);
            case IvrNode.Queue node -> {
                if (site.queue(node.queue()) == null) {
                    // Taken out of the settings since the caller entered the tree: nobody serves it any more.
                    go(session, node.onNoAgents(), out);
                } else {
                    out.fact(new IvrEvent.IvrQueueReached(session.call, node.queue(), node.ownPatience()));
                }
            }
            case IvrNode.OwnManager node -> {
                switch (prospects.manager(call)) {
                    case FREE -> go(session, node.free(), out);
                    case BUSY -> go(session, node.busy(), out);
                    case ABSENT, NONE -> go(session, node.absent(), out);
                }
            }
            case IvrNode.LeaveCallBack node -> {
                if (canCallBack(node, call)) {
                    callBacks.request(call, numberToCall(node, call), node.queue(), out);
                    go(session, node.next(), out);
                } else {
                    go(session, node.otherwise(), out);
                }
            }
            case IvrNode.HangUp node -> leave(session, node.cause(), out);
        }
    }

    private void play(IvrSession session, IvrNode.Play node, Deciding out) {
        if (!node.interruptible()) {
            session.keypad.forgetTypedAhead();
            start(session, node.prompts(), "", 1, out);
        } else if (session.keypad.hasTypedAhead()) {
            go(session, node.next(), out);
        } else {
            start(session, node.prompts(), ALL_DIGITS, 1, out);
        }
    }

    private void ask(IvrSession session, IvrNode.Asking node, Deciding out) {
        if (!Keys.useTypedAhead(session, node, out)) {
            start(session, node.question().prompts(), ALL_DIGITS, 1, out);
        }
    }

    private void askToWait(IvrSession session, IvrNode.AskToWait node, Call call, Deciding out) {
        boolean pointless = site.queue(node.queue()) == null || prospects.closed(node.queue(), out.at()) != null;
        if (pointless || prospects.isFree(call, node.queue(), out.at())) {
            go(session, node.free(), out);
        } else {
            ask(session, node, out);
        }
    }

    boolean canCallBack(IvrNode.LeaveCallBack node, Call call) {
        return callBacks.canCall(numberToCall(node, call), node.queue());
    }

    private static String numberToCall(IvrNode.LeaveCallBack node, Call call) {
        return node.number().isEmpty()
                ? call.caller().number()
                : call.collected().getOrDefault(node.number(), "");
    }

    /** Tells a waiting caller their place, or what else the node says; keys that lead on stop it. */
    void announce(IvrSession session, IvrNode.Queue node, Deciding out) {
        start(
                session,
                node.waiting().announcement(),
                String.join("", node.waiting().keys().keySet()),
                1,
                out);
    }

    /** Asks once more, or gives up. */
    void askAgain(IvrSession session, IvrNode.Asking node, boolean silent, Deciding out) {
        IvrNode.Question question = node.question();
        session.keypad.forgetEntry();
        int attempt = Math.max(1, session.attempt);
        if (attempt < question.tries()) {
            List<String> prompts = new ArrayList<>(silent ? question.onSilence() : question.onInvalid());
            prompts.addAll(question.prompts());
            start(session, prompts, ALL_DIGITS, attempt + 1, out);
        } else {
            if (node instanceof IvrNode.Consent consent) {
                out.fact(new IvrEvent.IvrNoted(session.call, consent.into(), IvrSessions.REFUSED));
            }
            go(session, node.otherwise(), out);
        }
    }

    private void say(IvrSession session, IvrNode.Say node, Call call, Deciding out) {
        String value = value(node.of(), node.name(), call);
        List<String> said = value == null ? List.of() : Speech.of(node.as(), value, call.language());
        if (said.isEmpty()) {
            go(session, node.otherwise(), out);
        } else if (session.keypad.hasTypedAhead()) {
            go(session, node.next(), out);
        } else {
            start(session, said, ALL_DIGITS, 1, out);
        }
    }

    private void start(IvrSession session, List<String> prompts, String digits, int attempt, Deciding out) {
        Call call = call(session);
        Leg leg = call.customerLeg();
        List<String> found = inLanguage(withNumbers(prompts, session, call), call.language());
        String interrupting = session.keypad.withoutLate(digits, out.at());
        RequestId request = out.ask(
                leg.pbx(), site.limits().prompt(), id -> new PbxRequest.PlayPrompts(id, leg.id(), found, interrupting));
        out.fact(new IvrEvent.IvrPromptsStarted(session.call, request, attempt));
    }

    /** Puts numbers in the places that stand for them. */
    private List<String> withNumbers(List<String> prompts, IvrSession session, Call call) {
        QueueId queue = queueAt(session.current());
        if (queue == null || !(prompts.contains(IvrNode.POSITION) || prompts.contains(IvrNode.MINUTES))) {
            return prompts;
        }
        Outlook outlook = prospects.outlook(call, queue);
        List<String> said = new ArrayList<>();
        for (String prompt : prompts) {
            switch (prompt) {
                case IvrNode.POSITION -> said.addAll(Speech.number(outlook.position(), call.language()));
                case IvrNode.MINUTES -> said.addAll(Speech.number(outlook.minutes(), call.language()));
                default -> said.add(prompt);
            }
        }
        return said;
    }

    private static @Nullable QueueId queueAt(IvrNode node) {
        return switch (node) {
            case IvrNode.Queue queue -> queue.queue();
            case IvrNode.AskToWait ask -> ask.queue();
            default -> null;
        };
    }

    /** Prompts of a tree with languages are in a folder for each: {@code zh/welcome}. */
    private static List<String> inLanguage(List<String> prompts, String language) {
        return language.isEmpty()
                ? prompts
                : prompts.stream().map(prompt -> language + "/" + prompt).toList();
    }

    private String hours(IvrSession session, IvrNode.Hours node, long at) {
        IvrCalendar calendar = Objects.requireNonNull(session.tree.calendars().get(node.calendar()));
        return switch (calendar.at(site.wallClock(at))) {
            case OPEN -> node.open();
            case CLOSED -> node.closed();
            case HOLIDAY -> node.holiday();
        };
    }

    private void identify(IvrSession session, IvrNode.Identify node, Call call, Deciding out) {
        if (node.by().isEmpty()) {
            customers.identify(session.call, call.caller(), out);
        } else {
            customers.identify(session.call, call.collected().getOrDefault(node.by(), ""), out);
        }
    }

    private static String branch(IvrNode.Branch node, Call call) {
        String value = value(node.on(), node.name(), call);
        return value == null ? node.otherwise() : node.cases().getOrDefault(value, node.otherwise());
    }

    private static @Nullable String value(IvrNode.Subject subject, String name, Call call) {
        Customer customer = call.customer();
        return switch (subject) {
            case TIER -> customer == null ? null : customer.tier().name();
            case TARGET -> customer == null ? null : String.valueOf(customer.target());
            case ATTRIBUTE -> customer == null ? null : customer.attributes().get(name);
            case COLLECTED -> call.collected().get(name);
            case LANGUAGE -> call.language();
        };
    }

    private void lookUp(IvrSession session, IvrNode.LookUp node, Call call, Deciding out) {
        Customer customer = call.customer();
        if (customer == null) {
            go(session, node.notFound(), out);
            return;
        }
        String secret = session.keypad.secret(node.expected());
        String plain = call.collected().get(node.expected());
        boolean sensitive = isSensitive(session.tree, node.expected());
        String expected = sensitive ? secret : plain;
        if (!node.expected().isEmpty() && expected == null) {
            // Never entered, or lost with the memory it was in: nothing can be said about it.
            go(session, node.onTimeout(), out);
            return;
        }
        RequestId request = out.queryCustomer(
                new CustomerQuery(session.call, customer.id(), node.attribute(), expected), sensitive, node.timeout());
        out.fact(new IvrEvent.IvrLookUpStarted(session.call, request));
    }

    private static boolean isSensitive(IvrTree tree, String name) {
        return tree.nodes().values().stream()
                .anyMatch(node -> node instanceof IvrNode.Collect collect
                        && collect.entry().sensitive()
                        && collect.entry().into().equals(name));
    }

    /** The tree has the last word, and it is good-bye. */
    void leave(IvrSession session, Cause cause, Deciding out) {
        out.fact(new IvrEvent.IvrLeft(session.call, IvrExit.HUNG_UP));
        calls.clear(call(session).customerLeg(), cause, out);
    }

    private Call call(IvrSession session) {
        return Objects.requireNonNull(calls.call(session.call));
    }

    static void go(IvrSession session, String node, Deciding out) {
        out.fact(new IvrEvent.IvrNodeEntered(session.call, node));
    }
}
