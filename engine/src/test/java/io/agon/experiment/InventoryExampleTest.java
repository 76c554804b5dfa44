package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.report.TextReport;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryExampleTest {

    @TempDir
    Path root;

    @Test
    void run_workflows_saysWhichLevelsAreOut() throws Exception {
        Experiment experiment = Experiment.load(
                Path.of(System.getProperty("agon.root", ".."), "examples", "inventory", "workflows.yaml"));
        assertThat(experiment.plan().shared()).isEqualTo("model (3) x workflow (3)");
        try (Store store = SqliteStore.open(root.resolve("agon.db"))) {
            RunResult result = new Runner(experiment, store, ProgressListener.NONE).run();
            assertThat(result.best()).isEqualTo("gemini-3-flash+or-to-llm");
            assertThat(TextReport.of(result)).contains("model gemini-3-flash is in the best policy");
        }
    }

    @Test
    void run_inventory_decidesInAFractionOfARoundRobin() throws Exception {
        Experiment experiment =
                Experiment.load(Path.of(System.getProperty("agon.root", ".."), "examples", "inventory"));
        assertThat(experiment.arena().policies()).hasSize(10).doesNotContain("perfect");
        assertThat(experiment.plan().queries()).isEqualTo(987);
        try (Store store = SqliteStore.open(root.resolve("agon.db"))) {
            RunResult result = new Runner(experiment, store, ProgressListener.NONE).run();
            assertThat(result.best()).isEqualTo("gemini-3-flash+or-to-llm");
            assertThat(result.status()).isEqualTo("decided");
            RunResult.Reference roundRobin = java.util.Objects.requireNonNull(result.roundRobin());
            assertThat(roundRobin.comparisons()).isGreaterThan(3 * result.comparisons());
            assertThat(TextReport.of(result)).contains("the best is gemini-3-flash+or-to-llm   (95 %");
        }
    }
}
