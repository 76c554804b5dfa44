package io.agon.experiment;

import io.agon.model.Fault;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts comparisons without outcome per policy: above a share of them nothing may be claimed. */
final class MissingTally {

    /** A smaller share of failed comparisons is not worth a word. */
    private static final double WORTH_TELLING = 0.02;

    private final List<String> names;
    private final RunnerOptions options;
    private final long[] duels;
    private final long[] missing;
    private final long[] failed;
    private @Nullable String failing;
    private String last = "";

    MissingTally(List<String> names, RunnerOptions options) {
        this.names = names;
        this.options = options;
        duels = new long[names.size()];
        missing = new long[names.size()];
        failed = new long[names.size()];
    }

    /** Enters the next delivered outcome. */
    void add(Duel duel, Outcome outcome) {
        Outcome.Missing none = outcome instanceof Outcome.Missing it ? it : null;
        if (none != null) {
            missing[duel.first()]++;
            missing[duel.second()]++;
            last = none.reason();
            if (none.reason().contains(Fault.Resting.WORDS)) {
                return; // no answer was asked for, so nothing depends on who would have won
            }
            failed[duel.first()]++;
            failed[duel.second()]++;
        }
        duels[duel.first()]++;
        duels[duel.second()]++;
        if (none != null && failing == null && (tooMany(duel.first()) || tooMany(duel.second()))) {
            int worst = worst();
            failing =
                    "%d of %d comparisons of %s failed, too many to claim anything: what fails may depend on who would have won. Last: %s"
                            .formatted(failed[worst], duels[worst], names.get(worst), none.reason());
        }
    }

    private boolean tooMany(int policy) {
        return duels[policy] >= options.missingAfter() && failed[policy] > options.missingShare() * duels[policy];
    }

    /** Both policies of a failed comparison are counted; the one whose comparisons fail most often is to blame. */
    private int worst() {
        int worst = 0;
        for (int k = 1; k < failed.length; k++) {
            worst = failed[k] * duels[worst] > failed[worst] * duels[k] ? k : worst;
        }
        return worst;
    }

    /** Why the last comparison without outcome has none; empty when each has one. */
    String last() {
        return last;
    }

    /** What has to be said when this policy is claimed to be the best although some of its comparisons failed. */
    Optional<String> doubt(int policy) {
        double share = (double) failed[policy] / Math.max(1, duels[policy]);
        return share <= WORTH_TELLING
                ? Optional.empty()
                : Optional.of(
                        "%.0f %% of the comparisons of %s failed. The answer supposes that failing has nothing to do with who would have won; if it has, win rates may be off by as much."
                                .formatted(100 * share, names.get(policy)));
    }

    /** Comparisons without outcome per policy, in index order, those of a resting provider among them. */
    long[] missing() {
        return missing;
    }

    /** Why nothing may be claimed; null when there is no reason. */
    @Nullable
    String failing() {
        return failing;
    }
}
