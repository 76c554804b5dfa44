/** What happened and how sure we are: words, JSON, and exports in arena form. */
@NullMarked
package io.agon.report;

import org.jspecify.annotations.NullMarked;
