/**
 * What fuzz tests share. The tests themselves stand in the packages of what they test; docs/ARCHITECTURE.md says how they are run.
 */
@NullMarked
package org.cordboard.fuzz;

import org.jspecify.annotations.NullMarked;
