/** Iterative generative optimization: an artifact is run, feedback comes back, an optimizer edits, evidence decides. */
@NullMarked
package io.agon.improve;

import org.jspecify.annotations.NullMarked;
