package io.agon.improve.world;

import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.world.GameTask.Frame;
import io.agon.policy.Turn;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Judges one step at a time by what is shown. It looks at one shown step, each with the same probability. Its credit is
 * the mean of the rewards that are shown from there on, and the score that the feedback names counts as much as that.
 * When the credit is below the standard, the policy gets another action for that situation, each with the same
 * probability; otherwise nothing changes.
 *
 * <p>So it knows nothing of the game: a short trace shows it the reward of the step itself, a long one what came later
 * too, be it because of that step or not.
 *
 * @param actions that can be chosen
 * @param standard credit of a step that is good enough
 */
record StepJudge(List<String> actions, double standard) implements Optimizer {

    @Override
    public Proposal propose(Problem problem, Turn turn) {
        List<List<Frame>> runs = Shown.made(problem, Frame.class);
        if (runs.isEmpty()) {
            return Proposal.none("no step is shown", "");
        }
        RandomGenerator random = turn.random();
        List<Frame> run = runs.get(random.nextInt(runs.size()));
        int at = random.nextInt(run.size());
        Frame step = run.get(at);
        double later = run.subList(at, run.size()).stream()
                .mapToDouble(Frame::reward)
                .average()
                .orElseThrow();
        double credit = (later + Shown.score(problem).orElse(later)) / 2;
        String seen = "%s brought %.3f".formatted(step, credit);
        if (credit >= standard) {
            return Proposal.none("the step that was looked at is good enough", seen);
        }
        List<String> others =
                actions.stream().filter(it -> !it.equals(step.action())).toList();
        Table policy = Table.read(problem.artifact().body("policy"))
                .with(step.situation(), others.get(random.nextInt(others.size())));
        return Proposal.of(Map.of("policy", policy.toString()), seen);
    }
}
