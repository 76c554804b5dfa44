/** Sampling rule, evidence and stopping rule bound together: ask, tell, recommend. */
@NullMarked
package io.agon.procedure;

import org.jspecify.annotations.NullMarked;
