package io.agon.improve;

import io.agon.improve.trace.Node;

/**
 * A step of a run, or all of it.
 *
 * @param output what feedback goes to
 * @param reward of this step; in a run of one step its score
 * @param note what the task says of it in words; may be empty
 */
public record Moment(Node<?> output, double reward, String note) {}
