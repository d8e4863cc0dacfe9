/** Programs that measure: how fast a file of customers goes in, and how fast a caller is found among a million. */
@NullMarked
package org.cordboard.crm.bench;

import org.jspecify.annotations.NullMarked;
