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
        add(duel.first(), outcome);
        add(duel.second(), outcome);
    }

    private void add(int policy, Outcome outcome) {
        duels[policy]++;
        if (outcome instanceof Outcome.Missing it) {
            missing[policy]++;
            if (failing == null
                    && duels[policy] >= options.missingAfter()
                    && missing[policy] > options.missingShare() * duels[policy]) {
                failing =
                        "%d of %d comparisons of %s failed, too many to claim anything: what fails may depend on who would have won. Last: %s"
                                .formatted(missing[policy], duels[policy], names.get(policy), it.reason());
            }
        }
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
