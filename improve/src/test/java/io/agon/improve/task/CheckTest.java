package io.agon.improve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.judge.Hostile;
import io.agon.policy.Query;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static Query expecting(String... right) {
        return Query.accepting("q", Map.of("name", "Lily (the cat)", "thing", "ball"), List.of(right));
    }

    private static double score(Check check, Query query, String answer) throws Exception {
        return check.of(query, answer).score();
    }

    @Test
    void bbeh_option_isTheLastOneOfTheAnswer() throws Exception {
        Check check = new Check.Bbeh();
        Query query = expecting("(B)");
        assertThat(score(check, query, "(B)")).isOne();
        assertThat(score(check, query, "It is not (A), so it is (B).")).isOne();
        assertThat(score(check, query, "(B), or rather (C)")).isZero();
        assertThat(score(check, query, "B")).isZero();
        assertThat(score(check, query, "(b)")).isZero();
        assertThat(score(check, query, "")).isZero();
        assertThat(score(check, query, "(AB)")).isZero();
    }

    @Test
    void bbeh_otherwise_isTheWholeAnswer_butForCaseBlanksAndFullStop() throws Exception {
        Check check = new Check.Bbeh();
        assertThat(score(check, expecting("yes, unknown, no"), " Yes,unknown,  NO. "))
                .isOne();
        assertThat(score(check, expecting("yes, unknown, no"), "yes, no, no")).isZero();
        assertThat(score(check, expecting("-147"), "-147")).isOne();
        assertThat(score(check, expecting("-147"), "147")).isZero();
        assertThat(score(check, expecting("-147"), "The answer is -147")).isZero();
        assertThat(score(check, expecting("ABC, AB"), "abc, ab")).isOne();
        assertThat(score(check, expecting("[thursday]"), "[Thursday]")).isOne();
        assertThat(score(check, expecting("kas jiłaka’pa"), "kas jiłaka’pa")).isOne();
        assertThat(score(check, expecting("one", "two"), "two")).isOne();
    }

    @Test
    void exact_number_areThoseOfTheJudges() throws Exception {
        assertThat(score(new Check.Exact(false, true), expecting("Paris"), " Paris\n"))
                .isOne();
        assertThat(score(new Check.Exact(false, true), expecting("Paris"), "paris"))
                .isZero();
        assertThat(score(new Check.Exact(true, true), expecting("Paris"), "paris"))
                .isOne();
        assertThat(score(new Check.Exact(false, false), expecting("Paris"), "Paris "))
                .isZero();
        assertThat(score(new Check.Number(0), expecting("1250"), "So 3 times: 1,250.0 in all"))
                .isOne();
        assertThat(score(new Check.Number(0), expecting("1250"), "1250, not 3")).isZero();
        assertThat(score(new Check.Number(0.5), expecting("10"), "9.5")).isOne();
        assertThat(score(new Check.Number(0.5), expecting("10"), "9.4")).isZero();
        assertThat(score(new Check.Number(0.5), expecting("10"), "none")).isZero();
        assertThat(score(new Check.Number(0), expecting("3", "5"), "5")).isOne();
    }

    @Test
    void patterns_areTheShareFound_andSayWhatIsMissing() throws Exception {
        Check check = new Check.Patterns(List.of("{{name}}", "\\b{{thing}}\\b", "\\b(happy|fun)\\b"), false);
        Check.Mark mark = check.of(expecting(), "Lily (the cat) was happy and happy");
        assertThat(mark.score()).isEqualTo(2 / 3.0, within(1e-12));
        assertThat(mark.note()).contains("{{thing}}").doesNotContain("happy");
        assertThat(check.of(expecting(), "Lily (the cat) has a ball: fun!").score())
                .isOne();
        // The value of a variable is taken literally.
        assertThat(check.of(expecting(), "Lily the cat").score()).isZero();
    }

    @Test
    void whatCannotBeMarked_isSaidOfTheQuery_orIsNoMark() {
        assertThat(new Check.Bbeh().lacking(expecting()))
                .hasValueSatisfying(it -> assertThat(it).contains("'q'").contains("no expected answer"));
        assertThat(new Check.Number(0).lacking(expecting("many"))).isPresent();
        assertThat(new Check.Patterns(List.of("{{colour}}"), false).lacking(expecting()))
                .hasValueSatisfying(it -> assertThat(it).contains("colour"));
        assertThat(new Check.Patterns(List.of("a"), false).lacking(expecting())).isEmpty();
        Check endless = new Check.Patterns(List.of("^(a|aa)+(b)\\2$"), false);
        assertThatThrownBy(() -> endless.of(expecting(), "a".repeat(90) + "!"))
                .isInstanceOf(Check.UnmarkedException.class);
        assertThatThrownBy(() -> new Check.Number(-1)).hasMessageContaining("-1");
    }

    @Test
    void hostileAnswers_areWrong_everywhere() throws Exception {
        for (Hostile it : Hostile.answers()) {
            for (Check check : List.of(new Check.Bbeh(), new Check.Exact(true, true), new Check.Number(0))) {
                assertThat(score(check, expecting("42"), it.text()))
                        .as("%s by %s", it.name(), check)
                        .isZero();
            }
        }
    }
}
