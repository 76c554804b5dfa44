/**
 * Assertions for stochastic code that state their own false-alarm probability, and a seeded property generator.
 *
 * <p>{@link io.agon.testkit.StatisticalAssertions} is where to start. Seeds are always an argument: a red test stays
 * red until the code or the seed changes, and no test is run again until it is green.
 */
@NullMarked
package io.agon.testkit;

import org.jspecify.annotations.NullMarked;
