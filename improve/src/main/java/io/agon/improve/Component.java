package io.agon.improve;

/**
 * A part of an artifact: a text that is used in one way.
 *
 * @param name unique within its artifact; letters, digits and underscores
 * @param kind how it is used
 * @param signature what its body must keep, such as {@code order(shelf)}; empty when nothing
 * @param documentation what it is for, told to optimizers
 * @param constraint a soft constraint, told to optimizers; may be empty
 * @param body its text, the only thing that an optimizer may change
 */
public record Component(
        String name, Kind kind, String signature, String documentation, String constraint, String body) {

    /** How a component is used. */
    public enum Kind {
        /** Said to a model. */
        PROMPT,
        /** Run. */
        CODE,
        /** Values that are read. */
        CONFIG,
        /** Who does what in which order. */
        WORKFLOW
    }

    public Component {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "A component is called '%s', but names are letters, digits and underscores; rename it."
                            .formatted(name));
        }
    }

    /** The same with another body. */
    public Component withBody(String other) {
        return new Component(name, kind, signature, documentation, constraint, other);
    }
}
