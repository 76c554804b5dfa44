package io.agon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Who decides: the key {@code judge}. */
public sealed interface JudgeSource {

    /**
     * Compares two scores.
     *
     * @param higherIsBetter whether the larger score wins
     * @param tie scores that differ by at most this much are equal, at least 0
     */
    record Scores(boolean higherIsBetter, double tie) implements JudgeSource {}

    /** How several judgments of one pair on one item become one outcome. */
    enum Judgments {
        /** One of them, drawn uniformly. */
        DRAW,
        /** Their mean: both slot orders, or all judges, as one outcome. */
        AVERAGE
    }

    /**
     * The outcome stands in the data.
     *
     * @param judges whose judgments count; empty means all
     */
    record Recorded(Judgments judgments, List<String> judges) implements JudgeSource {
        public Recorded {
            judges = List.copyOf(judges);
        }
    }

    /**
     * The answer that equals {@code expected} wins.
     *
     * @param ignoreCase whether case matters not
     * @param trim whether blanks around an answer matter not
     */
    record Exact(boolean ignoreCase, boolean trim) implements JudgeSource {}

    /**
     * The last number of an answer nearest to {@code expected} wins.
     *
     * @param tie distances that differ by at most this much are equal, at least 0
     */
    record Nearest(double tie) implements JudgeSource {}

    /**
     * A class that implements {@code io.agon.judge.Judge}.
     *
     * @param className with a public constructor that takes a {@code Map<String, String>} or nothing
     * @param options handed to that constructor
     * @param classpath jars and folders beside the experiment file; may be empty
     */
    record JavaClass(String className, Map<String, String> options, List<Path> classpath) implements JudgeSource {
        public JavaClass {
            classpath = List.copyOf(classpath);
        }
    }
}
