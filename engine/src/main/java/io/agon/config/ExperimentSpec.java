package io.agon.config;

import java.nio.file.Path;
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
 * @param tests JSON lines with the queries of live policies
 * @param settings the rest
 */
public record ExperimentSpec(
        Path file,
        String text,
        String description,
        PolicySource policies,
        FeatureSource features,
        JudgeSource judge,
        Optional<Path> tests,
        Settings settings) {}
