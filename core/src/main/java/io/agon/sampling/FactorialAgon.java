package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.evidence.LinearBeliefs;
import io.agon.numeric.Normal;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import io.agon.structured.Combinations;
import io.agon.structured.FeatureSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Agon's own rule for additive factors, to go with {@code MirroredBetting}: in each factor that is not settled two
 * levels meet, and a whole block is committed, all {@code 2^(s-1)} ways to share the two levels of {@code s} factors
 * between two policies. Each duel then speaks about all {@code s} factors.
 *
 * <p>A factor is settled when no possible policy needs it: the policies that remain possible and are not the believed
 * best can each be rejected by another factor, in which fewer of them differ from it. The two levels are the believed
 * best one of a factor and a challenger (top-two Thompson sampling among the levels of possible policies). At most
 * {@value #MOST_FACTORS} factors take part, those that have most to go; all others have the same level on both sides.
 * With combinations that are no policies, other levels of those, or fewer factors, are tried, and what no factor can
 * decide is left to single duels.
 *
 * <p>Guarantee: none is needed; validity is the evidence's.
 *
 * <p>Source: Agon's own; docs/concepts/structured.md. With beliefs that do not know factors, and once one policy is
 * left, it does as {@link Agon} does.
 */
public final class FactorialAgon implements SamplingRule {

    private static final int MOST_FACTORS = 5;

    /** By what to widen the beliefs from which the best level is drawn, when there are more than two. */
    private static final double CHAMPION_WIDTH = 0.7;

    /** Differences in strength nearer to 0 than this are not planned for. */
    private static final double PLANNED_DIFFERENCE = 0.02;

    private final FeatureSpace space;
    private final Combinations combinations;
    private final Agon single = new Agon(0);

    /** The rule for policies with these factors. */
    public FactorialAgon(FeatureSpace space) {
        this.space = space;
        combinations = new Combinations(space.factors()
                .orElseThrow(() -> new IllegalArgumentException("Blocks need factors, not other features.")));
    }

    /** Two levels of a factor that are to meet, and how many duels that may still take. */
    private record Meeting(int factor, int champion, int challenger, double comparisons) {}

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        return block(ledger, evidence, pending, random).getFirst();
    }

    @Override
    public List<Duel> block(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        if (evidence.possibleCount() >= 2 && evidence.beliefs() instanceof LinearBeliefs beliefs) {
            List<Meeting> meetings = needed(meetings(evidence, beliefs, random), evidence);
            for (int s = Math.min(MOST_FACTORS, meetings.size()); s >= 1; s--) {
                List<Duel> block = block(meetings.subList(0, s), evidence, beliefs, random);
                if (!block.isEmpty()) {
                    return block;
                }
            }
        }
        return List.of(single.next(ledger, evidence, pending, random));
    }

    /** The two levels to meet in each factor that has several levels among possible policies; most to go first. */
    private List<Meeting> meetings(Evidence evidence, LinearBeliefs beliefs, RandomGenerator random) {
        var meetings = new ArrayList<Meeting>();
        for (int m = 0; m < combinations.factors().size(); m++) {
            int levels = combinations.factors().levels().get(m).size();
            double[] missing = new double[levels];
            for (int k : evidence.possible()) {
                int level = combinations.level(k, m);
                missing[level] = Math.max(missing[level], -Math.log(evidence.delta()) - evidence.logValue(k));
            }
            int[] possible =
                    IntStream.range(0, levels).filter(l -> missing[l] > 0).toArray();
            if (possible.length >= 2) {
                meetings.add(meeting(m, possible, missing, beliefs, random));
            }
        }
        meetings.sort(Comparator.comparingDouble(Meeting::comparisons).reversed());
        return meetings;
    }

    private Meeting meeting(
            int factor, int[] possible, double[] missing, LinearBeliefs beliefs, RandomGenerator random) {
        double width = possible.length == 2 ? 0 : CHAMPION_WIDTH;
        int first = strongest(possible, l -> {
            Normal belief = beliefs.coefficient(space.column(factor, l));
            return belief.mean() + width * belief.sd() * random.nextGaussian();
        });
        int[] others = Arrays.stream(possible).filter(l -> l != first).toArray();
        int second = strongest(others, l -> {
            Normal belief = contrast(beliefs, factor, l, first);
            return belief.mean() + belief.sd() * random.nextGaussian();
        });
        double mean = contrast(beliefs, factor, second, first).mean();
        double difference = Math.max(PLANNED_DIFFERENCE, Math.abs(mean));
        double comparisons = missing[second] / (difference * difference / 8);
        return mean <= 0
                ? new Meeting(factor, first, second, comparisons)
                : new Meeting(factor, second, first, comparisons);
    }

    private static int strongest(int[] levels, IntToDoubleFunction draw) {
        int best = levels[0];
        double most = Double.NEGATIVE_INFINITY;
        for (int level : levels) {
            double drawn = draw.applyAsDouble(level);
            if (drawn > most) {
                most = drawn;
                best = level;
            }
        }
        return best;
    }

    private Normal contrast(LinearBeliefs beliefs, int factor, int level, int other) {
        return beliefs.contrast(new int[] {space.column(factor, level)}, new int[] {space.column(factor, other)});
    }

    /**
     * Leaves out the factors that no possible policy needs: each policy needs one of the factors that may speak against
     * it, and those that have fewest such choose first.
     */
    private List<Meeting> needed(List<Meeting> meetings, Evidence evidence) {
        var choices = new ArrayList<List<Meeting>>();
        for (int k : evidence.possible()) {
            List<Meeting> choice = meetings.stream()
                    .filter(meeting -> maySpeakAgainst(k, meeting))
                    .toList();
            if (!choice.isEmpty()) {
                choices.add(choice);
            }
        }
        choices.sort(Comparator.comparingInt(List::size));
        boolean[] needed = new boolean[combinations.factors().size()];
        for (List<Meeting> choice : choices) {
            if (choice.stream().noneMatch(meeting -> needed[meeting.factor()])) {
                needed[choice.getLast().factor()] = true;
            }
        }
        return meetings.stream().filter(meeting -> needed[meeting.factor()]).toList();
    }

    /**
     * Whether {@code k} has not the believed best level. When some combinations are no policies, it must have the other
     * of the two, and the same policy with the best one must exist: otherwise "{@code k} is optimal" says nothing of
     * their meeting, and such meetings could go on for ever.
     */
    private boolean maySpeakAgainst(int k, Meeting meeting) {
        int level = combinations.level(k, meeting.factor());
        if (combinations.complete()) {
            return level != meeting.champion();
        }
        int[] better = combinations.levels(k);
        better[meeting.factor()] = meeting.champion();
        return level == meeting.challenger() && combinations.policy(better) >= 0;
    }

    /** The whole block over these factors; empty when there is no context in which all its policies exist. */
    private List<Duel> block(List<Meeting> meetings, Evidence evidence, LinearBeliefs beliefs, RandomGenerator random) {
        int s = meetings.size();
        int[] policies = new int[1 << s];
        for (int context : contexts(evidence, beliefs)) {
            int[] levels = combinations.levels(context);
            boolean exists = true;
            for (int pattern = 0; pattern < policies.length && exists; pattern++) {
                for (int f = 0; f < s; f++) {
                    Meeting meeting = meetings.get(f);
                    levels[meeting.factor()] = (pattern >> f & 1) == 0 ? meeting.champion() : meeting.challenger();
                }
                policies[pattern] = combinations.policy(levels);
                exists = policies[pattern] >= 0;
            }
            if (exists) {
                var block = new ArrayList<Duel>();
                for (int pattern = 0; pattern < policies.length / 2; pattern++) {
                    block.add(Slots.random(policies[pattern], policies[policies.length - 1 - pattern], random));
                }
                return block;
            }
        }
        return List.of();
    }

    /** Policies whose levels of the other factors to try, the believed best first: one when all combinations exist. */
    private List<Integer> contexts(Evidence evidence, LinearBeliefs beliefs) {
        if (combinations.complete()) {
            return List.of(evidence.possible().getFirst());
        }
        double[] strength = IntStream.range(0, evidence.policies())
                .mapToDouble(k -> beliefs.strength(k).mean())
                .toArray();
        return IntStream.range(0, strength.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -strength[k]))
                .toList();
    }
}
