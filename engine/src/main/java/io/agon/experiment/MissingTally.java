package io.agon.experiment;

import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts comparisons without outcome per policy: above a share of them nothing may be claimed. */
final class MissingTally {

    private final List<String> names;
    private final RunnerOptions options;
    private final long[] duels;
    private final long[] missing;
    private @Nullable String failing;

    MissingTally(List<String> names, RunnerOptions options) {
        this.names = names;
        this.options = options;
        duels = new long[names.size()];
        missing = new long[names.size()];
    }

    /** Enters the next delivered outcome. */
    void add(Duel duel, Outcome outcome) {
        duels[duel.first()]++;
        duels[duel.second()]++;
        if (outcome instanceof Outcome.Missing it) {
            missing[duel.first()]++;
            missing[duel.second()]++;
            if (failing == null && (tooMany(duel.first()) || tooMany(duel.second()))) {
                int worst = worst();
                failing =
                        "%d of %d comparisons of %s failed, too many to claim anything: what fails may depend on who would have won. Last: %s"
                                .formatted(missing[worst], duels[worst], names.get(worst), it.reason());
            }
        }
    }

    private boolean tooMany(int policy) {
        return duels[policy] >= options.missingAfter() && missing[policy] > options.missingShare() * duels[policy];
    }

    /** Both policies of a failed comparison are counted; the one whose comparisons fail most often is to blame. */
    private int worst() {
        int worst = 0;
        for (int k = 1; k < missing.length; k++) {
            worst = missing[k] * duels[worst] > missing[worst] * duels[k] ? k : worst;
        }
        return worst;
    }

    /** Per policy, in index order. */
    long[] missing() {
        return missing;
    }

    /** Why nothing may be claimed; null when there is no reason. */
    @Nullable
    String failing() {
        return failing;
    }
}
