package io.agon.judge;

import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Optional;

/** A judge that is tried on labelled pairs before a run. */
public final class ExaminedJudge implements Judge {

    private final Judge judge;
    private final Exam exam;

    /**
     * The same judge, examined.
     *
     * @param name in reports
     */
    public ExaminedJudge(String name, Judge judge, List<Exam.Pair> pairs) {
        this.judge = judge;
        this.exam = new Exam(name, judge, pairs);
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) throws Exception {
        return judge.judge(query, first, second, hearing);
    }

    @Override
    public double worstCase(Query query, long answerBytes) {
        return judge.worstCase(query, answerBytes);
    }

    @Override
    public Optional<Exam> exam() {
        return Optional.of(exam);
    }

    @Override
    public boolean resting() {
        return judge.resting();
    }
}
