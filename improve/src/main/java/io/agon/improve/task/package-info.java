/** What artifacts are for: ordering stock, answering queries. */
@NullMarked
package io.agon.improve.task;

import org.jspecify.annotations.NullMarked;
