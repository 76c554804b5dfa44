package io.agon.train.file;

import io.agon.budget.Purse;
import io.agon.decide.language.Transcript;
import io.agon.loop.KeptReplies;
import io.agon.model.ModelId;
import io.agon.train.FineTuner;
import io.agon.train.TrainingException;
import io.agon.train.Trajectory;
import io.agon.train.language.ModelRef;
import java.util.List;
import java.util.function.Predicate;

/**
 * A fine-tuner whose jobs are paid for: what they cost is kept for the next process, and a model that may not be played
 * within the budget is refused.
 *
 * @param playable whether a model's price is known, or need not be
 */
record PaidTuner(FineTuner<ModelRef, Transcript> tuner, Predicate<ModelId> playable, Purse purse, KeptReplies replies)
        implements FineTuner<ModelRef, Transcript> {

    @Override
    public String submit(List<Trajectory<Transcript>> lessons, ModelRef base, int round)
            throws TrainingException, InterruptedException {
        return tuner.submit(lessons, base, round);
    }

    @Override
    public ModelRef await(String job) throws TrainingException, InterruptedException {
        double before = purse.spent();
        ModelRef made;
        try {
            made = tuner.await(job);
        } finally {
            double paid = purse.spent() - before;
            if (paid > 0) {
                replies.keep("job " + job, paid, null);
            }
        }
        if (!playable.test(made.id())) {
            throw new TrainingException(
                    "nobody knows what %s costs, so budget.usd cannot be kept; add price: {input: ..., output: ...} under policy.provider"
                            .formatted(made.id()));
        }
        return made;
    }
}
