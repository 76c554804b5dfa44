/** Which duel to ask next: sampling rules, Agon's own and the published ones it is compared with. */
@NullMarked
package io.agon.sampling;

import org.jspecify.annotations.NullMarked;
