package io.agon.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An experiment file, read and checked; the data it names are not yet read.
 *
 * @param file the experiment file
 * @param text its content
 * @param description for people; may be empty
 * @param policies what is compared
 * @param features where it stands what they share
 * @param judge who decides
 * @param tests the queries of live policies
 * @param settings the rest
 * @param notices what was overlooked, for people
 */
public record ExperimentSpec(
        Path file,
        String text,
        String description,
        PolicySource policies,
        FeatureSource features,
        JudgeSource judge,
        Optional<TestSource> tests,
        Settings settings,
        List<String> notices) {

    public ExperimentSpec {
        notices = List.copyOf(notices);
    }

    /** Of which nothing was overlooked. */
    public ExperimentSpec(
            Path file,
            String text,
            String description,
            PolicySource policies,
            FeatureSource features,
            JudgeSource judge,
            Optional<TestSource> tests,
            Settings settings) {
        this(file, text, description, policies, features, judge, tests, settings, List.of());
    }

    /** The same, once it is known what the policies share. */
    ExperimentSpec with(FeatureSource known) {
        return new ExperimentSpec(file, text, description, policies, known, judge, tests, settings, notices);
    }
}
