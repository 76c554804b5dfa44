/** The running experiment: asks, schedules, judges, stores, tells and stops. */
@NullMarked
package io.agon.experiment;

import org.jspecify.annotations.NullMarked;
