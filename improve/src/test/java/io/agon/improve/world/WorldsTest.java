package io.agon.improve.world;

import static io.agon.testkit.StatisticalAssertions.assertThatMean;
import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Artifact;
import io.agon.improve.LearningGraph;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.Run;
import io.agon.testkit.Counts;
import io.agon.testkit.Sample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WorldsTest {

    private static final CreditHorizon WHOLE = new CreditHorizon(OptionalInt.empty(), Scope.RUN);

    private static List<Run> runs(World world, Artifact artifact, int count, long seed) throws Exception {
        var runs = new ArrayList<Run>();
        for (int i = 0; i < count; i++) {
            runs.add(world.task().run(artifact, i, Dice.of(1000 * seed + i)));
        }
        return runs;
    }

    private static Proposal proposal(
            World world, Artifact artifact, List<Run> runs, CreditHorizon credit, int start, long seed)
            throws Exception {
        var graph = new LearningGraph(Template.EPISODIC, credit, List.of(new Feedback.Score()));
        var lesson = graph.lesson(runs, Collections.nCopies(runs.size(), start), OptionalDouble.empty());
        var names = artifact.components().stream().map(it -> it.name()).toList();
        var problem = new Problem(
                1, world.task().objective(), artifact, names, lesson.summary(), lesson.shown(), List.of(), List.of());
        return world.optimizer().propose(problem, Dice.of(seed));
    }

    private static Artifact policy(World world, UnaryOperator<String> rule) {
        var lines = new LinkedHashMap<String, String>();
        Table.read(world.start().body("policy")).lines().sequencedKeySet().forEach(it -> lines.put(it, rule.apply(it)));
        return world.start().with(Map.of("policy", new Table(lines).toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "landscape(kind=coupled, components=many)",
                "landscape(kind=coupled)",
                "landscape",
                "shooter",
                "paddleball",
                "rules",
                "equal",
                "gains"
            })
    void meanScores_areTheTruth_andProposalsOfTheOptimizer_areNotRefused(String name) throws Exception {
        World world = Worlds.of(name);
        Artifact artifact = world.start();
        for (int i = 0; i < 20; i++) {
            Proposal proposal = proposal(world, artifact, runs(world, artifact, 1, i), world.credit(), 0, i);
            for (var it : proposal.bodies().entrySet()) {
                assertThat(world.task().refusal(artifact.component(it.getKey()), it.getValue()))
                        .isEmpty();
            }
            artifact = artifact.with(proposal.bodies());
        }
        List<Run> runs = runs(world, artifact, 1500, 7);
        double slack = world.task() instanceof GameTask ? 0.1 : 0.02;

        assertThat(runs.stream().mapToDouble(Run::score).average().orElseThrow())
                .isBetween(
                        world.truth().applyAsDouble(artifact) - slack,
                        world.truth().applyAsDouble(artifact) + slack);
        assertThat(Worlds.of(world.description()).description()).isEqualTo(world.description());
    }

    @Test
    void names_areThoseThatAreMade() {
        assertThat(Worlds.names().keySet())
                .containsExactly("landscape", "paddleball", "shooter", "rules", "equal", "gains")
                .allSatisfy(it -> assertThat(Worlds.of(it).description()).startsWith(it));
        assertThatThrownBy(() -> Worlds.of("shoter")).hasMessageContaining("did you mean 'shooter'?");
        assertThatThrownBy(() -> Worlds.of("rules(rho=1)")).hasMessageContaining("rules has no 'rho'");
        assertThatThrownBy(() -> Worlds.of("equal(noise=2)")).hasMessageContaining("must be a number in [0, 0.5]");
    }

    @Test
    void interfaces_cannotBeCrossed_byOneComponentAtATime() {
        World many = Worlds.of("landscape(kind=coupled, components=many, pairs=1)");
        World one = Worlds.of("landscape(kind=coupled, components=one, pairs=1)");
        double kept = 0;
        double free = 0;
        for (String first : Landscape.OPTIONS) {
            for (String second : Landscape.OPTIONS) {
                Artifact apart = many.start().with(Map.of("d1", first, "d2", second));
                double truth = many.truth().applyAsDouble(apart);
                assertThat(one.truth()
                                .applyAsDouble(
                                        one.start().with(Map.of("plan", "d1: %s\nd2: %s".formatted(first, second)))))
                        .isEqualTo(truth);
                free = Math.max(free, truth);
                if (many.task().refusal(apart.component("d1"), first).isEmpty()
                        && many.task().refusal(apart.component("d2"), second).isEmpty()) {
                    kept = Math.max(kept, truth);
                }
            }
        }
        assertThat(kept).isEqualTo(0.4);
        assertThat(free).isEqualTo(1);
    }

    @Test
    void immediateReward_agreesWithTheScore_ofPaddleBall_butNotOfShooter() {
        World paddle = Worlds.of("paddleball(slip=0)");
        World shooter = Worlds.of("shooter(slip=0)");
        Artifact follow =
                policy(paddle, it -> it.contains("left,") ? "left" : it.contains("right,") ? "right" : "stay");
        Artifact greedy = policy(shooter, it -> "gather");
        Artifact aim = policy(
                shooter,
                it -> it.contains("flying")
                        ? "gather"
                        : it.contains("left") ? "left" : it.contains("right") ? "right" : "fire");

        assertThat(paddle.truth().applyAsDouble(follow)).isGreaterThan(0.9);
        assertThat(shooter.truth().applyAsDouble(greedy)).isCloseTo(0.15, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(shooter.truth().applyAsDouble(aim)).isGreaterThan(0.6);
    }

    @Test
    void stepJudge_seesNothing_outsideTheWindow() throws Exception {
        World world = Worlds.of("paddleball(slip=0)");
        List<Run> runs = runs(world, world.start(), 1, 3);
        List<GameTask.Frame> frames = runs.getFirst().moments().stream()
                .map(it -> (GameTask.Frame) it.output().value())
                .toList();
        var steps = new CreditHorizon(OptionalInt.of(1), Scope.STEPS);
        for (int i = 0; i < frames.size(); i++) {
            Table before = Table.read(world.start().body("policy"));
            Proposal proposal = proposal(world, world.start(), runs, steps, i, i);

            assertThat(proposal.bodies().isEmpty())
                    .as("step %d", i)
                    .isEqualTo(frames.get(i).reward() == 1);
            if (!proposal.bodies().isEmpty()) {
                Table after = Table.read(proposal.bodies().get("policy"));
                assertThat(before.lines().keySet().stream()
                                .filter(it -> !before.get(it).equals(after.get(it))))
                        .containsExactly(frames.get(i).situation());
            }
        }
    }

    @Test
    void feedbackOnTheRun_counts_besidesTheStepThatIsShown() throws Exception {
        World world = Worlds.of("paddleball(slip=0, enough=0.6)");
        Artifact follow = policy(world, it -> it.contains("left,") ? "left" : it.contains("right,") ? "right" : "stay");
        List<Run> runs = runs(world, follow, 1, 5);
        Run poor = new Run(0, runs.getFirst().moments(), 0, runs.getFirst().reference(), "");
        int right = java.util.stream.IntStream.range(0, poor.moments().size())
                .filter(it -> poor.moments().get(it).reward() == 1)
                .findFirst()
                .orElseThrow();

        assertThat(proposal(world, follow, List.of(poor), new CreditHorizon(OptionalInt.of(1), Scope.STEPS), right, 1)
                        .bodies())
                .isEmpty();
        assertThat(proposal(world, follow, List.of(poor), new CreditHorizon(OptionalInt.of(1), Scope.RUN), right, 1)
                        .bodies())
                .isNotEmpty();
    }

    @Test
    void repairs_haveTheStatedProbabilities() throws Exception {
        World world = Worlds.of("rules(m=3, skill=0.9, attention=2, overfit=0.6)");
        List<Run> one = runs(world, world.start(), 1, 1);
        List<Run> three = runs(world, world.start(), 3, 1);
        double alone = 0.9 / (1 + Math.pow(0.5, 3));
        double among = 0.9 / (1 + Math.pow(1.5, 3));

        assertThatMean(Sample.drawing(2000, it -> line(world, one, it).equals(RuleMixture.GENERAL) ? 1 : 0))
                .isMean(alone * 0.4);
        assertThatMean(Sample.drawing(2000, it -> line(world, one, it).equals(RuleMixture.byHeart(0)) ? 1 : 0))
                .isMean(alone * 0.6);
        assertThatMean(Sample.drawing(2000, it -> line(world, three, it).equals(RuleMixture.GENERAL) ? 1 : 0))
                .isMean(among * (1 - Math.pow(0.6, 3)));
    }

    private static String line(World world, List<Run> runs, int seed) {
        try {
            Proposal proposal = proposal(world, world.start(), runs, WHOLE, 0, seed);
            return Table.read(proposal.bodies().getOrDefault("prompt", "")).get("rule 1");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void byHeart_helpsOnItsQuestionAlone() throws Exception {
        World world = Worlds.of("rules(m=3)");
        Artifact learned = world.start()
                .with(Map.of(
                        "prompt",
                        Table.read(world.start().body("prompt"))
                                .with("rule 1", RuleMixture.byHeart(3))
                                .toString()));

        assertThat(world.task().run(learned, 3, Dice.of(1)).score()).isEqualTo(1);
        assertThat(world.task().run(learned, 6, Dice.of(1)).score()).isZero();
        assertThat(world.truth().applyAsDouble(learned)).isZero();
    }

    @Test
    void copiedDecisions_comeOutWrong_withTheStatedProbability() {
        World world = Worlds.of("landscape(kind=separable, slip=0.1)");

        assertThatMean(Sample.drawing(3000, it -> changed(world, it))).isMean(1 + 7 * 0.1);
    }

    private static double changed(World world, int seed) {
        try {
            Table before = Table.read(world.start().body("plan"));
            Table after = Table.read(proposal(world, world.start(), runs(world, world.start(), 1, seed), WHOLE, 0, seed)
                    .bodies()
                    .get("plan"));
            return before.lines().keySet().stream()
                    .filter(it -> !before.get(it).equals(after.get(it)))
                    .count();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void equalVersions_win_halfOfTheirDuels_andGains_winMore() throws Exception {
        World equal = Worlds.of("equal(noise=0.3)");
        World gains = Worlds.of("gains(noise=0.3, gain=0.1)");
        var child = Map.of("text", "level: 1\nversion: 5");

        assertThatMean(Sample.drawing(2000, it -> lead(equal, equal.start().with(child), it)))
                .isMean(0);
        assertThatMean(Sample.drawing(2000, it -> lead(gains, gains.start().with(child), it)))
                .isMean(0.1);
        assertThatRate(Counts.counting(2000, it -> lead(gains, gains.start().with(child), it) > 0))
                .isAtLeast(0.6);
    }

    private static double lead(World world, Artifact child, int seed) {
        try {
            return world.task().run(child, 0, Dice.of(2L * seed)).score()
                    - world.task().run(world.start(), 0, Dice.of(2L * seed + 1)).score();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
