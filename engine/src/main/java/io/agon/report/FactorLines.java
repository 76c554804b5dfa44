package io.agon.report;

import io.agon.experiment.FactorStanding;
import io.agon.experiment.FactorStanding.Level;
import io.agon.experiment.RunResult;
import io.agon.experiment.RunResult.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/** What a run says about the levels of factors, for people: of many levels only the most telling. */
final class FactorLines {

    /** Of a factor with more levels than this the rejected ones are counted, and some are named. */
    private static final int FEW_LEVELS = 6;

    private static final int NAMED = 3;

    private final List<String> lines = new ArrayList<>();

    private FactorLines() {}

    /** Lines without label; none when there are no factors, or when there is no best policy to speak of. */
    static FactorLines of(RunResult result) {
        var lines = new FactorLines();
        if (result.claim() != Claim.NONE && result.claim() != Claim.NO_WINNER && result.comparisons() > 0) {
            result.factors().forEach(lines::factor);
        }
        return lines;
    }

    /** Hands on label and text of each line. */
    void forEach(BiConsumer<String, String> line) {
        for (int i = 0; i < lines.size(); i++) {
            line.accept(i == 0 ? "factors" : "", lines.get(i));
        }
    }

    private void factor(FactorStanding factor) {
        if (factor.levels().size() < 2) {
            return; // all policies have the same
        }
        String name = PlainText.of(factor.name());
        List<String> possible = factor.levels().stream()
                .filter(Level::possible)
                .map(Level::level)
                .toList();
        List<Level> out = factor.levels().stream()
                .filter(level -> !level.possible())
                .sorted(Comparator.comparingDouble(Level::pValue))
                .toList();
        if (out.isEmpty()) {
            lines.add("%s any of %,d may be in the best policy".formatted(name, possible.size()));
            return;
        }
        lines.add("%s %s %s in the best policy"
                .formatted(name, Sentence.or(possible), possible.size() == 1 ? "is" : "may be"));
        int named = out.size() <= FEW_LEVELS ? out.size() : NAMED;
        for (Level level : out.subList(0, named)) {
            lines.add("%s %s is not in the best policy: p = %s"
                    .formatted(name, PlainText.of(level.level()), TextReport.probability(level.pValue())));
        }
        if (named < out.size()) {
            lines.add("%s: %,d more are not, p at most %s"
                    .formatted(
                            name,
                            out.size() - named,
                            TextReport.probability(out.getLast().pValue())));
        }
    }
}
