package io.agon.sampling;

import io.agon.structured.FeatureSpace;

/** The contract, for policies that share nothing. */
class LinearLlmPoTest extends SamplingRuleContract {

    @Override
    protected SamplingRule create(int policies) {
        return new LinearLlmPo(FeatureSpace.bradleyTerry(policies));
    }
}
