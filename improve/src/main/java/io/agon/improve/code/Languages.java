package io.agon.improve.code;

import io.agon.config.Suggestion;
import java.util.List;

/** The languages that files can name. */
public final class Languages {

    /** Their names. */
    public static final List<String> NAMES = List.of("rule", "java");

    private Languages() {}

    /** {@code rule}, or {@code java} in the sandbox of this machine. */
    public static Language named(String name) throws InterruptedException {
        return named(name, "");
    }

    /**
     * By name.
     *
     * @param sandbox {@code none}, or empty for that of this machine; only Java has one
     * @throws IllegalArgumentException when there is no such language or sandbox
     * @throws IllegalStateException when this machine has no sandbox or no compiler
     */
    public static Language named(String name, String sandbox) throws InterruptedException {
        if (!sandbox.isEmpty() && !sandbox.equals("none")) {
            throw new IllegalArgumentException(
                    "There is no sandbox '%s'; write none, or leave it out for that of this machine."
                            .formatted(sandbox));
        }
        return switch (name) {
            case "rule" -> new RuleLanguage();
            case "java" -> new JavaLanguage(sandbox.equals("none") ? Sandbox.NONE : Sandbox.find(), JavaLimits.USUAL);
            default ->
                throw new IllegalArgumentException(
                        "There is no language '%s'%s".formatted(name, Suggestion.of(name, NAMES)));
        };
    }
}
