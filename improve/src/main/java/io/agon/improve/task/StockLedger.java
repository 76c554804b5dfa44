package io.agon.improve.task;

import io.agon.decide.Shelf;
import io.agon.decide.StockInstance;
import io.agon.decide.inventory.Stretch;
import io.agon.improve.code.CodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Plays one instance and writes down what happened, in units and money. Used by one thread. */
final class StockLedger {

    private static final int WORST = 3;

    private final Stretch stretch;
    private final StockInstance play;
    private final List<Period> periods = new ArrayList<>();

    StockLedger(Stretch stretch, StockInstance play) {
        this.stretch = stretch;
        this.play = play;
    }

    /**
     * A period that is over, in units.
     *
     * @param number from 1
     * @param stock at hand before it
     * @param position stock at hand and on order before it
     * @param left at hand after it
     */
    record Period(
            int number,
            double stock,
            double position,
            double ordered,
            double arrived,
            double wanted,
            double sold,
            double left) {

        double lost() {
            return wanted - sold;
        }

        /** Told to optimizers. */
        @Override
        public String toString() {
            return "period %d: %s at hand and %s on order before it, ordered %s, %s arrived, %s wanted, %s sold, %s left"
                    .formatted(
                            number,
                            units(stock),
                            units(position - stock),
                            units(ordered),
                            units(arrived),
                            units(wanted),
                            units(sold),
                            units(left));
        }
    }

    boolean over() {
        return play.over();
    }

    /** What is known before the next order. */
    Shelf shelf() {
        return play.shelf();
    }

    /**
     * Ends a period.
     *
     * @param quantity rounded up to whole units; below 0 nothing is ordered
     * @throws CodeException when no shop could order so much
     */
    Period order(Shelf shelf, double quantity) throws CodeException {
        double whole = Math.max(0, Math.ceil(quantity));
        try {
            play.order(whole);
        } catch (IllegalArgumentException e) {
            throw new CodeException(String.valueOf(e.getMessage()));
        }
        Shelf after = play.shelf();
        double arrived = after.arrived().getLast();
        var period = new Period(
                after.ordered().size(),
                shelf.stock(),
                shelf.position(),
                whole,
                arrived,
                after.demand().getLast(),
                shelf.stock() + arrived - after.stock(),
                after.stock());
        periods.add(period);
        return period;
    }

    /** Of perfect foresight, which sells all that is wanted and holds nothing. */
    private double foresight() {
        return stretch.profit() * Arrays.stream(stretch.demand()).sum();
    }

    private double reward(Period it) {
        return stretch.profit() * it.sold() - stretch.holding() * it.left();
    }

    /** The share of a period in the score: they add up to it before it is cut to [0, 1]. */
    double share(Period it) {
        return foresight() == 0 ? 0 : reward(it) / foresight();
    }

    /**
     * Reward as a share of that of perfect foresight, cut to [0, 1]: a loss counts 0, however large. Where nobody wants
     * anything, 1 for who holds nothing.
     */
    double score() {
        double reward = periods.stream().mapToDouble(this::reward).sum();
        return foresight() == 0 ? (reward == 0 ? 1 : 0) : Math.clamp(reward / foresight(), 0, 1);
    }

    /** What was given: told to optimizers, who write rules for all instances and not for this one. */
    static String terms(Stretch stretch) {
        return "%d periods, profit %s a unit sold, holding %s a unit left at the end of a period, promised lead time %d"
                .formatted(
                        stretch.demand().length,
                        units(stretch.profit()),
                        units(stretch.holding()),
                        stretch.promisedLeadTime());
    }

    /** What happened, with the figures that say what to change. */
    String note() {
        double wanted = periods.stream().mapToDouble(Period::wanted).sum();
        double lost = periods.stream().mapToDouble(Period::lost).sum();
        double left = periods.stream().mapToDouble(Period::left).sum();
        long soldOut = periods.stream().filter(it -> it.lost() > 0).count();
        return "%s. %s of %s units wanted were lost, in %d of %d periods, a profit of %s; %s units were left at the end of a period in the mean, which cost %s in all; %s.%s"
                .formatted(
                        terms(stretch),
                        units(lost),
                        units(wanted),
                        soldOut,
                        periods.size(),
                        units(stretch.profit() * lost),
                        units(left / periods.size()),
                        units(stretch.holding() * left),
                        result(),
                        worst());
    }

    /** What a period says of the order that was due in it; empty when nothing was lost or left. */
    String remark(Period it) {
        if (it.lost() > 0) {
            return "%s units wanted were lost, a profit of %s."
                    .formatted(units(it.lost()), units(stretch.profit() * it.lost()));
        }
        return it.left() > 0
                ? "%s units were left, which cost %s.".formatted(units(it.left()), units(stretch.holding() * it.left()))
                : "";
    }

    /** The reward in a line. */
    String result() {
        return "reward %s of %s with perfect foresight"
                .formatted(units(periods.stream().mapToDouble(this::reward).sum()), units(foresight()));
    }

    private double missed(Period it) {
        return stretch.profit() * it.lost() + stretch.holding() * it.left();
    }

    private String worst() {
        List<Period> worst = periods.stream()
                .filter(it -> missed(it) > 0)
                .sorted(Comparator.comparingDouble(this::missed).reversed())
                .limit(WORST)
                .sorted(Comparator.comparingInt(Period::number))
                .toList();
        return worst.isEmpty()
                ? ""
                : worst.stream().map(Period::toString).collect(Collectors.joining("; ", " Worst: ", "."));
    }

    /** At most one decimal. */
    private static String units(double number) {
        double rounded = Math.round(number * 10) / 10.0;
        return rounded == Math.rint(rounded) ? "%,.0f".formatted(rounded) : "%,.1f".formatted(rounded);
    }
}
