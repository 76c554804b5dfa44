/** When to stop and what to claim. */
@NullMarked
package io.agon.stopping;

import org.jspecify.annotations.NullMarked;
