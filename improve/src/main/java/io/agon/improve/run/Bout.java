package io.agon.improve.run;

import io.agon.improve.Acceptance;
import io.agon.improve.Candidate;
import io.agon.improve.run.Candidates.Tally;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Compares two candidates. Means are over those items that neither lacks; NaN when there are none.
 *
 * @param batch that the challenger was made from
 * @param validation items; may be empty
 * @param challenges that may still come, this one among them
 */
record Bout(
        Candidate champion,
        Candidate challenger,
        List<Long> batch,
        List<Long> validation,
        Scores scores,
        Candidates candidates,
        Queries queries,
        int challenges)
        implements Acceptance.Trials {

    @Override
    public double batch(Candidate candidate) throws InterruptedException, Ended {
        return mean(candidate, batch, Tally::training);
    }

    @Override
    public double validation(Candidate candidate) throws InterruptedException, Ended {
        return mean(candidate, validation, Tally::validation);
    }

    private double mean(Candidate candidate, List<Long> items, Function<Tally, Map<Long, Double>> kept)
            throws InterruptedException, Ended {
        Map<Long, Double> champions = kept.apply(candidates.tally(champion));
        Map<Long, Double> challengers = kept.apply(candidates.tally(challenger));
        scores.of(champion, items, champions);
        scores.of(challenger, items, challengers);
        Map<Long, Double> own = candidate.equals(champion) ? champions : challengers;
        return items.stream()
                .filter(it -> champions.containsKey(it) && challengers.containsKey(it))
                .mapToDouble(it -> own.getOrDefault(it, Double.NaN))
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public Outcome duel() throws InterruptedException, Ended {
        return queries.next(challenger, champion);
    }
}
