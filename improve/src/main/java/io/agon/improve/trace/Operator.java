package io.agon.improve.trace;

/**
 * A named step of a workflow.
 *
 * @param name as in {@code y = name(a=x)}
 * @param documentation told to optimizers
 */
public record Operator(String name, String documentation) {}
