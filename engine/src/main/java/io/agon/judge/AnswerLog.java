package io.agon.judge;

import io.agon.policy.Answer;
import java.util.Optional;

/** The answers of one bout that are already paid for. */
public interface AnswerLog {

    /** Keeps nothing. */
    AnswerLog NONE = new AnswerLog() {
        @Override
        public Optional<Answer.Given> find(int policy) {
            return Optional.empty();
        }

        @Override
        public void keep(int policy, Answer.Given answer) {}
    };

    /** The answer that {@code policy} gave before, in this process or in one that died. */
    Optional<Answer.Given> find(int policy);

    /** Keeps the answer of {@code policy}. */
    void keep(int policy, Answer.Given answer);
}
