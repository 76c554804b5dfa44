package io.agon.improve.task;

import io.agon.budget.Allotment;
import io.agon.budget.Purse;
import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Component.Kind;
import io.agon.improve.code.RuleLanguage;
import io.agon.judge.Judge;
import io.agon.loop.KeptReplies;
import io.agon.loop.KeptTurn;
import io.agon.model.Decoding;
import io.agon.model.Endpoint;
import io.agon.model.FaultServer;
import io.agon.model.Limits;
import io.agon.model.ModelId;
import io.agon.model.ModelOptions;
import io.agon.model.Price;
import io.agon.model.provider.Environment;
import io.agon.model.provider.Models;
import io.agon.model.provider.PriceTable;
import io.agon.policy.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/** What tests of answers have in common: queries, artifacts, a model behind a server, turns. */
final class Asking {

    static final Component INSTRUCTION = new Component(
            "instruction", Kind.PROMPT, "", "What to do.", "Keep {{input}}.", "Solve: {{input}}\nEnd with Answer: ...");
    static final Component EXTRACT = new Component(
            "extract",
            Kind.CODE,
            "extract(answer)",
            "Takes the answer out of the reply.",
            "",
            "extract(answer)\ntrim(after(answer, \"Answer:\"))");

    private Asking() {}

    /** 40 sums, {@code 0+7} to {@code 39+7}. */
    static List<Query> sums() {
        var queries = new ArrayList<Query>();
        for (int i = 0; i < 40; i++) {
            queries.add(new Query("q" + i, Map.of("input", i + "+7"), Integer.toString(i + 7)));
        }
        return queries;
    }

    static Artifact artifact(Component... components) {
        return new Artifact(List.of(components));
    }

    static AnswerTask task(Artifact start, Endpoint endpoint, Optional<Judge> judge) {
        List<Query> queries = sums();
        return new AnswerTask(
                start,
                AnswerTask.frame(start),
                queries,
                new Division(5, 5, OptionalInt.empty(), OptionalInt.empty(), false).items(queries.size(), 1),
                endpoint,
                Decoding.greedy(50),
                new Check.Bbeh(),
                judge,
                Optional.of(new RuleLanguage()),
                Set.of());
    }

    /** A model at a dollar per token of a million, tried twice. */
    static Endpoint served(FaultServer server) {
        var limits = new Limits(
                8,
                null,
                null,
                2,
                Duration.ofMillis(1),
                Duration.ofMillis(2),
                Duration.ofMillis(50),
                1_000,
                Duration.ofMillis(1));
        var models = new Models(
                Environment.of(Map.of("OPENAI_API_KEY", "sk-answers")),
                PriceTable.standard().with(Map.of("openai:*", new Price(1, 1, 1))),
                name -> limits);
        return models.endpoint(
                ModelId.parse("openai:tiny"),
                new ModelOptions(
                        Path.of(""),
                        Optional.of(server.baseUrl()),
                        Optional.empty(),
                        Duration.ofMillis(300),
                        Map.of()));
    }

    static KeptTurn turn(String place, KeptReplies replies, Purse purse) {
        return new KeptTurn(place, new SplittableRandom(place.hashCode()), replies, new Allotment(purse, 0));
    }
}
