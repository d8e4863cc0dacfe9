package org.cordboard.system;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.cordboard.cti.call.CallRecord;
import org.cordboard.cti.engine.Input;
import org.cordboard.server.site.Books;

/** One PBX with customers and telephones, one server with the site of {@link ContractSite}, and seats. One test has it alone. */
interface World extends AutoCloseable {

    /** A customer dials the hotline. */
    default CustomerCall call(String number) {
        return call(number, ContractSite.HOTLINE);
    }

    CustomerCall call(String number, String dialled);

    /** The telephone of a station; always the same one. It lets calls ring until it is told something else. */
    DeskPhone phone(String station);

    /** The telephone of a customer, as it is when we call them; it lets calls ring until it is told something else. */
    DeskPhone customersPhone(String number);

    /** Opens a seat: the agent logs in and sits at a station, not ready. */
    Seat seat(String agent, String station);

    /** Names the bridge this customer is in; empty when they are in none. */
    String bridge(CustomerCall customer);

    /** Names the bridge this telephone is in; empty when it is in none. */
    String bridge(DeskPhone phone);

    /** Whether this customer and these telephones hear each other. */
    default boolean talkTogether(CustomerCall customer, DeskPhone... phones) {
        return customer.isAnswered() && !customer.over() && bridge(customer).equals(sharedBy(phones));
    }

    /** Whether these telephones hear each other, whoever else does. */
    default boolean talkAmongThemselves(DeskPhone... phones) {
        return !sharedBy(phones).equals("none");
    }

    private String sharedBy(DeskPhone... phones) {
        String shared = bridge(phones[0]);
        for (DeskPhone phone : phones) {
            if (shared.isEmpty() || !phone.talking() || !shared.equals(bridge(phone))) {
                return "none";
            }
        }
        return shared;
    }

    /**
     * A recording, stretch by stretch: whether somebody is heard in it. Empty when there is none of this name. Stretches of less than a quarter
     * of a second do not count.
     */
    List<Boolean> heardIn(String recording);

    /** The server ends in order; its journal stays. */
    void stopServer();

    /** The server that was stopped is started again. */
    void startServer();

    /** Cuts the link between server and PBX; neither can do anything about it until it is mended. */
    void cutLink();

    void mendLink();

    /** Tells the server's engine what nobody in this world says. */
    void tell(Input input);

    /** Milliseconds of this world's clock, which never goes back. */
    long now();

    /** Whether the PBX has noticed by now that nobody of ours is there. */
    boolean pbxFeelsAlone();

    /**
     * Whether what people see is told in the order in which it happens, all over this world. Where messages travel on their own
     * a screen can be behind a telephone.
     */
    boolean isExact();

    Books.Ledger ledger();

    /** The records of closed calls, the oldest first, as far as they are written by now. */
    List<CallRecord> records();

    /** Lets time pass until the condition holds; fails when it does not within the limit. */
    void await(String what, Duration limit, BooleanSupplier condition);

    /** What happened, for the report of a failure. */
    String evidence();

    @Override
    void close();
}
