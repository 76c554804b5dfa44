package io.agon.model.llama;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.model.Decoding;
import io.agon.testkit.Counts;
import io.agon.testkit.RateHypothesis;
import io.agon.testkit.TestResult;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Frequencies of tokens against exact probabilities: each token's rate is at most and at least its probability, exact
 * binomial at 1e-6 each, so a sound sampler fails one configuration with probability below 16e-6; seed 1, 40,000 draws.
 */
class SamplerStatTest {

    private static final int DRAWS = 40_000;
    private static final float[] LOGITS = {0.3f, -1f, 2f, 1.9f, 0f, -0f, -4f, 1.2f};

    @ParameterizedTest
    @CsvSource({"1,,", "0.6,,", "2.5,,", "1,0.8,", "1.7,0.5,", "1,,3", "0.8,,5", "1.3,0.7,6", "1,0.99,7", "1,1,8"})
    void frequencies_areTheProbabilities_andOnlyThese(double temperature, Double topP, Integer topK) {
        Decoding decoding = SamplerTest.decoding(temperature, topP, topK);
        int[] hits = hits(decoding);
        int outside = DRAWS;
        for (NaiveSampler.Token token : NaiveSampler.support(LOGITS, decoding)) {
            Counts counts = Counts.of(hits[token.index()]).outOf(DRAWS);
            assertThatRate(counts).as("token %d", token.index()).isAtMost(token.probability());
            assertThatRate(counts).as("token %d", token.index()).isAtLeast(token.probability());
            outside -= hits[token.index()];
        }
        assertThat(outside).as("draws outside the support").isZero();
    }

    @ParameterizedTest
    @CsvSource({"1.05,,", "1,0.95,", "1,,7"})
    void slightlyOtherDecoding_isNoticed(double temperature, Double topP, Integer topK) {
        int[] hits = hits(SamplerTest.decoding(temperature, topP, topK));
        long rejected = NaiveSampler.support(LOGITS, SamplerTest.decoding(1, null, null)).stream()
                .filter(token -> {
                    Counts counts = Counts.of(hits[token.index()]).outOf(DRAWS);
                    return new RateHypothesis.AtMost(token.probability()).test(counts) instanceof TestResult.Reject
                            || new RateHypothesis.AtLeast(token.probability()).test(counts)
                                    instanceof TestResult.Reject;
                })
                .count();
        assertThat(rejected).isPositive();
    }

    private static int[] hits(Decoding decoding) {
        Sampler sampler = new Sampler(decoding, new SplittableRandom(1));
        int[] hits = new int[LOGITS.length];
        for (int i = 0; i < DRAWS; i++) {
            hits[sampler.draw(LOGITS)]++;
        }
        return hits;
    }
}
