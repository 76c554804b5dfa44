package io.agon.config;

import java.util.List;
import java.util.stream.Collectors;

/** The experiment file, or data that it names, cannot be used: every problem that was found, in file order. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** With at least one problem. */
    public ConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
