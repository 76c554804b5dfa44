/** What an improvement came to, for reports: the answer in words, the lineage, differences, exports. */
@NullMarked
package io.agon.improve.report;

import org.jspecify.annotations.NullMarked;
