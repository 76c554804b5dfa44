package io.agon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @Test
    void values_standAsTheyAre() {
        Template template = Template.of("{{a}} and {{ b }}, {{{a}}}\n  {{a}}\n");
        assertThat(template.variables()).containsExactly("a", "b");
        assertThat(template.count("a")).isEqualTo(3);
        assertThat(template.fill(Map.of("a", "<&\"'>", "b", "{{a}} {{=<% %>=}}")))
                .isEqualTo("<&\"'> and {{a}} {{=<% %>=}}, <&\"'>\n  <&\"'>\n");
    }

    @Test
    void names_areNeverReadAsMore() {
        Template template = Template.of("{{length}} {{class}} {{a.b}} {{my column}} {{entrySet}} {{this}}");
        var values = Map.of("length", "1", "class", "2", "a.b", "3", "my column", "4", "entrySet", "5", "this", "6");
        assertThat(template.fill(values)).isEqualTo("1 2 3 4 5 6");
        assertThatThrownBy(() -> template.fill(Map.of("length", "1"))).hasMessageContaining("{{class}} has no value");
    }

    @Test
    void otherText_isKept() {
        assertThat(Template.of("{\"a\": {\"b\": 1}} 100% {x} $1 \\n").fill(Map.of()))
                .isEqualTo("{\"a\": {\"b\": 1}} 100% {x} $1 \\n");
        assertThat(Template.of("{{=<% %>=}}<%a%> {{a}}").fill(Map.of("a", "x"))).isEqualTo("x {{a}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{#a}}x{{/a}}",
                "{{^a}}x{{/a}}",
                "{{>a}}",
                "{{a",
                "{{a | upper}}",
                "{{ f(a) }}",
                "{{\"a\": 1}}",
                "{% if a %}x{% endif %}",
                "{# note #}"
            })
    void moreThanVariables_isRefusedWithTheMend(String source) {
        assertThatThrownBy(() -> Template.of(source))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s)(has|cannot be read).*;.*");
    }
}
