package io.agon.structured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DesignProgramTest {

    private static final Contrasts CONTRASTS = Contrasts.of(FeatureSpace.of(
                    new double[][] {{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 1, 0}, {1, 0, 1}, {0, 1, 1}})
            .reduced());
    private static final double[] STRENGTHS = {0, 0.4, 0.3, 0.2, 0.7, 0.6, 0.5};

    @Test
    void solution_movesLittleWhenStrengthsDo() {
        var program = new DesignProgram(CONTRASTS);
        double[] near = STRENGTHS.clone();
        near[1] += 1e-4;
        near[4] += 1e-4;
        near[5] += 1e-4;
        assertThat(shares(program.solve(near, 0.5, 1e-7)))
                .containsExactly(shares(program.solve(STRENGTHS, 0.5, 1e-7)), within(3e-3));
    }

    @Test
    void strongRegularisation_isUniformOverPairs() {
        double[] shares = shares(new DesignProgram(CONTRASTS).solve(STRENGTHS, 1e5, 1e-6));
        for (int c = 0; c < shares.length; c++) {
            assertThat(shares[c]).isEqualTo(CONTRASTS.pairs(c) / 21.0, within(1e-3));
        }
    }

    @Test
    void weakerRegularisation_isWorthMore_andNothingIsWorthMoreThanTheBound() {
        var program = new DesignProgram(CONTRASTS);
        double last = 0;
        double bound = program.solve(STRENGTHS, 0, 1e-7).bound();
        for (double rho : new double[] {100, 10, 1, 0.1, 0}) {
            Design design = program.solve(STRENGTHS, rho, 1e-6);
            assertThat(design.value()).isBetween(last, bound);
            assertThat(design.bound()).isGreaterThanOrEqualTo(design.value());
            last = design.value() * (1 - 1e-5);
        }
        assertThat(last).isEqualTo(bound, within(1e-4 * bound));
    }

    @Test
    void tie_isRefused() {
        double[] tied = STRENGTHS.clone();
        tied[5] = 0.7;
        assertThatThrownBy(() -> new DesignProgram(CONTRASTS).solve(tied, 0, 1e-4))
                .hasMessageContaining("equally good");
    }

    private static double[] shares(Design design) {
        double[] shares = new double[CONTRASTS.size()];
        for (int n = 0; n < design.size(); n++) {
            shares[design.contrast(n)] += design.weight(n);
        }
        return shares;
    }
}
