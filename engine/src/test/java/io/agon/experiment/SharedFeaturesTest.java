package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.config.ConfigException;
import io.agon.config.Settings.Space;
import io.agon.report.JsonReport;
import io.agon.report.TextReport;
import io.agon.store.RunRecord;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import io.agon.structured.FeatureSpace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Experiments that say what their policies share. */
class SharedFeaturesTest {

    @TempDir
    Path root;

    private Experiment experiment(String settings) throws Exception {
        Files.writeString(
                root.resolve("rates.csv"),
                "model,prompt,rate\nlarge,terse,0.95\nlarge,warm,0.3\nsmall,terse,0.3\nsmall,warm,0.05\n");
        Files.writeString(
                root.resolve("agon.yaml"),
                "policies: {recorded: {rates: rates.csv}}\nexperiment: {%s}\n".formatted(settings));
        return Experiment.load(root);
    }

    private Store store() {
        return SqliteStore.open(root.resolve("agon.db"));
    }

    @Test
    void design_hasTheFeaturesThatItsSpaceHasAUseFor() throws Exception {
        ProcedureFactory.Design auto = experiment("").design();
        assertThat(auto.space()).isEqualTo(Space.AUTO);
        assertThat(auto.features().orElseThrow().factors()).isPresent();
        assertThat(experiment("space: linear").design().features().orElseThrow().dimension())
                .isEqualTo(4);
        assertThat(experiment("space: unstructured").design().features()).isEmpty();
        FeatureSpace own =
                experiment("space: bradley-terry").design().features().orElseThrow();
        assertThat(own.factors()).isEmpty();
        assertThat(own.dimension()).isEqualTo(4);
        assertThat(experiment("").plan().shared()).isEqualTo("model (2) x prompt (2)");
    }

    @Test
    void linear_withoutAnythingShared_isRefused() {
        assertThatThrownBy(() -> {
                    Files.writeString(root.resolve("rates.csv"), "policy,rate\nA,0.1\nB,0.9\n");
                    Files.writeString(
                            root.resolve("agon.yaml"),
                            "policies: {recorded: {rates: rates.csv}}\nexperiment: {space: linear}\n");
                    Experiment.load(root);
                })
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rates.csv: experiment.space: linear needs to know what policies share");
    }

    @Test
    void result_saysWhichLevelsAreOut_nowAndFromTheStore() throws Exception {
        Experiment experiment = experiment("seed: 3");
        try (Store store = store()) {
            RunResult result = new Runner(experiment, store, ProgressListener.NONE).run();
            assertThat(result.best()).isEqualTo("large | terse");
            assertThat(result.factors()).extracting(FactorStanding::name).containsExactly("model", "prompt");
            assertThat(TextReport.of(result))
                    .contains("factors         model large is in the best policy")
                    .containsPattern("prompt warm is not in the best policy: p = 0.0\\d+");
            var json = JsonMapper.builder().build().readTree(JsonReport.of(result));
            assertThat(json.at("/space").asString()).isEqualTo("auto");
            assertThat(json.at("/factors/0/name").asString()).isEqualTo("model");
            assertThat(json.at("/factors/0/levels/1/level").asString()).isEqualTo("small");
            assertThat(json.at("/factors/0/levels/1/possible").asBoolean()).isFalse();
            assertThat(json.at("/factors/0/levels/1/pValue").asDouble()).isBetween(0.0, 0.05);
            RunRecord run = store.runs().getFirst();
            assertThat(Results.of(store, run).factors()).isEqualTo(result.factors());
        }
    }

    @Test
    void model_isPartOfTheSentence() throws Exception {
        try (Store store = store()) {
            RunResult result = new Runner(experiment("space: linear"), store, ProgressListener.NONE).run();
            assertThat(TextReport.of(result))
                    .contains("valid whenever you look, if strengths add up over the factors)")
                    .contains("whether preferences follow the model");
            RunResult plain = new Runner(experiment("space: bradley-terry"), store, ProgressListener.NONE).run();
            assertThat(TextReport.of(plain)).contains("if preferences follow strengths)");
        }
    }

