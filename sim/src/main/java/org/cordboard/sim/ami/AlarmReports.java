package org.cordboard.sim.ami;

/** Which alarms are sent as events: {@code reportalarms} of chan_dahdi.conf. */
public enum AlarmReports {
    /** One for each channel of the span, and none for the span: what Asterisk does unless told otherwise. */
    CHANNELS,
    SPANS,
    ALL
}
