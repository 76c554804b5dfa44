/** Who decides a duel: judges of answers, and arenas in which a duel on a query is decided at once. */
@NullMarked
package io.agon.judge;

import org.jspecify.annotations.NullMarked;
