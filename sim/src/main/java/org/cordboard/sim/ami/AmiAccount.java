package org.cordboard.sim.ami;

import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A user of the AMI, as a section of manager.conf.
 *
 * @param read classes of events it is sent
 * @param write classes of actions it may send
 * @param eventFilters filter criteria of manager.conf, for example {@code name(Hangup)}; empty: all events
 */
public record AmiAccount(
        String name, String secret, Set<AmiClass> read, Set<AmiClass> write, List<String> eventFilters) {

    public AmiAccount {
        read = Collections.unmodifiableSet(new LinkedHashSet<>(read));
        write = Collections.unmodifiableSet(new LinkedHashSet<>(write));
        eventFilters = List.copyOf(eventFilters);
    }

    /** An account that may do and see everything. */
    public static AmiAccount unlimited(String name, String secret) {
        Set<AmiClass> all = EnumSet.allOf(AmiClass.class);
        return new AmiAccount(name, secret, all, all, List.of());
    }

    /** An account with the privileges that Cordboard asks for, and no filter. */
    public static AmiAccount cordboard(String name, String secret) {
        return new AmiAccount(
                name,
                secret,
                EnumSet.of(AmiClass.SYSTEM, AmiClass.CALL, AmiClass.AGI, AmiClass.DTMF),
                EnumSet.of(AmiClass.CALL, AmiClass.ORIGINATE, AmiClass.AGI, AmiClass.REPORTING),
                List.of());
    }

    /** This account, which may also record: the class {@code system}, which much else goes with. */
    public AmiAccount recording() {
        Set<AmiClass> more = EnumSet.copyOf(write);
        more.add(AmiClass.SYSTEM);
        return new AmiAccount(name, secret, read, more, eventFilters);
    }

    /** This account with filters on its events. */
    public AmiAccount filtered(List<String> filters) {
        return new AmiAccount(name, secret, read, write, filters);
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "AmiAccount[" + name + " read=" + read + " write=" + write + "]";
    }
}
