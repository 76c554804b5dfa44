package io.agon.improve.accept;

import io.agon.improve.Candidate;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.Pool.Member;
import io.agon.improve.Supply;
import io.agon.procedure.Identification;
import io.agon.procedure.Identification.Found;
import io.agon.procedure.Randomness;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Takes one candidate at the end of a loop. */
@FunctionalInterface
public interface Selection {

    /**
     * Chooses.
     *
     * @param members candidates that can be taken, the champion among them
     * @param champion number of the candidate that acceptance stands by
     * @param duels fights them, where the rule asks for duels
     */
    Choice choose(List<Member> members, int champion, Duels duels) throws Exception;

    /**
     * What was taken.
     *
     * @param candidate its number
     * @param reason in words, with figures
     * @param duels that were fought
     */
    record Choice(int candidate, String reason, long duels) {}

    /**
     * The selection of a loop.
     *
     * @param supply where duels draw their items, that of acceptance
     * @param seed of draws and decisions
     */
    static Selection of(SelectionRule rule, Supply supply, long seed) {
        return switch (rule) {
            case SelectionRule.Last() -> (members, champion, duels) -> new Choice(champion, "the champion", 0);
            case SelectionRule.BestValidation() -> (members, champion, duels) -> bestValidation(members, champion);
            case SelectionRule.LlmPo it -> new Experiment(it, supply, seed);
        };
    }

    /** Among equals the shortest artifact, which says the same in less; then the champion, then the oldest. */
    private static Choice bestValidation(List<Member> members, int champion) {
        record Scored(int number, int length, double mean, int items) {}
        return members.stream()
                .filter(it -> !it.validation().isEmpty())
                .map(it -> new Scored(
                        it.candidate().number(),
                        it.candidate().artifact().length(),
                        it.validation().values().stream()
                                .mapToDouble(score -> score)
                                .average()
                                .orElseThrow(),
                        it.validation().size()))
                .max(Comparator.comparingDouble(Scored::mean)
                        .thenComparing(Scored::length, Comparator.reverseOrder())
                        .thenComparing(it -> it.number() == champion)
                        .thenComparing(Scored::number, Comparator.reverseOrder()))
                .map(it -> new Choice(
                        it.number(),
                        String.format(
                                Locale.ROOT,
                                "the highest mean score on validation items, %.4f on %d",
                                it.mean(),
                                it.items()),
                        0))
                .orElseGet(() -> new Choice(champion, "the champion, because nothing has validation scores", 0));
    }

    /**
     * The winner of an experiment among candidates: core's {@link Identification}, on items that are drawn freshly.
     *
     * <p>Guarantee: the winner is not the best of those that took part with probability at most {@code delta}, however
     * these were found; that of an experiment without a winner has no guarantee, and the reason says so. For duels by
     * score the best is the one with the highest mean score over the supply; that there is a best one by the word of a
     * judge is an assumption. Ties with the best are no error. A finite supply is drawn from with replacement, so the
     * best is the one on the answers that are recorded for these items: which of equals it is there is luck, and with
     * enough duels it is told apart; the reason says so.
     *
     * @param rule delta, candidates and duels
     * @param supply of items
     * @param seed of draws and decisions
     */
    record Experiment(SelectionRule.LlmPo rule, Supply supply, long seed) implements Selection {

        /** Not the number of threads: a choice must not depend on that. */
        private static final int BATCH = 4;

        public Experiment {
            if (rule.candidates() < 2) {
                throw new IllegalArgumentException(
                        "An experiment is among at least 2 candidates, but it has %d; select the last otherwise."
                                .formatted(rule.candidates()));
            }
        }

        @Override
        public Choice choose(List<Member> members, int champion, Duels duels) throws Exception {
            List<Candidate> among = among(members, champion);
            if (among.size() == 1) {
                return new Choice(champion, "there is no other candidate", 0);
            }
            Randomness queries = Randomness.of(seed, "queries of selection");
            Found found = new Identification(EvidenceStopping.exact(), rule.delta(), rule.duels(), BATCH, seed)
                    .<Exception>among(
                            among.size(),
                            batch -> duels.fight(batch.stream()
                                    .map(it -> new Duels.Meeting(
                                            among.get(it.duel().first()),
                                            among.get(it.duel().second()),
                                            supply.draw(queries.stream(it.index()))))
                                    .toList()));
            String numbers = numbers(found.possible().stream().map(among::get));
            String reason = found.verdict() instanceof Verdict.Winner
                    ? String.format(
                            Locale.ROOT,
                            "the best of candidates %s, at error probability %s",
                            numbers(among.stream()),
                            rule.delta())
                    : "the best so far of candidates %s, which are not told apart".formatted(numbers);
            String where = supply.size().isPresent()
                    ? String.format(
                            Locale.ROOT,
                            " on the recorded answers of %,d items",
                            supply.size().getAsInt())
                    : "";
            return new Choice(
                    among.get(found.chosen()).number(),
                    "%s%s; %d duels".formatted(reason, where, found.duels()),
                    found.duels());
        }

        private List<Candidate> among(List<Member> members, int champion) {
            Comparator<Member> order = Comparator.comparing(
                            (Member it) -> it.candidate().number() != champion)
                    .thenComparing(it -> it.count() == 0)
                    .thenComparing(Member::mean, Comparator.reverseOrder())
                    .thenComparing(it -> it.candidate().number());
            return members.stream()
                    .sorted(order)
                    .limit(rule.candidates())
                    .map(Member::candidate)
                    .toList();
        }

        private static String numbers(Stream<Candidate> candidates) {
            return String.join(
                    ", ",
                    candidates
                            .map(it -> String.valueOf(it.number()))
                            .sorted(Comparator.comparing(Integer::valueOf))
                            .toList());
        }
    }
}
