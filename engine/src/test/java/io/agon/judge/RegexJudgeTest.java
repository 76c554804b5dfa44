package io.agon.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RegexJudgeTest {

    private static final Query QUERY = new Query("q", Map.of("name", "a.b"), "x+y");

    private static Outcome judge(RegexJudge judge, String first, String second) throws Exception {
        return judge.judge(QUERY, new Answer.Given(first), new Answer.Given(second), new Scripted.Bench());
    }

    @Test
    void onePattern_theAnswerThatMatchesWins() throws Exception {
        var judge = new RegexJudge(List.of("\\bfour\\b"), false, true);
        assertThat(judge(judge, "It is FOUR", "It is five")).isEqualTo(Outcome.WIN);
        assertThat(judge(judge, "five", "four")).isEqualTo(Outcome.LOSS);
        assertThat(judge(judge, "four four", "four")).isEqualTo(Outcome.TIE);
        assertThat(judge(judge, "", "six")).isEqualTo(Outcome.TIE);
    }

    @Test
    void severalPatternsOrMatches_moreWin() throws Exception {
        var patterns = new RegexJudge(List.of("a", "b"), false, false);
        assertThat(judge(patterns, "aaa", "ab")).isEqualTo(Outcome.LOSS);
        var matches = new RegexJudge(List.of("a", "b"), true, false);
        assertThat(judge(matches, "aaa", "ab")).isEqualTo(Outcome.WIN);
    }

    @Test
    void variables_areTakenLiterally() throws Exception {
        var judge = new RegexJudge(List.of("^{{name}} = {{ expected }}$"), false, false);
        assertThat(judge.variables()).containsExactly("name", "expected");
        assertThat(judge(judge, "a.b = x+y", "axb = xxy")).isEqualTo(Outcome.WIN);
        var other = new RegexJudge(List.of("{{other}}"), false, false);
        assertThat(judge(other, "a", "b")).isEqualTo(new Outcome.Missing("the query 'q' has no 'other'"));
    }

    @Test
    void catastrophicPattern_endsAsMissing() throws Exception {
        var judge = new RegexJudge(List.of("^(a|aa)+(b)\\2$"), false, false);
        assertThat(judge(judge, "a".repeat(90) + "!", "b")).isInstanceOf(Outcome.Missing.class);
    }

    @Test
    void interrupt_endsTheSearch() {
        var judge = new RegexJudge(List.of("^(a|aa)+(b)\\2$"), false, false);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> judge(judge, "a".repeat(90) + "!", "b")).isInstanceOf(InterruptedException.class);
    }

    @Test
    void wrongPattern_isRefused() {
        assertThatThrownBy(() -> new RegexJudge(List.of("(a"), false, false))
                .isInstanceOf(java.util.regex.PatternSyntaxException.class);
    }
}
