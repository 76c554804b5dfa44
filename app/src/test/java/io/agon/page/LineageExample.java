package io.agon.page;

import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.Improvement.Round;
import io.agon.improve.Improvement.Spent;
import io.agon.improve.Improvement.Standing;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Improvements written by hand; what models wrote in them is hostile. */
public final class LineageExample {

    /** What no report may let through: markup, handlers, terminal escapes, overrides of direction. */
    public static final String HOSTILE =
            "</pre><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>\u001b[31m\u202e=1+1";

    private LineageExample() {}

    /** So many candidates, of which every tenth is accepted; the last accepted one is chosen and certified. */
    public static Improvement of(int candidates) {
        var start = new Artifact(List.of(
                new Component("prompt", Component.Kind.PROMPT, "", "What is said.", "", "Say {{x}}.\nBe kind.\n"),
                new Component("code", Component.Kind.CODE, "f(x)", "", "", "=HYPERLINK(\"http://x\")")));
        var standings = new ArrayList<Standing>();
        var rounds = new ArrayList<Round>();
        standings.add(new Standing(new Candidate(0, OptionalInt.empty(), 0, start, ""), 0.4, Double.NaN, 5));
        int champion = 0;
        for (int i = 1; i < candidates; i++) {
            boolean accepted = i % 10 == 1;
            Artifact child = start.with(Map.of("prompt", "Say {{x}}.\nBe kind, the " + i + "th time.\n" + HOSTILE));
            standings.add(new Standing(
                    new Candidate(i, OptionalInt.of(champion), i, child, "Because " + HOSTILE),
                    0.4 + (accepted ? 0.3 * i / candidates : 0),
                    Double.NaN,
                    10));
            rounds.add(new Round(
                    i,
                    champion,
                    List.of(1L, 2L),
                    0.4,
                    "ID [0]: wrong " + HOSTILE,
                    OptionalInt.of(i),
                    "",
                    OptionalInt.of(i),
                    Optional.of(new Decision(
                            accepted, accepted, "lead +0.1 in 80 duels " + HOSTILE, 80, 0.01, accepted ? 0.1 : -0.1))));
            champion = accepted ? i : champion;
        }
        rounds.add(new Round(
                candidates,
                champion,
                List.of(1L),
                0.5,
                "",
                OptionalInt.empty(),
                "refused: " + HOSTILE,
                OptionalInt.empty(),
                Optional.empty()));
        return new Improvement(
                "a task " + HOSTILE,
                loop(start, candidates),
                rounds,
                standings,
                champion,
                OptionalInt.of(champion),
                "the champion",
                Optional.of(new Certificate(true, 1, 0.05, 0.04, 300, 0, 0.21, 0.185, 0.18, 0.24, "")),
                Map.of(
                        "rival " + HOSTILE,
                        new Certificate(false, 1, 0.05, 0.04, 300, 0, 0.01, -0.015, -0.02, 0.04, "")),
                new Spent(candidates, 5L * candidates, 0, 80L * candidates + 300, 0.25),
                "all %d updates of the budget are done".formatted(candidates));
    }

    /** The same, not over yet. */
    public static Improvement running(int candidates) {
        Improvement it = of(candidates);
        return new Improvement(
                it.task(),
                it.loop(),
                it.rounds(),
                it.candidates(),
                it.champion(),
                OptionalInt.empty(),
                "",
                Optional.empty(),
                Map.of(),
                it.spent(),
                "");
    }

    private static LearningLoop loop(Artifact start, int updates) {
        return new LearningLoop(
                start,
                List.of("prompt"),
                new CreditHorizon(OptionalInt.empty(), CreditHorizon.Scope.STEPS),
                new Batching(2, Batching.Template.BATCH, Batching.Order.SHUFFLED, false),
                List.of(new Feedback.Score()),
                0,
                new AcceptanceRule.LlmPo(0.05, 300),
                new SelectionRule.Last(),
                new SearchRule.Sequential(),
                new CertificateRule(0.05, 300),
                new LoopBudget(updates, OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                "a model " + HOSTILE,
                1);
    }
}
