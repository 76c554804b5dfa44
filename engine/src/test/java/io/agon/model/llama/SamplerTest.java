package io.agon.model.llama;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.model.Decoding;
import io.agon.testkit.Property;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamplerTest {

    /** Draws 0: the first token that can be drawn. */
    private static final RandomGenerator LOW = () -> 0L;

    /** Draws the number just below 1: the last one. */
    private static final RandomGenerator HIGH = () -> -1L;

    private record Case(float[] logits, Decoding decoding) {
        @Override
        public String toString() {
            return Arrays.toString(logits) + " " + decoding;
        }

        static Case draw(RandomGenerator random) {
            int size = random.nextInt(1, 60);
            float[] logits = new float[size];
            for (int i = 0; i < size; i++) {
                // Rounded, so that some are equal; zeros of both signs among them.
                logits[i] = (float) (Math.rint(random.nextGaussian() * 6) / 2);
            }
            return new Case(
                    logits,
                    SamplerTest.decoding(
                            // Warm enough that the rarest token is not rounded away.
                            random.nextDouble(1, 4),
                            random.nextBoolean() ? random.nextDouble(0.01, 1) : null,
                            random.nextBoolean() ? random.nextInt(1, 70) : null));
        }
    }

    @Test
    void temperatureZero_takesTheLikeliest_andTheFirstOfEquals() {
        Sampler greedy = new Sampler(Decoding.greedy(1), HIGH);
        assertThat(greedy.draw(new float[] {-2, 3, 1, 3})).isEqualTo(1);
        assertThat(greedy.draw(new float[] {-0f, 0f, -1})).isZero();
        assertThat(new Sampler(decoding(1e-300, null, null), HIGH).draw(new float[] {0, 1e-3f, 0}))
                .isEqualTo(1);
    }

    @Test
    void topKOfOne_isGreedy() {
        Property.forAll(
                1,
                200,
                Case::draw,
                drawn -> assertThat(new Sampler(decoding(3.0, null, 1), HIGH).draw(drawn.logits()))
                        .isEqualTo(new Sampler(Decoding.greedy(1), LOW).draw(drawn.logits())));
    }

    @Test
    void rarestTokenThatIsDrawn_isTheLastOfTheNaiveNucleus() {
        Property.forAll(2, 3_000, Case::draw, drawn -> {
            List<NaiveSampler.Token> support = NaiveSampler.support(drawn.logits(), drawn.decoding());
            boolean all = support.size() == drawn.logits().length;
            int last = new Sampler(drawn.decoding(), HIGH).draw(drawn.logits());
            int first = new Sampler(drawn.decoding(), LOW).draw(drawn.logits());
            if (all) {
                // Then their order is free.
                assertThat(support).extracting(NaiveSampler.Token::index).contains(first, last);
            } else {
                assertThat(first).isEqualTo(support.getFirst().index());
                assertThat(last).isEqualTo(support.getLast().index());
            }
        });
    }

    static Decoding decoding(double temperature, @Nullable Double topP, @Nullable Integer topK) {
        return new Decoding(temperature, topP, topK, 1, List.of());
    }
}
