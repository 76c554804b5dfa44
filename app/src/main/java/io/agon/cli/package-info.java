/** The command line: reads arguments, prints answers; all work is done elsewhere. */
@NullMarked
package io.agon.cli;

import org.jspecify.annotations.NullMarked;
