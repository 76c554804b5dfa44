/** Runs, duels, outcomes, answers and events in one SQLite file; replay is resume. */
@NullMarked
package io.agon.store;

import org.jspecify.annotations.NullMarked;
