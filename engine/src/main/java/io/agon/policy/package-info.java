/** What is compared: anything that answers a query. */
@NullMarked
package io.agon.policy;

import org.jspecify.annotations.NullMarked;
