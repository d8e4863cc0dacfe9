package org.cordboard.sim.ami;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which classes an account must be able to write, any one of them, to send an action; as Asterisk 22 has them. */
final class ActionPrivileges {

    private static final Map<String, Set<AmiClass>> NEEDED = needed();

    private ActionPrivileges() {}

    private static Map<String, Set<AmiClass>> needed() {
        Set<AmiClass> nothing = EnumSet.noneOf(AmiClass.class);
        Set<AmiClass> call = EnumSet.of(AmiClass.CALL);
        Set<AmiClass> report = EnumSet.of(AmiClass.SYSTEM, AmiClass.REPORTING);
        Map<String, Set<AmiClass>> needed = new LinkedHashMap<>();
        needed.put("ping", nothing);
        needed.put("listcommands", nothing);
        needed.put("filter", EnumSet.of(AmiClass.SYSTEM));
        needed.put("coresettings", report);
        needed.put("corestatus", report);
        needed.put("coreshowchannels", report);
        needed.put("status", EnumSet.of(AmiClass.SYSTEM, AmiClass.CALL, AmiClass.REPORTING));
        needed.put("getvar", EnumSet.of(AmiClass.CALL, AmiClass.REPORTING));
        needed.put("setvar", call);
        needed.put("absolutetimeout", EnumSet.of(AmiClass.SYSTEM, AmiClass.CALL));
        needed.put("originate", EnumSet.of(AmiClass.ORIGINATE));
        needed.put("bridge", call);
        needed.put("redirect", call);
        needed.put("mixmonitor", EnumSet.of(AmiClass.SYSTEM));
        needed.put("mixmonitormute", EnumSet.of(AmiClass.SYSTEM, AmiClass.CALL));
        needed.put("stopmixmonitor", EnumSet.of(AmiClass.SYSTEM, AmiClass.CALL));
        needed.put("playdtmf", call);
        needed.put("hangup", EnumSet.of(AmiClass.SYSTEM, AmiClass.CALL));
        needed.put("agi", EnumSet.of(AmiClass.AGI));
        needed.put("command", EnumSet.of(AmiClass.COMMAND));
        needed.put("dbgettree", report);
        needed.put("devicestatelist", EnumSet.of(AmiClass.CALL, AmiClass.REPORTING));
        needed.put("dahdishowchannels", nothing);
        needed.put("dahdishowstatus", nothing);
        needed.put("prishowspans", nothing);
        needed.put("dbdel", EnumSet.of(AmiClass.SYSTEM));
        return needed;
    }

    /** Null for an action nobody knows; empty when anybody may send it. */
    static @Nullable Set<AmiClass> of(String action) {
        return NEEDED.get(action);
    }

    static Iterable<String> names() {
        return NEEDED.keySet();
    }
}
