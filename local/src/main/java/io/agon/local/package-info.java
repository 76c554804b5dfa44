/** Models in this process that need native code. */
@NullMarked
package io.agon.local;

import org.jspecify.annotations.NullMarked;
