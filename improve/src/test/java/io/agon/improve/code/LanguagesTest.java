package io.agon.improve.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LanguagesTest {

    @Test
    void languages_areFoundByName() throws InterruptedException {
        assertThat(Languages.named("rule").name()).isEqualTo("rule");
        try (var java = (JavaLanguage) Languages.named("java", "none")) {
            assertThat(java.name()).isEqualTo("java");
            assertThat(java.manual(RuleLanguageTest.ORDER))
                    .contains("static double order(double stock, double[] demand, String reply, boolean late)");
        }
    }

    @Test
    void unknownNames_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Languages.named("jave"))
                .withMessage("There is no language 'jave'; did you mean 'java'?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Languages.named("java", "nome"))
                .withMessageContaining("write none");
    }
}