    @Test
    void unfinishedRun_isReplayedWithItsFactors() throws Exception {
        Experiment experiment = experiment("seed: 3, budget: {comparisons: 7}");
        try (Store store = store()) {
            RunResult result = new Runner(experiment, store, ProgressListener.NONE).run();
            RunRecord run = store.runs().getFirst();
            var unfinished = new RunRecord(
                    run.id(),
                    run.file(),
                    run.description(),
                    run.fingerprint(),
                    run.agon(),
                    run.policies(),
                    run.rule(),
                    run.confidence(),
                    run.margin(),
                    run.strict(),
                    run.gap(),
                    run.space(),
                    run.features(),
                    run.seed(),
                    run.concurrency(),
                    run.started(),
                    null,
                    RunRecord.State.RUNNING,
                    null);
            assertThat(Results.of(store, unfinished).factors()).hasSize(2).isEqualTo(result.factors());
        }
    }

    @Test
    void features_surviveTheStore() {
        assertThat(StoredFeatures.json(Optional.empty())).isNull();
        assertThat(StoredFeatures.parse(null)).isEmpty();
        FeatureSpace space = FeatureSpace.of(new double[][] {{0.1, 2}, {-1e-9, 0}});
        FeatureSpace again =
                StoredFeatures.parse(StoredFeatures.json(Optional.of(space))).orElseThrow();
        assertThat(again.feature(1, 0)).isEqualTo(-1e-9);
        assertThat(again.dimension()).isEqualTo(2);
    }

    /** What an Agon without spaces wrote. */
    @Test
    void olderStore_isReadOn() throws Exception {
        try (Store store = store()) {
            RunResult result = new Runner(experiment("seed: 3"), store, ProgressListener.NONE).run();
            assertThat(result.status()).isEqualTo("decided");
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + root.resolve("agon.db"));
                var statement = connection.createStatement()) {
            statement.execute("UPDATE run SET result = json_remove(result, '$.factors', '$.space')");
            statement.execute("ALTER TABLE run DROP COLUMN space");
            statement.execute("ALTER TABLE run DROP COLUMN features");
            statement.execute("DELETE FROM flyway_schema_history WHERE version IN ('2', '3')");
            statement.execute("ALTER TABLE duel DROP COLUMN resting");
            statement.execute("DROP TABLE call");
            statement.execute("DROP TABLE reply");
            statement.execute("DROP TABLE ballot");
            statement.execute("PRAGMA user_version = 1");
        }
        try (Store store = store()) {
            RunRecord run = store.runs().getFirst();
            assertThat(run.space()).isEqualTo("auto");
            RunResult result = Results.of(store, run);
            assertThat(result.space()).isEqualTo("auto");
            assertThat(result.factors()).isEmpty();
            assertThat(Objects.requireNonNull(result.best())).isEqualTo("large | terse");
        }
    }

    /** No quadratic work where it counts: loading, running and looking at 3,000 policies is a matter of seconds. */
    @Test
    void thousandsOfPolicies_runAndReadWell() throws Exception {
        var rates = new StringBuilder("model,prompt,rate\n");
        for (int k = 0; k < 3000; k++) {
            rates.append("m%d,p%d,%s\n".formatted(k % 12, k / 12, 0.2 + 0.05 * (k % 12)));
        }
        Files.writeString(root.resolve("rates.csv"), rates.toString());
        Files.writeString(
                root.resolve("agon.yaml"),
                "policies: {recorded: {rates: rates.csv}}\nexperiment: {budget: {comparisons: 400}}\n");
        long start = System.nanoTime();
        try (Store store = store()) {
            RunResult result = new Runner(Experiment.load(root), store, ProgressListener.NONE).run();
            assertThat(TextReport.of(result).lines().count()).isLessThan(45);
            assertThat(TextReport.of(result))
                    .contains("the best is one of the 3,000 policies")
                    .contains("... and 2,980 more, possible; --json has all")
                    .contains("prompt any of 250 may be in the best policy");
        }
        assertThat((System.nanoTime() - start) / 1e9).isLessThan(30);
    }
}
