package org.cordboard.cti.engine;

import org.cordboard.cti.acd.QueueEvent;
import org.cordboard.cti.admission.AdmissionEvent;
import org.cordboard.cti.agent.AgentEvent;
import org.cordboard.cti.call.CallEvent;
import org.cordboard.cti.callback.CallBackEvent;
import org.cordboard.cti.customer.CustomerEvent;
import org.cordboard.cti.dialout.DialOutEvent;
import org.cordboard.cti.ivr.IvrEvent;
import org.cordboard.cti.notice.NoticeEvent;

/**
 * A fact: journaled, and the only thing that changes state. Applying one never refuses, never reads a clock and does no I/O.
 */
public sealed interface Event
        permits CallEvent,
                AdmissionEvent,
                AgentEvent,
                QueueEvent,
                IvrEvent,
                CustomerEvent,
                CallBackEvent,
                NoticeEvent,
                DialOutEvent,
                SiteEvent {}
