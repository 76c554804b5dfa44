package io.agon.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.RunResult.Ending;
import io.agon.report.TextReport;
import io.agon.store.SqliteStore;
import io.agon.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptMatrixExampleTest {

    @TempDir
    Path root;

    /** What README.md says of it. */
    @Test
    void run_promptMatrix_leavesOneModelOfEleven() throws Exception {
        Experiment experiment =
                Experiment.load(Path.of(System.getProperty("agon.root", ".."), "examples", "prompt-matrix"));
        assertThat(experiment.arena().policies()).hasSize(1_606);
        assertThat(experiment.plan().shared()).isEqualTo("model (11) x wording (146)");
        try (Store store = SqliteStore.open(root.resolve("agon.db"))) {
            RunResult result = new Runner(experiment, store, ProgressListener.NONE).run();
            assertThat(result.ending()).isEqualTo(Ending.COMPARISONS_SPENT);
            assertThat(result.claim()).isEqualTo(Claim.UNDECIDED);
            assertThat(result.dispatched()).isEqualTo(5_000);
            FactorStanding models = result.factors().getFirst();
            assertThat(models.levels())
                    .filteredOn(FactorStanding.Level::possible)
                    .extracting(FactorStanding.Level::level)
                    .containsExactly("flan-t5-xxl");
            assertThat(TextReport.of(result))
                    .contains("the best is one of 146 of the 1,606 policies")
                    .contains("if strengths add up over the factors")
                    .contains("model flan-t5-xxl is in the best policy");
        }
    }
}
