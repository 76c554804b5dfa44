/** What may be believed at any time: one e-process per policy, confidence sets and anytime-valid p-values. */
@NullMarked
package io.agon.evidence;

import org.jspecify.annotations.NullMarked;
