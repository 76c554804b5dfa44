package io.agon.improve.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Acceptance.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.94e+03 of 5.87e+03|evidence 5,940, needed 5,870",
                "180 of 102|evidence 180, needed 102",
                "2.3e+20 of 1.20e+07|evidence above a million, needed above a million",
                "3.11e-05 of 42.4|evidence below 0.1, needed 42",
                "1.57 of 1e+03|evidence 1.6, needed 1,000",
                "Infinity of 102|evidence above a million, needed 102"
            })
    void evidence_hasNoExponents(String written, String said) {
        var decision = new Decision(
                true,
                true,
                "shown to be better: lead +0.0952 in 154 duels (2 missing), e-value " + written
                        + "; 0.0500 of the error probability is left",
                154,
                0.01,
                0.0952);
        assertThat(Evidence.words(decision))
                .isEqualTo("shown to be better: lead +9.5 points in 154 duels (2 missing), " + said);
    }

    @Test
    void otherReasons_stayAsTheyAre() {
        assertThat(Evidence.words(new Decision(true, false, "always accepted", 0, 0, Double.NaN)))
                .isEqualTo("always accepted");
    }
}
