/** Customers who call and the people who pick telephones up, each drawn from a seeded source, and the log of what callers really lived through. */
@NullMarked
package org.cordboard.sim.people;

import org.jspecify.annotations.NullMarked;
