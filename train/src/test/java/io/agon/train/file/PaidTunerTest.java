package io.agon.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.budget.Purse;
import io.agon.decide.language.Transcript;
import io.agon.loop.KeptReplies;
import io.agon.train.FineTuner;
import io.agon.train.TrainingException;
import io.agon.train.Trajectory;
import io.agon.train.language.ModelRef;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaidTunerTest {

    @TempDir
    Path folder;

    private final Purse purse = new Purse(20.0);

    /** Each job costs 2 dollars and makes the model of its name. */
    private final FineTuner<ModelRef, Transcript> dear = new FineTuner<>() {
        @Override
        public String submit(List<Trajectory<Transcript>> lessons, ModelRef base, int round) {
            return "openai:dear";
        }

        @Override
        public ModelRef await(String job) {
            purse.settle(0, 2);
            return ModelRef.of(job);
        }
    };

    @Test
    void jobsArePaidFor_alsoInTheNextProcess() throws Exception {
        try (var replies = new KeptReplies(folder.resolve("replies.jsonl"))) {
            var tuner = new PaidTuner(dear, it -> true, purse, replies);
            String job = tuner.submit(List.of(), ModelRef.of("openai:base"), 1);
            assertThat(tuner.await(job)).isEqualTo(ModelRef.of("openai:dear"));
        }
        try (var again = new KeptReplies(folder.resolve("replies.jsonl"))) {
            assertThat(again.usd()).isEqualTo(2);
            assertThat(again.answered()).as("a job is no call").isZero();
        }
    }

    @Test
    void modelOfUnknownPrice_isRefused_andItsJobStillPaid() {
        try (var replies = new KeptReplies(folder.resolve("replies.jsonl"))) {
            var tuner = new PaidTuner(dear, it -> it.provider().equals("ollama"), purse, replies);
            assertThatThrownBy(() -> tuner.await("openai:dear"))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("nobody knows what openai:dear costs")
                    .hasMessageContaining("under policy.provider");
            assertThat(replies.usd()).isEqualTo(2);
        }
    }
}
