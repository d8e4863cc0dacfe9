@NullMarked
package org.cordboard.cti.agent;

import org.jspecify.annotations.NullMarked;
