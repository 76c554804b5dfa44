/** What is information-theoretically needed: characteristic times and optimal proportions. */
@NullMarked
package io.agon.limit;

import org.jspecify.annotations.NullMarked;
