package io.agon.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplingRuleNamesTest {

    @Test
    void names_areThoseOfTheCommandLine() {
        for (SamplingRules rule : SamplingRules.values()) {
            assertThat(SamplingRules.named(rule.ruleName())).isSameAs(rule);
        }
        assertThat(SamplingRules.named("llm-po").create(3, 0.05, 0, 1)).isInstanceOf(LlmPo.class);
        assertThat(SamplingRules.named("noisy-tournament").create(3, 0.05, 0, 1))
                .isInstanceOf(NoisyTournament.class);
        assertThatThrownBy(() -> SamplingRules.named("best")).hasMessageContainingAll("best", "round-robin", "rucb");
    }

    @Test
    void parameters_areChecked() {
        assertThatThrownBy(() -> SamplingRules.RUCB.create(1, 0.05, 0, 1)).hasMessageContaining("at least 2 policies");
        assertThatThrownBy(() -> SamplingRules.RUCB.create(2, 0, 0, 1)).hasMessageContaining("delta");
        assertThatThrownBy(() -> SamplingRules.KNOCKOUT.create(2, 0.05, 0.5, 1)).hasMessageContaining("gap");
        assertThatThrownBy(() -> new EpsilonGreedy(0)).hasMessageContaining("epsilon");
        assertThatThrownBy(() -> new Rucb(0.5)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new DoubleThompson(Double.NaN)).hasMessageContaining("alpha");
        assertThatThrownBy(() -> new Savage(0.05, -1)).hasMessageContaining("horizon");
    }
}
