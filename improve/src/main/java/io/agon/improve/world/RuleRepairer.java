package io.agon.improve.world;

import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.world.RuleMixture.Answer;
import io.agon.policy.Turn;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Repairs rules of which a wrong answer is shown.
 *
 * <ul>
 *   <li>Attention: when d different rules are shown, each is repaired with probability skill / (1 + (d / attention)^3).
 *   <li>Over-fitting: a repair learns the question by heart instead of the rule, with probability overfit^n when n
 *       answers are shown: each of them alone keeps it general with probability 1 - overfit.
 * </ul>
 *
 * @param skill in [0, 1]
 * @param attention rules that are taken in together, above 0
 * @param overfit probability of learning a single answer by heart, in [0, 1]
 */
record RuleRepairer(double skill, double attention, double overfit) implements Optimizer {

    @Override
    public Proposal propose(Problem problem, Turn turn) {
        List<Answer> shown =
                Shown.made(problem, Answer.class).stream().flatMap(List::stream).toList();
        long kinds = shown.stream().map(Answer::rule).distinct().count();
        double repair = skill / (1 + Math.pow(kinds / attention, 3));
        double byHeart = Math.pow(overfit, shown.size());
        RandomGenerator random = turn.random();
        String before = problem.artifact().body("prompt");
        Table prompt = Table.read(before);
        List<Answer> wrong = shown.stream().filter(it -> !it.right()).toList();
        for (String rule : wrong.stream().map(Answer::rule).distinct().toList()) {
            boolean repaired = random.nextDouble() < repair;
            boolean learned = random.nextDouble() < byHeart;
            if (repaired) {
                Answer first = wrong.stream()
                        .filter(it -> it.rule().equals(rule))
                        .findFirst()
                        .orElseThrow();
                prompt = prompt.with(rule, learned ? RuleMixture.byHeart(first.question()) : RuleMixture.GENERAL);
            }
        }
        String why = "%d of %d answers are wrong, %d rules are shown".formatted(wrong.size(), shown.size(), kinds);
        return prompt.toString().equals(before)
                ? Proposal.none("nothing was repaired", why)
                : Proposal.of(Map.of("prompt", prompt.toString()), why);
    }
}
