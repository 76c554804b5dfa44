package io.agon.experiment;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.config.Settings.Space;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import io.agon.procedure.Lag;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import io.agon.structured.FeatureSpace;
import io.agon.testkit.Counts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data reject a wrong model, and seldom a right one. Pairs are drawn uniformly: who stays with few of them may
 * never see that the model is wrong. Seeds 0 to 399, level 0.05; each rate fails with probability below 1e-6 (exact
 * binomial) while its claim is true.
 */
class ModelCheckTest {

    private static final double LEVEL = 0.05;
    private static final int RUNS = 400;
    private static final int COMPARISONS = 500;
    private static final FeatureSpace TWO = Worlds.twoLevels(2);

    /** Strengths of two factors that add up, and of two that depend on each other. */
    private static final double[] ADDITIVE = {0, 0.8, 0.5, 1.3};

    private static final double[] INTERACTION = {1, 0, 0, 1};

    private interface Chances {
        double firstWins(int first, int second);
    }

    private static Chances strengths(double[] of) {
        return (first, second) -> 1 / (1 + Math.exp(of[second] - of[first]));
    }

    /** Four policies in a ring: each beats the next. */
    private static final Chances CYCLE =
            (first, second) -> (second - first + 4) % 4 == 1 ? 0.8 : (second - first + 4) % 4 == 3 ? 0.2 : 0.5;

    private static ModelCheck check(Space space, FeatureSpace features) {
        return new ModelCheck(new ProcedureFactory.Design(
                "random-pair",
                features.policies(),
                0.05,
                0,
                false,
                0,
                1,
                Lag.SEQUENTIAL,
                space,
                Optional.of(features)));
    }

    private static Optional<String> rejection(ModelCheck check, int policies, Chances world, long seed) {
        var random = new SplittableRandom(seed);
        for (int t = 0; t < COMPARISONS; t++) {
            int i = random.nextInt(policies);
            int j = (i + 1 + random.nextInt(policies - 1)) % policies;
            check.add(new Duel(i, j), random.nextDouble() < world.firstWins(i, j) ? Outcome.WIN : Outcome.LOSS);
        }
        return check.rejection();
    }

    private static Counts rejections(Space space, FeatureSpace features, Chances world) {
        return Counts.counting(
                RUNS,
                run -> rejection(check(space, features), features.policies(), world, run)
                        .isPresent());
    }

    @Test
    void rejection_modelThatHolds_isSeldomGiven() {
        assertThatRate(rejections(Space.LINEAR, TWO, strengths(ADDITIVE))).isAtMost(LEVEL);
        assertThatRate(rejections(Space.BRADLEY_TERRY, FeatureSpace.bradleyTerry(4), strengths(INTERACTION)))
                .isAtMost(LEVEL);
    }

    /** Power: an interaction against a sum, a cycle against strengths. */
    @Test
    void rejection_modelThatDoesNotHold_isGiven() {
        assertThatRate(rejections(Space.LINEAR, TWO, strengths(INTERACTION))).isAtLeast(0.9);
        assertThatRate(rejections(Space.BRADLEY_TERRY, FeatureSpace.bradleyTerry(4), CYCLE))
                .isAtLeast(0.9);
    }

    @Test
    void rejection_ofEachModel_namesWhatTheAnswerSupposes() {
        assertThat(rejection(check(Space.LINEAR, TWO), 4, strengths(INTERACTION), 1)
                        .orElseThrow())
                .startsWith("The data reject that strengths add up (p = ")
                .endsWith("write experiment.space: auto for one that does not.");
        assertThat(rejection(check(Space.BRADLEY_TERRY, FeatureSpace.bradleyTerry(4)), 4, CYCLE, 1)
                        .orElseThrow())
                .startsWith("The data reject that preferences follow strengths (p = ");
    }

    /** No claim rests on a model there; and with many features looking would take too long. */
    @Test
    void rejection_whereNothingIsChecked_isNotGiven() {
        assertThat(rejection(check(Space.AUTO, TWO), 4, strengths(INTERACTION), 1))
                .isEmpty();
        assertThat(rejection(check(Space.UNSTRUCTURED, TWO), 4, CYCLE, 1)).isEmpty();
        assertThat(rejection(check(Space.BRADLEY_TERRY, FeatureSpace.bradleyTerry(42)), 4, CYCLE, 1))
                .isEmpty();
    }

    @Test
    void run_modelThatDoesNotHold_saysSoBesideTheAnswer(@TempDir Path root) throws Exception {
        assertThat(notices(root.resolve("wrong"), "large,terse,0.9\nlarge,warm,0.2\nsmall,terse,0.2\nsmall,warm,0.8\n"))
                .contains("The data reject that strengths add up");
        // logit(rate) = -0.4, +0.8 for large, +0.8 for terse
        assertThat(notices(
                        root.resolve("right"),
                        "large,terse,0.769\nlarge,warm,0.599\nsmall,terse,0.599\nsmall,warm,0.401\n"))
                .doesNotContain("reject");
    }

    private static String notices(Path folder, String rates) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("rates.csv"), "model,prompt,rate\n" + rates);
        Files.writeString(folder.resolve("agon.yaml"), """
            policies: {recorded: {rates: rates.csv}}
            experiment: {space: linear, rule: random-pair, budget: {comparisons: 1000}}
            """);
        try (Store store = SqliteStore.open(folder.resolve("agon.db"))) {
            return String.join(
                    "\n",
                    new Runner(Experiment.load(folder), store, ProgressListener.NONE)
                            .run()
                            .notices());
        }
    }
}
