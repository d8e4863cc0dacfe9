/**
 * Reports by intervals, read from the contacts of queues and the time lines of agents that {@link org.cordboard.crm.calls} keeps:
 * {@link org.cordboard.crm.reports.Reports} answers a {@link org.cordboard.crm.reports.ReportQuery}. The formulas stand in
 * docs/REPORTS.md.
 */
@NullMarked
package org.cordboard.crm.reports;

import org.jspecify.annotations.NullMarked;
