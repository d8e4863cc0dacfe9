/** Colleagues who are asked into a call: consultation and conference. Begin with {@link org.cordboard.cti.consult.Consultations}. */
@NullMarked
package org.cordboard.cti.consult;

import org.jspecify.annotations.NullMarked;
