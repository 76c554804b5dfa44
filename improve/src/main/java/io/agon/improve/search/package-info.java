/** Which candidates are edited next. */
@NullMarked
package io.agon.improve.search;

import org.jspecify.annotations.NullMarked;
