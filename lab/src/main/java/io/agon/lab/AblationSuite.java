package io.agon.lab;

import static io.agon.lab.Table.format;

import io.agon.evidence.Betting;
import io.agon.procedure.Procedure;
import io.agon.sampling.Agon;
import io.agon.stopping.EvidenceStopping;
import java.util.List;

/** What was tried: Agon with one setting changed at a time. */
final class AblationSuite {

    private record Variant(String name, Betting.Settings bets, Agon.Settings exploration) {
        Entrant entrant() {
            return new Entrant(
                    name,
                    (policies, delta, seed, lag) -> new Procedure(
                            new Agon(0, exploration),
                            new Betting(policies, delta, 0, bets),
                            EvidenceStopping.exact(),
                            delta,
                            seed,
                            lag));
        }
    }

    private static final Betting.Settings BETS = Betting.Settings.DEFAULT;
    private static final Agon.Settings AGON = Agon.Settings.DEFAULT;

    /** An infinite price makes every saving negative or no number: no opponent but the champion is ever chosen. */
    private static final List<Variant> VARIANTS = List.of(
            new Variant("agon as it is", BETS, AGON),
            bets("full growth-optimal stakes (caution 1)", 1, BETS.doubt(), true, BETS.deviations()),
            bets("never doubts the favourite's duels (doubt 0)", BETS.caution(), 0, true, BETS.deviations()),
            bets("counts on losses to the favourite (doubt 1)", BETS.caution(), 1, true, BETS.deviations()),
            bets("stakes not capped at what is needed", BETS.caution(), BETS.doubt(), false, BETS.deviations()),
            bets("nearly Bradley-Terry only (deviation 0.15)", BETS.caution(), BETS.doubt(), true, List.of(0.15)),
            bets("pairs far from Bradley-Terry only (deviation 1)", BETS.caution(), BETS.doubt(), true, List.of(1.0)),
            bets("three deviations (0.15, 0.4, 1)", BETS.caution(), BETS.doubt(), true, List.of(0.15, 0.4, 1.0)),
            agon("trying an opponent costs 20", 20, AGON.plannedInformation(), AGON.championWidth(), 1),
            agon("trying an opponent costs 100", 100, AGON.plannedInformation(), AGON.championWidth(), 1),
            agon(
                    "no opponent but the champion",
                    Double.POSITIVE_INFINITY,
                    AGON.plannedInformation(),
                    AGON.championWidth(),
                    1),
            agon("plans for gaps down to 5 points", AGON.price(), 0.005, AGON.championWidth(), 1),
            agon("plans for gaps of 22 points", AGON.price(), 0.1, AGON.championWidth(), 1),
            agon("champion: the policy believed best", AGON.price(), AGON.plannedInformation(), 0, 1),
            agon("champion: drawn from the full posterior", AGON.price(), AGON.plannedInformation(), 1, 1),
            agon("challenger: posterior half as wide", AGON.price(), AGON.plannedInformation(), 0.7, 0.5),
            agon("challenger: posterior half again as wide", AGON.price(), AGON.plannedInformation(), 0.7, 1.5),
            agon("challenger: any possible policy", AGON.price(), AGON.plannedInformation(), 0.7, 1e6));

    private static Variant bets(String name, double caution, double doubt, boolean capped, List<Double> deviations) {
        return new Variant(name, new Betting.Settings(caution, doubt, capped, deviations), AGON);
    }

    private static Variant agon(String name, double price, double planned, double champion, double challenger) {
        return new Variant(name, BETS, new Agon.Settings(price, planned, champion, challenger));
    }

    private final Suites.Options options;
    private final Simulation.Listener listener;

    AblationSuite(Suites.Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    String markdown() throws BadMatrixException, InterruptedException {
        var table = new Table(List.of("variant", "geometric mean", "largest", "on", "largest error rate"));
        List<QualityInstance> instances = QualityInstance.all(options.data());
        for (Variant variant : VARIANTS) {
            var ratios = new Ratios();
            double most = 0;
            String worst = "";
            for (QualityInstance instance : instances) {
                double limit = instance.limit(options.delta());
                Summary summary = Suites.run(instance, variant.entrant(), options, listener);
                ratios.add(summary, limit);
                if (summary.mean() / limit > most) {
                    most = summary.mean() / limit;
                    worst = instance.name();
                }
            }
            table.row(List.of(variant.name(), ratios.geometricMean(), ratios.largest(), worst, ratios.largestError()));
        }
        return table.markdown()
                + format("%n%d instances, %,d replications each.%n", instances.size(), options.replications());
    }
}
