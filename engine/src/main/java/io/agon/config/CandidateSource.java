package io.agon.config;

import io.agon.policy.FinalAnswer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which combinations of prompts, providers, decodings and workflows are compared: the key {@code candidates}. An empty
 * list of levels means: as the provider says, or direct.
 *
 * @param prompts globs of prompt ids; empty means all
 * @param providers globs of labels; empty means all
 * @param temperature levels
 * @param topP levels
 * @param topK levels
 * @param maxTokens levels
 * @param workflows levels
 * @param include when not empty, only candidates that one of these matches: factor to glob of its level
 * @param exclude candidates that one of these matches do not take part
 * @param place where the key stands
 */
public record CandidateSource(
        List<String> prompts,
        List<String> providers,
        List<Double> temperature,
        List<Double> topP,
        List<Integer> topK,
        List<Integer> maxTokens,
        List<Flow> workflows,
        List<Map<String, String>> include,
        List<Map<String, String>> exclude,
        Place place) {

    /** Factors that candidates have, in the order of their names. */
    static final List<String> FACTORS =
            List.of("prompt", "provider", "temperature", "top_p", "top_k", "max_tokens", "workflow");

    public CandidateSource {
        prompts = List.copyOf(prompts);
        providers = List.copyOf(providers);
        temperature = List.copyOf(temperature);
        topP = List.copyOf(topP);
        topK = List.copyOf(topK);
        maxTokens = List.copyOf(maxTokens);
        workflows = List.copyOf(workflows);
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
    }

    /** Every prompt with every provider. */
    static CandidateSource all(Place place) {
        return new CandidateSource(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                place);
    }

    /** A workflow as the file says it. */
    public sealed interface Flow {

        /** Its level in names and reports. */
        String level();

        /** One call. */
        record Direct() implements Flow {
            @Override
            public String level() {
                return "direct";
            }
        }

        /**
         * The best of several samples.
         *
         * @param samples at least 2
         * @param by who scores
         */
        record BestOf(String level, int samples, By by) implements Flow {}

        /**
         * The most frequent of several final answers.
         *
         * @param samples at least 2
         * @param by what the final answer is
         */
        record Vote(String level, int samples, FinalAnswer by) implements Flow {}

        /**
         * Draft, critique, revision.
         *
         * @param rounds at least 1
         */
        record Critique(String level, int rounds) implements Flow {}
    }

    /** Who scores samples, as the file says it. */
    public sealed interface By {
        /** More text is better. */
        record Longest() implements By {}

        /** Less text is better. */
        record Shortest() implements By {}

        /**
         * A model.
         *
         * @param provider label of an entry of {@code providers}, or a model; empty means the candidate's own
         * @param prompt empty means the standard one
         * @param place where it stands
         */
        record Rated(Optional<String> provider, Optional<PromptSource> prompt, Place place) implements By {}
    }
}
