package io.agon.judge;

import io.agon.model.Embedder;
import io.agon.policy.Answer;
import io.agon.policy.Query;
import io.agon.preference.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The answer whose embedding is nearer to that of {@link Query#expected}, by cosine, wins; nearer to the nearest of
 * {@link Query#accepted} when several are right.
 */
public final class EmbeddingJudge implements Judge {

    private final Embedder embedder;
    private final double tie;
    private final Map<String, float[]> references = new ConcurrentHashMap<>();

    /**
     * A judge.
     *
     * @param tie cosines that differ by at most this much are equal, at least 0
     */
    public EmbeddingJudge(Embedder embedder, double tie) {
        this.embedder = embedder;
        this.tie = tie;
    }

    @Override
    public Outcome judge(Query query, Answer.Given first, Answer.Given second, Hearing hearing) {
        if (query.accepted().isEmpty()) {
            return new Outcome.Missing("the query '%s' has no expected answer".formatted(query.id()));
        }
        if (first.text().equals(second.text())) {
            return Outcome.TIE;
        }
        double lead = nearness(query, first.text()) - nearness(query, second.text());
        return Math.abs(lead) <= tie ? Outcome.TIE : lead > 0 ? Outcome.WIN : Outcome.LOSS;
    }

    private double nearness(Query query, String answer) {
        float[] vector = embedder.embed(answer);
        return query.accepted().stream()
                .mapToDouble(it -> cosine(vector, references.computeIfAbsent(it, embedder::embed)))
                .max()
                .orElseThrow();
    }

    /** In [-1, 1]; 0 when one of them is nothing. */
    private static double cosine(float[] x, float[] y) {
        double dot = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            dot += (double) x[i] * y[i];
            xx += (double) x[i] * x[i];
            yy += (double) y[i] * y[i];
        }
        return xx == 0 || yy == 0 ? 0 : dot / Math.sqrt(xx * yy);
    }
}
