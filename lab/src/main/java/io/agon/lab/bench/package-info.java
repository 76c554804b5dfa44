/** How fast the procedures are: JMH benchmarks. */
@NullMarked
package io.agon.lab.bench;

import org.jspecify.annotations.NullMarked;
