/** What loops that train or improve have in common: a folder that says what a loop is, and replies it has paid for. */
@NullMarked
package io.agon.loop;

import org.jspecify.annotations.NullMarked;
