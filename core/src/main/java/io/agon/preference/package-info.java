/** What was compared and what was said: policies by index, duels, outcomes, the ledger of both, preference matrices. */
@NullMarked
package io.agon.preference;

import org.jspecify.annotations.NullMarked;
