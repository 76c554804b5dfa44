package io.agon.lab;

import static io.agon.lab.Table.format;
import static io.agon.lab.Table.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Agon beside published procedures, whose figures are quoted: their own code, measured once on a machine of this kind
 * at delta 0.05, mean comparisons over the same limit.
 */
final class PeerSuite {

    private static final List<String> INSTANCES = List.of("bt10-.55", "bt10-.60", "cyc10", "flat10", "arxiv6");
    private static final List<Double> GAPS = List.of(0.05, 0.1, 0.1, 0.1, 0.04);

    private static final List<List<String>> QUOTED = List.of(
            List.of("POCOWISTA (Copeland)", "nothing", "6.2", "6.3", "17", "49", "40"),
            List.of("MallowsMPI", "nothing", "13", "11", "21", "106", "> 1000"),
            List.of("KL-PAC", "nothing", "22", "22", "22", "246", "> 1000"),
            List.of("SAVAGE (Condorcet)", "horizon 1e6", "15", "19", "31", "34", "15"),
            List.of("TRA-POCOWISTA", "transitivity", "5.7", "4.9", "-", "43", "31"),
            List.of("Noisy Tournament Sampling", "smallest gap of all pairs", "1.9", "2.2", "3.1", "16.8", "-"),
            List.of("SELECT", "winner's gap", "7.1", "5.8", "5.0", "1.4", "3.1"),
            List.of("SELECT-then-Verify", "winner's gap", "13.7", "13.1", "11.6", "2.9", "5.5"),
            List.of("OptMaximize, SeqEliminate", "winner's gap", "9.9", "9.0", "13.4", "5.7", "8.7"),
            List.of("Knockout", "winner's gap", "11.7", "9.5", "11.7", "21", "18"));

    private final Suites.Options options;
    private final Simulation.Listener listener;

    PeerSuite(Suites.Options options, Simulation.Listener listener) {
        this.options = options;
        this.listener = listener;
    }

    String markdown() throws InterruptedException {
        var table = new Table(join(List.of("procedure", "told"), INSTANCES));
        var gaps = new ArrayList<>(List.of("(winner's gap)", ""));
        GAPS.forEach(gap -> gaps.add(format("%.2f", gap)));
        table.row(gaps);
        table.row(agon("**agon**", "nothing", false));
        table.row(agon("**agon**", "winner's gap", true));
        QUOTED.forEach(table::row);
        return table.markdown();
    }

    private List<String> agon(String name, String told, boolean gaps) throws InterruptedException {
        var row = new ArrayList<>(List.of(name, told));
        for (int n = 0; n < INSTANCES.size(); n++) {
            QualityInstance instance = QualityInstance.named(INSTANCES.get(n));
            OptionalDouble gap = gaps ? OptionalDouble.of(GAPS.get(n)) : OptionalDouble.empty();
            Summary summary = Suites.run(instance, Rules.entrant("agon", Optional.empty(), gap), options, listener);
            var ratios = new Ratios();
            ratios.add(summary, instance.limit(options.delta()));
            row.add(ratios.lastWithError() + format(" (%d errors)", summary.errors()));
        }
        return row;
    }
}
