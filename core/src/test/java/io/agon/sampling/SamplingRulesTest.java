package io.agon.sampling;

import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract, for each rule by its name. */
@ParameterizedClass
@EnumSource(SamplingRules.class)
class SamplingRulesTest extends SamplingRuleContract {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    SamplingRules rule;

    @Override
    protected SamplingRule create(int policies) {
        return rule.create(policies, 0.05, 0.1, 3);
    }
}
