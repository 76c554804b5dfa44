/** Seams to the numeric libraries and the few kernels worth owning; for the packages of core only. */
@NullMarked
package io.agon.numeric;

import org.jspecify.annotations.NullMarked;
