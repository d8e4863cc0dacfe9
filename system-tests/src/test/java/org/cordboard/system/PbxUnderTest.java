package org.cordboard.system;

import java.util.List;

/** A PBX that is reached over an AMI port, with its customers and telephones. */
interface PbxUnderTest extends AutoCloseable {

    int amiPort();

    String amiUser();

    String amiSecret();

    CustomerCall call(String number, String dialled);

    /** Puts a telephone on a desk. */
    DeskPhone phone(String station);

    /** The telephone of a customer in the public network. */
    DeskPhone customersPhone(String number);

    /** Names the bridge this customer is in; empty when they are in none. */
    String bridge(CustomerCall customer);

    /** Names the bridge this telephone is in; empty when it is in none. */
    String bridge(DeskPhone phone);

    /** As {@link World#heardIn}. */
    List<Boolean> heardIn(String recording);

    /** Unix seconds of the last heartbeat that the PBX saw. */
    long lastBeat();

    /** What only the PBX knows, for the report of a failure. */
    String evidence();

    @Override
    void close();
}
