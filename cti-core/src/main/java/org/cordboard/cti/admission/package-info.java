/**
 * Which new calls are taken when there is more to do than the server can, or more callers than a PBX has room for.
 *
 * <p>The server measures how late it is and says how many new calls a second it can take
 * ({@link org.cordboard.cti.engine.Input.AdmissionMeasured}). While that is limited, or a PBX has so many legs that ordinary callers find
 * no room, {@link org.cordboard.cti.admission.Admission} lets no caller in before it is known who they are: a look-up costs a small part of
 * a call. {@link org.cordboard.cti.admission.CallBudget} keeps a part of the rate for the higher tiers, and
 * {@link org.cordboard.cti.admission.LegRoom} a part of the legs; who is not let in is left to the PBX's own announcement. Nobody is turned
 * away who has been let in.
 */
@NullMarked
package org.cordboard.cti.admission;

import org.jspecify.annotations.NullMarked;
