package io.agon.improve;

import io.agon.improve.trace.Node;

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

    /** The parameter that it is in a trace: told are the signature that code must keep, and the constraint. */
    public Node.Parameter node() {
        String rule = keeps()
                ? "The code should %s: %s".formatted(starts(body) ? "start with" : "keep the signature", signature)
                : "";
        return new Node.Parameter(name, body, (rule + "\n" + constraint).strip());
    }

    /**
     * Whether a body keeps what this one shows of its signature, as far as text can tell: code that starts with it must
     * go on to, code that has it somewhere must still have it, both whatever the white space. Everything else is for
     * the task to judge.
     */
    public boolean sameSignature(String other) {
        return !keeps() || (starts(body) ? starts(other) : !has(body) || has(other));
    }

    private boolean keeps() {
        return kind == Kind.CODE && !signature.isBlank();
    }

    private boolean starts(String code) {
        return dense(code).startsWith(dense(signature));
    }

    private boolean has(String code) {
        return dense(code).contains(dense(signature));
    }

    private static String dense(String code) {
        return code.replaceAll("\\s+", "");
    }
}
