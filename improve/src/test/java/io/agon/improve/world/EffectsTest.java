package io.agon.improve.world;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Improvement;
import io.agon.improve.world.Effect.Claim;
import io.agon.improve.world.Effect.Setting;
import io.agon.improve.world.WorldsStudy.Comparison;
import io.agon.improve.world.WorldsStudy.Measured;
import io.agon.testkit.Counts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What choices of a loop do, by the exact sign test over seeds; each loop of an effect has as many updates. */
final class EffectsTest {

    @TempDir
    Path scratch;

    private static Effect effect(String name) {
        return Effect.all().stream()
                .filter(it -> it.name().startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** The effect with these settings alone. */
    private Measured measured(String name, int seeds, String... settings) throws InterruptedException {
        Effect all = effect(name);
        List<String> kept = List.of(settings);
        return new WorldsStudy(scratch)
                .measure(
                        new Effect(
                                all.name(),
                                all.why(),
                                all.figure(),
                                all.settings().stream()
                                        .filter(it -> kept.isEmpty() || kept.contains(it.name()))
                                        .toList(),
                                all.claims().stream()
                                        .filter(it -> kept.isEmpty()
                                                || kept.contains(it.higher()) && kept.contains(it.than()))
                                        .toList()),
                        seeds);
    }

    private static void assertClaims(Measured measured, double p) {
        assertThat(measured.comparisons()).isNotEmpty().allSatisfy(it -> {
            assertThat(it.p()).as("%s: %s", measured.effect().name(), it).isLessThan(p);
            assertThat(it.lead()).isPositive();
        });
    }

    @Test
    void betterStart_flips_betweenSeparableAndCoupledLandscapes() throws InterruptedException {
        assertClaims(measured("starting artifact, separable", 32), 0.05);
        assertClaims(measured("starting artifact, coupled", 32), 0.05);
    }

    @Test
    void longTraces_win_whereTheRewardComesLate_andLose_whereItIsImmediate() throws InterruptedException {
        String[] settings = {"1 step, feedback on steps", "whole run"};
        assertClaims(measured("credit horizon, paddleball", 24, settings), 0.05);
        assertClaims(measured("credit horizon, shooter", 24, settings), 0.05);
    }

    @Test
    void bestBatch_isThree_whenSingleExamplesAreLearnedByHeart_andOne_otherwise() throws InterruptedException {
        assertClaims(measured("batching, single", 64), 0.05);
        assertClaims(measured("batching, no", 64), 0.05);
    }

    @Test
    void batches_haveTheSameUpdates_andOneThreeFiveEpochs() throws InterruptedException {
        for (Setting setting : effect("batching, single").settings()) {
            Improvement done = new WorldsStudy(scratch).improve(setting, 1);
            Map<Long, Long> seen =
                    done.rounds().stream().flatMap(it -> it.items().stream()).collect(groupingBy(it -> it, counting()));

            assertThat(done.spent().updates()).isEqualTo(15);
            assertThat(seen).hasSize(15);
            assertThat(seen.values()).containsOnly((long) setting.batch().orElseThrow());
        }
    }

    @Test
    void equalVersions_areAnnouncedAsBetter_byStrictBatches_butNotByDuels() throws InterruptedException {
        Measured measured = measured("acceptance, all", 24, "strict, batch 5", "strict, batch 60", "llm-po, 300 duels");

        List<Double> llmPo = measured.figures().getOrDefault("llm-po, 300 duels", List.of());
        assertThat(measured.mean("strict, batch 5")).isEqualTo(1);
        assertThat(measured.mean("strict, batch 60")).as("more runs do not mend it").isEqualTo(1);
        assertThatRate(Counts.counting(24, it -> llmPo.get(it) > 0)).isAtMost(0.05);
    }

    @Test
    void knownGains_areKept_byDuels() throws InterruptedException {
        assertClaims(measured("acceptance, some", 12, "always", "llm-po, 300 duels"), 0.05);
    }

    @Test
    void duels_buyTheClaim_notTheScore_ofTheRunsTheyTake() throws InterruptedException {
        Measured measured = measured("acceptance, some", 12, "strict, batch 5", "strict, batch 60", "llm-po, 20 duels");

        assertThat(measured.runs()).containsEntry("strict, batch 5", 400.0).containsEntry("strict, batch 60", 4_800.0);
        assertThat(measured.mean("strict, batch 60")).isGreaterThan(0.69);
        assertThat(measured.runs().getOrDefault("llm-po, 20 duels", 0.0))
                .isGreaterThan(measured.runs().getOrDefault("strict, batch 5", 0.0));
        assertThat(measured.mean("llm-po, 20 duels")).isLessThan(measured.mean("strict, batch 5"));
    }

    @Test
    void sameSeeds_giveTheSameFigures() throws InterruptedException {
        Measured once = measured("batching, single", 3);

        assertThat(measured("batching, single", 3)).isEqualTo(once);
    }

    @Test
    void signTest_isExact() {
        assertThat(WorldsStudy.signTest(5, 0)).isEqualTo(1 / 32.0);
        assertThat(WorldsStudy.signTest(4, 1)).isEqualTo(6 / 32.0);
        assertThat(WorldsStudy.signTest(0, 0)).isEqualTo(1);
    }

    @Test
    void comparison_countsSeeds_withoutTies() {
        var effect = new Effect("", "", Effect.Figure.FINAL_SCORE, List.of(), List.of(new Claim("a", "b")));
        var figures = new java.util.LinkedHashMap<String, List<Double>>();
        figures.put("a", List.of(0.5, 0.75, 0.5));
        figures.put("b", List.of(0.25, 0.75, 0.75));

        Comparison comparison =
                new Measured(effect, figures, new java.util.LinkedHashMap<>()).comparisons().getFirst();

        assertThat(comparison.wins()).isEqualTo(1);
        assertThat(comparison.losses()).isEqualTo(1);
        assertThat(comparison.lead()).isZero();
        assertThat(comparison.p()).isEqualTo(0.75);
    }

    /** All claims; run by itself it prints the tables of docs/concepts/case-studies.md. */
    @Test
    @Tag("montecarlo")
    void allClaims_hold_overAHundredSeeds() throws InterruptedException {
        for (Effect effect : Effect.all()) {
            Measured measured = new WorldsStudy(scratch).measure(effect, 100);
            System.out.println(String.join("\n", measured.lines()) + "\n");
            assertClaims(measured, 0.01);
        }
    }

    /** None of the effects hangs on one value of a parameter: the ends of the stated ranges. */
    @Test
    @Tag("montecarlo")
    void claims_holdOverRangesOfParameters() throws InterruptedException {
        for (String slip : List.of("0.02", "0.05")) {
            assertClaims(varied("starting artifact, separable", "seed=SEED", "seed=SEED, slip=" + slip), 0.01);
            assertClaims(varied("starting artifact, coupled", "seed=SEED", "seed=SEED, slip=" + slip), 0.01);
        }
        for (String enough : List.of("0.3", "0.7")) {
            assertClaims(
                    varied("credit horizon, paddleball", "paddleball", "paddleball(enough=%s)".formatted(enough)),
                    0.01);
        }
        for (String enough : List.of("0.05", "0.25")) {
            Measured shooter = varied("credit horizon, shooter", "shooter", "shooter(enough=%s)".formatted(enough));
            assertThat(shooter.comparisons().getFirst().p()).isLessThan(0.01);
        }
        for (String values : List.of("overfit=0.5, attention=2", "overfit=0.7, attention=1.8")) {
            assertClaims(varied("batching, single", "overfit=0.6", values), 0.05);
        }
        for (String values : List.of("overfit=0, attention=1.5", "overfit=0.1, attention=2")) {
            assertClaims(varied("batching, no", "overfit=0", values), 0.05);
        }
    }

    private Measured varied(String name, String part, String by) throws InterruptedException {
        Effect effect = effect(name);
        return new WorldsStudy(scratch)
                .measure(
                        new Effect(
                                effect.name() + " " + by,
                                effect.why(),
                                effect.figure(),
                                effect.settings().stream()
                                        .map(it -> new Setting(
                                                it.name(),
                                                it.world().replace(part, by),
                                                it.batch(),
                                                it.credit(),
                                                it.acceptance()))
                                        .toList(),
                                effect.claims()),
                        100);
    }
}
