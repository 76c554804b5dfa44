package io.agon.config;

import io.agon.budget.Budget;
import io.agon.judge.HumanVoter;
import io.agon.judge.Judge;
import io.agon.model.Endpoint;
import io.agon.policy.Query;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Queries, a model that answers them and who judges, as another file than an experiment's names them: the keys
 * {@code tests}, {@code defaultTest}, {@code provider} and {@code judge} of one section.
 *
 * @param file that says it
 * @param tests queries
 * @param provider the model
 * @param judge between two answers; empty when it names none
 */
public record AnswerSource(Path file, TestSource tests, ProviderSource provider, Optional<JudgeSource> judge) {

    /** Reads the keys of a section, not whether there are others; empty when one is wrong. */
    public static Optional<AnswerSource> read(Section it, Problems problems, Path file) {
        Optional<TestSource> tests = new TestSection(problems, file).read(it);
        List<ProviderSource> providers = new ProviderSection(problems, file).read(it, "provider");
        boolean judged = it.present().contains("judge");
        Optional<JudgeSource> judge =
                judged ? new JudgeSection(file).read(it, Optional.empty()) : Optional.<JudgeSource>empty();
        if (judge.filter(JudgeSection::ofAnswers).isEmpty() && judge.isPresent() || asksPeople(judge)) {
            it.wrong(
                    "judge",
                    "%s: this kind does not judge answers here; name exact or llm, say".formatted(it.at("judge")));
            return Optional.empty();
        }
        if (!it.present().contains("tests")) {
            it.wrongAsWhole("%s is missing: the queries, such as file://tests.jsonl".formatted(it.at("tests")));
        }
        if (!it.present().contains("provider")) {
            it.wrongAsWhole("%s is missing: the model, such as openai:gpt-4o-mini".formatted(it.at("provider")));
        } else if (providers.size() > 1) {
            it.wrong("provider", "%s names several models, but one answers".formatted(it.at("provider")));
        }
        return tests.isEmpty() || providers.size() != 1 || judged && judge.isEmpty()
                ? Optional.empty()
                : Optional.of(new AnswerSource(file, tests.get(), providers.getFirst(), judge));
    }

    private static boolean asksPeople(Optional<JudgeSource> judge) {
        return judge.isPresent() && judge.get().asksPeople();
    }

    /**
     * The queries, in the order of the file, with distinct ids; at least one.
     *
     * @param notices where to say what was overlooked
     * @throws ConfigException with what is wrong
     */
    public List<Query> queries(List<String> notices) {
        return TestLoader.load(tests, notices);
    }

    /**
     * What is named, ready to be asked.
     *
     * @param endpoint of the provider
     * @param judge between two answers
     * @param others those of further providers, in order
     * @param models what shapes the replies of each of them, that of the judge among them, in alphabetical order
     * @param obstacles what this machine lacks: keys and addresses
     */
    public record Opened(
            Endpoint endpoint,
            Optional<Judge> judge,
            List<Endpoint> others,
            List<String> models,
            List<Problem> obstacles) {
        public Opened {
            models = List.copyOf(models);
            others = List.copyOf(others);
            obstacles = List.copyOf(obstacles);
        }
    }

    /**
     * Opens models and judge; a model whose key is missing can be planned with, and says so when it is asked.
     *
     * @param queries that will be judged
     * @param more further models of the file, such as that of an optimizer: they share guards, prices and keys
     * @param usd a budget, which needs every price; empty for none
     * @param seed of the choice among labelled pairs
     * @throws ConfigException with what is wrong
     */
    public Opened open(List<Query> queries, List<ProviderSource> more, OptionalDouble usd, long seed) {
        var providers = new ArrayList<ProviderSource>();
        providers.add(provider);
        providers.addAll(more);
        var budget = new Budget(null, usd.isPresent() ? (Double) usd.getAsDouble() : null, null);
        var endpoints = new Endpoints(file, providers, budget, "budget.usd");
        Endpoint endpoint = endpoints.open(provider);
        List<Endpoint> others = more.stream().map(endpoints::open).toList();
        Optional<Judge> decides =
                judge.map(it -> new JudgeLoader(file, seed, queries, file, endpoints, HumanVoter.nobody()).load(it));
        Csv.raise(endpoints.problems());
        return new Opened(endpoint, decides, others, endpoints.identities(), endpoints.obstacles());
    }
}
