/** Small worlds whose truth is known, with optimizers whose effects are known. */
@NullMarked
package io.agon.improve.world;

import org.jspecify.annotations.NullMarked;
