package io.agon.lab;

import static io.agon.lab.Table.format;

import io.agon.evidence.Betting;
import io.agon.preference.Duel;
import io.agon.preference.PreferenceMatrix;
import io.agon.procedure.Procedure;
import io.agon.sampling.Agon;
import io.agon.sampling.SamplingRule;
import io.agon.stopping.EvidenceStopping;
import io.agon.stopping.FixedBudget;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How often Agon is wrong where that is most likely.
 *
 * <p>An error is the rejection of the optimal policy at any time up to the cap, whatever was claimed: that is what the
 * guarantee is about, and what someone who looks after every comparison and stops at the worst moment sees. Where
 * several policies are equal at the top nobody is best, and each of them is still unbeaten: the first of them is
 * designated beforehand, and its rejection counts. An adversary asks for duels of the optimal policy only: then the
 * others are not to be told apart.
 */
final class ErrorSuite {

    /** Comparisons after which a replication ends, unless the options say otherwise. */
    private static final long CAP = 20_000;

    /** The same where no end is to be expected. */
    private static final long ENDLESS_CAP = 5_000;

    private static final int CROWD = 8;
    private static final String ADVERSARY = "adversary";

    private record Case(String name, PreferenceMatrix matrix, World world, int concurrency, Entrant entrant) {}

    private final Suites.Options options;
    private final Simulation.Listener listener;

    ErrorSuite(Suites.Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    private static List<Case> cases() {
        PreferenceMatrix pair = named("null2");
        PreferenceMatrix equals = named("null10");
        PreferenceMatrix top = named("near10-.00");
        PreferenceMatrix near = named("near4-.02");
        PreferenceMatrix cycle = named("cyc10");
        PreferenceMatrix ladder = named("bt10-.60");
        Entrant agon = Rules.entrant("agon", Optional.empty(), OptionalDouble.empty());
        return List.of(
                new Case("two equal policies", pair, World.of(pair), 1, agon),
                new Case("two equal policies, 8 in flight", pair, World.of(pair), CROWD, agon),
                new Case("two equal policies, half of all outcomes ties", pair, World.withTies(pair, 0.5), 1, agon),
                new Case("ten equal policies", equals, World.of(equals), 1, agon),
                new Case("two equal policies above eight others", top, World.of(top), 1, agon),
                new Case("ten equal policies, never stopped, looked at always", equals, World.of(equals), 1, peeking()),
                new Case("ten equal policies, an adversary asks", equals, World.of(equals), 1, adversary()),
                new Case("near-tie: .52 against the second best", near, World.of(near), 1, agon),
                new Case("near-tie, graded verdicts", near, World.graded(near), 1, agon),
                new Case("a winner above a cycle (cyc10)", cycle, World.of(cycle), 1, agon),
                new Case("cyc10, an adversary asks", cycle, World.of(cycle), 1, adversary()),
                new Case("a ladder (bt10-.60)", ladder, World.of(ladder), 1, agon),
                new Case("ladder, 40 % ties", ladder, World.withTies(ladder, 0.4), 1, agon),
                new Case("ladder, graded verdicts", ladder, World.graded(ladder), 1, agon),
                new Case("ladder, 8 in flight, heavy-tailed delays", ladder, World.of(ladder), CROWD, agon),
                new Case("ladder, gaps that drift", ladder, World.drifting(ladder, 500), 1, agon),
                new Case(
                        "ladder, 10 % of the calls fail",
                        ladder, World.of(ladder).failing(0.1), 1, agon));
    }

    String markdown() throws InterruptedException {
        var table = new Table(
                List.of("case", "errors", "error rate", "99 % upper bound", "decided by the cap", "mean comparisons"));
        for (Case c : cases()) {
            boolean best = c.matrix().condorcetWinner().isPresent();
            boolean endless = !best || c.entrant().name().equals(ADVERSARY);
            long cap = options.cap().orElse(endless ? ENDLESS_CAP : CAP);
            Summary summary = Simulation.of(c.matrix(), options.delta(), options.replications(), options.seed())
                    .in(c.world())
                    .inFlight(c.concurrency())
                    .cappedAt(cap)
                    .on(options.threads())
                    .run(c.entrant(), (rule, done, of) -> listener.done(c.name(), done, of));
            int of = options.replications();
            table.row(List.of(
                    c.name(),
                    format("%,d of %,d", summary.optimumLost(), of),
                    format("%.4f", (double) summary.optimumLost() / of),
                    format("%.4f", upperBound(summary.optimumLost(), of, 0.01)),
                    endless ? "-" : format("%.1f %%", 100.0 * (of - summary.undecided()) / of),
                    format("%,.0f", summary.mean())));
        }
        return table.markdown();
    }

    /** Goes on to the cap whatever is known. */
    private static Entrant peeking() {
        return new Entrant(
                "agon, never stopped",
                (policies, delta, seed, lag) -> new Procedure(
                        new Agon(0),
                        new Betting(policies, delta, 0),
                        new FixedBudget(Long.MAX_VALUE),
                        delta,
                        seed,
                        lag));
    }

    /** Has the optimal policy, which stands first, meet whomever the beliefs say it does worst against. */
    private static Entrant adversary() {
        SamplingRule worst = (ledger, evidence, pending, random) -> {
            int opponent = 1;
            for (int j = 2; j < ledger.policies(); j++) {
                boolean worse = evidence.beliefs().logOdds(0, j).mean()
                        < evidence.beliefs().logOdds(0, opponent).mean();
                opponent = worse ? j : opponent;
            }
            return new Duel(0, opponent);
        };
        return new Entrant(
                ADVERSARY,
                (policies, delta, seed, lag) -> new Procedure(
                        worst, new Betting(policies, delta, 0), EvidenceStopping.exact(), delta, seed, lag));
    }

    /** Clopper-Pearson: the rate at which so few errors, or fewer, have probability {@code alpha}. */
    static double upperBound(long errors, int of, double alpha) {
        if (errors >= of) {
            return 1;
        }
        double low = (double) errors / of;
        double high = 1;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            double log = of * Math.log1p(-middle);
            double sum = Math.exp(log);
            for (long k = 1; k <= errors; k++) {
                log += Math.log((double) (of - k + 1) / k) + Math.log(middle) - Math.log1p(-middle);
                sum += Math.exp(log);
            }
            if (sum > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static PreferenceMatrix named(String name) {
        return Instances.named(name).orElseThrow();
    }
}
