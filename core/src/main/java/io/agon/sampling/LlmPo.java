package io.agon.sampling;

import io.agon.evidence.Evidence;
import io.agon.evidence.LikelihoodRatio;
import io.agon.preference.Duel;
import io.agon.preference.Ledger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The procedure of the LLM-PO paper in the unstructured space, to go with {@link io.agon.stopping.GlrStopping}: plugs
 * the estimates into the closed form of the optimal proportions and tracks them. Each policy but the leader is compared
 * with the opponent that beats it most clearly, {@code 1 / kl(mean, 1/2)} times in proportion; a pair asked fewer than
 * {@code sqrt(t / P)} times, of {@code P} pairs after {@code t} comparisons, goes first. O(K) a decision, amortised.
 * Duels in flight count as comparisons.
 *
 * <p>Guarantee: every pair is asked infinitely often, so the estimates converge and the proportions with them.
 *
 * <p>Source: the paper's closed form (docs: the limit); D-tracking of Garivier and Kaufmann (2016), Optimal best arm
 * identification with fixed confidence, section 3.1.
 *
 * <p>Departs: when the estimates have no Condorcet winner, the leader is their maximum likelihood one under the
 * assumption that there is one. A policy that no estimate says loses has information 0 and takes precedence against the
 * leader.
 */
public final class LlmPo implements SamplingRule {

    /** Stands for no information: far below that of any estimate that differs from 1/2. */
    private static final double NO_INFORMATION = 1e-24;

    private final LikelihoodRatio ratio = new LikelihoodRatio();
    private @Nullable Ledger swept;
    private int level;
    private int sweptUpTo;

    @Override
    public Duel next(Ledger ledger, Evidence evidence, Pending pending, RandomGenerator random) {
        int policies = ledger.policies();
        ratio.follow(ledger);
        double t = ledger.comparisons() + pending.size();
        int pair = underExplored(ledger, pending, t);
        if (pair < 0) {
            pair = mostBehind(ledger, pending, t);
        }
        return Slots.random(pair / policies, pair % policies, random);
    }

    /** The first pair of the schedule with fewer than {@code sqrt(t / P)} duels; -1 when there is none. */
    private int underExplored(Ledger ledger, Pending pending, double t) {
        int policies = ledger.policies();
        int pairs = policies * (policies - 1) / 2;
        int wanted = Math.max(1, (int) Math.ceil(Math.sqrt(t / pairs)));
        if (ledger != swept || wanted != level) {
            swept = ledger;
            level = wanted;
            sweptUpTo = 0;
        }
        for (int place = sweptUpTo; place < pairs; place++) {
            int pair = RoundRobin.pair(policies, place);
            int i = pair / policies;
            int j = pair % policies;
            int n = ledger.count(i, j);
            if (n < wanted && n + pending.count(i, j) < wanted) {
                return pair;
            }
            if (n >= wanted && place == sweptUpTo) {
                sweptUpTo++;
            }
        }
        return -1;
    }

    /** The pair whose count is furthest below its share of {@code t} in the plug-in optimal proportions. */
    private int mostBehind(Ledger ledger, Pending pending, double t) {
        int policies = ledger.policies();
        int leader = ratio.leader();
        double total = 0;
        for (int k = 0; k < policies; k++) {
            total += k == leader ? 0 : 1 / Math.max(NO_INFORMATION, ratio.information(k));
        }
        int pair = -1;
        double furthest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < policies; k++) {
            if (k != leader) {
                int opponent = ratio.information(k) > 0 ? ratio.strongestOpponent(k) : leader;
                double share = 1 / (total * Math.max(NO_INFORMATION, ratio.information(k)));
                double behind = t * share - ledger.count(k, opponent) - pending.count(k, opponent);
                if (behind > furthest) {
                    furthest = behind;
                    pair = k * policies + opponent;
                }
            }
        }
        return pair;
    }
}
