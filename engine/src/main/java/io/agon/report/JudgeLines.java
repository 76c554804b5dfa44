package io.agon.report;

import io.agon.experiment.RunResult;
import io.agon.judge.Agreement;
import io.agon.judge.JudgeQuality;
import io.agon.judge.Share;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;

/** What the judges of a run are worth, for people; of many judges those who looked most. */
final class JudgeLines {

    private static final int MOST = 3;

    private final List<String> lines = new ArrayList<>();

    private JudgeLines() {}

    /** Lines without label; none when no looks are known. */
    static JudgeLines of(RunResult result) {
        var lines = new JudgeLines();
        List<JudgeQuality> judges = result.judges().stream()
                .sorted(Comparator.comparingLong(
                        (JudgeQuality it) -> -it.failures().of()))
                .limit(MOST)
                .toList();
        judges.forEach(it -> lines.judge(it, result.judges().size() > 1));
        if (judges.size() < result.judges().size()) {
            lines.lines.add("... and %,d more judges; --json has all"
                    .formatted(result.judges().size() - judges.size()));
        }
        return lines;
    }

    /** Hands on label and text of each line. */
    void forEach(BiConsumer<String, String> line) {
        for (int i = 0; i < lines.size(); i++) {
            line.accept(i == 0 ? "judge" : "", lines.get(i));
        }
    }

    private void judge(JudgeQuality it, boolean named) {
        var said = new ArrayList<String>();
        if (it.flips().known()) {
            said.add("changed its mind in %s of %,d swapped pairs%s"
                    .formatted(percent(it.flips().rate()), it.flips().of(), interval(it.flips())));
        }
        if (it.firstPlace().known()) {
            said.add("chose the first place in %s of %,d decided looks%s"
                    .formatted(percent(it.firstPlace().rate()), it.firstPlace().of(), interval(it.firstPlace())));
        }
        if (it.longer().known()) {
            said.add("preferred the longer answer in %s of %,d%s"
                    .formatted(percent(it.longer().rate()), it.longer().of(), interval(it.longer())));
        }
        agreement(said, "the labels", it.labels());
        agreement(said, "other judges", it.others());
        if (it.failures().count() > 0) {
            said.add("%,d failures in %,d looks (missing, not losses)"
                    .formatted(it.failures().count(), it.failures().of()));
        } else if (said.isEmpty()) {
            said.add("%,d looks".formatted(it.failures().of()));
        }
        String name = named ? PlainText.of(it.judge()) + ": " : "";
        for (int i = 0; i < said.size(); i++) {
            lines.add((i == 0 ? name : " ".repeat(name.length())) + said.get(i));
        }
    }

    private static void agreement(List<String> said, String whom, Agreement agreement) {
        Share share = agreement.share();
        if (!share.known()) {
            return;
        }
        double kappa = agreement.kappa();
        said.add("agrees with %s on %s of %,d pairs%s%s"
                .formatted(
                        whom,
                        percent(share.rate()),
                        share.of(),
                        interval(share),
                        Double.isNaN(kappa)
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", kappa %.2f (%.2f to %.2f)",
                                        kappa,
                                        kappa - agreement.kappaReach(),
                                        kappa + agreement.kappaReach())));
    }

    private static String interval(Share share) {
        return " (%.0f to %.0f %%)".formatted(100 * share.low(), 100 * share.high());
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }
}
