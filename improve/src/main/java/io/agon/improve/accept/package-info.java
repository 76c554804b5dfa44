/** When an edit is believed: rules, error control over all rounds, the choice among candidates, certification. */
@NullMarked
package io.agon.improve.accept;

import org.jspecify.annotations.NullMarked;
