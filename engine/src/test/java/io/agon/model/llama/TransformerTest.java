package io.agon.model.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.testkit.Property;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransformerTest {

    @TempDir
    Path folder;

    private record Case(CheckpointFile file, int[] tokens) {
        static Case draw(RandomGenerator random) {
            Shape shape = CheckpointFile.small(random);
            return new Case(
                    CheckpointFile.random(shape, random),
                    random.ints(shape.context(), 0, shape.vocabulary()).toArray());
        }

        @Override
        public String toString() {
            return file.shape().toString();
        }
    }

    @Test
    void logits_agreeWithTheDefinition_atEveryPosition() {
        Property.forAll(1, 150, Case::draw, drawn -> {
            Transformer text = new Transformer(weights(drawn.file()), drawn.tokens().length);
            for (int size = 1; size <= drawn.tokens().length; size++) {
                text.read(drawn.tokens()[size - 1]);
                double[] expected = NaiveLlama.logits(drawn.file(), java.util.Arrays.copyOf(drawn.tokens(), size));
                float[] logits = text.logits();
                assertThat(logits).hasSameSizeAs(expected);
                for (int token = 0; token < expected.length; token++) {
                    assertThat((double) logits[token])
                            .as("token %d at position %d", token, size - 1)
                            .isCloseTo(expected[token], within(1e-4 * (1 + Math.abs(expected[token]))));
                }
            }
        });
    }

    @Test
    void text_beyondItsCapacity_isRefused() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        Transformer text = new Transformer(weights(CheckpointFile.random(CheckpointFile.small(random), random)), 1);
        text.read(0);
        assertThatThrownBy(() -> text.read(0)).isInstanceOf(IllegalStateException.class);
    }

    private Weights weights(CheckpointFile file) throws Exception {
        return Checkpoint.read(Files.write(folder.resolve("model.bin"), file.bytes()))
                .weights();
    }
}
