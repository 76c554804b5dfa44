/** What an experiment may spend: asked first, spent, released; exhaustion is a value. */
@NullMarked
package io.agon.budget;

import org.jspecify.annotations.NullMarked;
