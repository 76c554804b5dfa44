/** How good are the procedures? Worlds with known truth, replications, tables, plots. */
@NullMarked
package io.agon.lab;

import org.jspecify.annotations.NullMarked;
