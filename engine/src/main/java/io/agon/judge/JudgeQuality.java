package io.agon.judge;

import io.agon.judge.Ballot.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What a judge is worth, from its looks. Description, not inference: looks are those of the duels that the sampling
 * rule chose, and the intervals treat them as independent.
 *
 * @param judge its name
 * @param flips duels seen in both orders in which each order preferred another policy, of those with a verdict in both
 * @param firstPlace looks that preferred the place shown first, of those that preferred one
 * @param longer looks that preferred the longer answer, of those that preferred one and had answers of unlike length
 * @param failures looks without verdict, of all
 * @param labels agreement with labelled pairs
 * @param others agreement with other judges on the same pair and item
 */
public record JudgeQuality(
        String judge, Share flips, Share firstPlace, Share longer, Share failures, Agreement labels, Agreement others) {

    /** Of so many looks or duels one may speak of a warning. */
    private static final long ENOUGH = 20;

    /** Points by which the first place is preferred: 0 is fair, 50 always, -50 never; NaN when nothing is known. */
    public double slotPoints() {
        return 100 * firstPlace.rate() - 50;
    }

    /** What somebody who relies on this judge should know, with the mend. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (firstPlace.low() > 0.6 || firstPlace.known() && firstPlace.high() < 0.4) {
            warnings.add(
                    "%s prefers the %s place: it won %s of %,d decided looks. No policy gains by it, but it drowns what the judge knows; %s."
                            .formatted(
                                    title(),
                                    firstPlace.rate() > 0.5 ? "first" : "second",
                                    percent(firstPlace.rate() > 0.5 ? firstPlace.rate() : 1 - firstPlace.rate()),
                                    firstPlace.of(),
                                    inBothOrders()
                                            ? "take a stronger model, or clearer criteria"
                                            : "order: both shows each pair in both orders"));
        }
        if (flips.of() >= ENOUGH && flips.rate() > 0.3) {
            warnings.add(
                    "%s changed its mind in %s of %,d pairs when they were swapped: many verdicts are noise. Take a stronger model or clearer criteria%s."
                            .formatted(
                                    title(),
                                    percent(flips.rate()),
                                    flips.of(),
                                    inBothOrders() ? "" : ", or order: both"));
        }
        if (failures.of() >= ENOUGH && failures.rate() > 0.05) {
            warnings.add(
                    "%s gave no verdict in %s of %,d looks. They are missing, not losses; but find out why, lest they depend on who would have won."
                            .formatted(title(), percent(failures.rate()), failures.of()));
        }
        if (labels.share().of() >= ENOUGH && labels.kappa() - labels.kappaReach() <= 0) {
            warnings.add("%s agrees with the labels no better than chance: kappa %s on %,d pairs."
                    .formatted(
                            title(),
                            String.format(Locale.ROOT, "%.2f", labels.kappa()),
                            labels.share().of()));
        }
        return warnings;
    }

    private boolean inBothOrders() {
        return 2 * flips.of() > 0.8 * (failures.of() - failures.count());
    }

    private String title() {
        return judge.isEmpty() ? "The judge" : "The judge '%s'".formatted(judge);
    }

    private static String percent(double share) {
        return "%.0f %%".formatted(100 * share);
    }

    /** Collects looks, duel by duel. */
    public static final class Tally {

        private final Map<String, Counts> judges = new TreeMap<>();
        private final Map<String, Choice[]> open = new TreeMap<>();
        private long duel = -1;
        private OptionalLong firstLength = OptionalLong.empty();
        private OptionalLong secondLength = OptionalLong.empty();

        private static final class Counts {
            private long looks;
            private long failures;
            private long both;
            private long flips;
            private long decided;
            private long first;
            private long unlike;
            private long longer;
            private Agreement labels = Agreement.NONE;
            private Agreement others = Agreement.NONE;
        }

        /**
         * Enters a look; those of one duel follow each other. When a judge looked at a duel in the same order again, as
         * after a failure of another look, the last verdict counts; each failure counts.
         *
         * @param index of the duel
         * @param firstLength of the answer of the duel's first policy
         * @param secondLength of the answer of the second
         */
        public void add(long index, Ballot ballot, OptionalLong firstLength, OptionalLong secondLength) {
            if (index != duel) {
                close();
                duel = index;
            }
            this.firstLength = firstLength;
            this.secondLength = secondLength;
            if (ballot.choice() == Choice.NONE) {
                Counts it = of(ballot.judge());
                it.failures++;
                it.looks++;
            } else {
                open.computeIfAbsent(ballot.judge(), it -> new Choice[] {Choice.NONE, Choice.NONE})[
                                ballot.swapped() ? 1 : 0] =
                        ballot.choice();
            }
        }

        /** Enters how far a judge agrees with labels. */
        public void labels(String judge, Agreement labels) {
            of(judge).labels = labels;
        }

        /** Enters how far a judge agrees with the others. */
        public void others(String judge, Agreement others) {
            of(judge).others = others;
        }

        private Counts of(String judge) {
            return judges.computeIfAbsent(judge, it -> new Counts());
        }

        private void close() {
            open.forEach((judge, choices) -> {
                Counts it = of(judge);
                for (int order = 0; order < 2; order++) {
                    look(it, choices[order], order == 1);
                }
                if (choices[0] != Choice.NONE && choices[1] != Choice.NONE) {
                    it.both++;
                    it.flips += choices[0].decided() && choices[0] == choices[1] ? 1 : 0;
                }
            });
            open.clear();
        }

        private void look(Counts it, Choice choice, boolean swapped) {
            if (choice == Choice.NONE) {
                return;
            }
            it.looks++;
            if (!choice.decided()) {
                return;
            }
            it.decided++;
            it.first += choice == Choice.FIRST ? 1 : 0;
            if (firstLength.isPresent()
                    && secondLength.isPresent()
                    && firstLength.getAsLong() != secondLength.getAsLong()) {
                boolean firstPolicy = (choice == Choice.FIRST) != swapped;
                it.unlike++;
                it.longer += firstPolicy == firstLength.getAsLong() > secondLength.getAsLong() ? 1 : 0;
            }
        }

        /** One per judge, by name. */
        public List<JudgeQuality> qualities() {
            close();
            var qualities = new ArrayList<JudgeQuality>();
            judges.forEach((judge, it) -> qualities.add(new JudgeQuality(
                    judge,
                    new Share(it.flips, it.both),
                    new Share(it.first, it.decided),
                    new Share(it.longer, it.unlike),
                    new Share(it.failures, it.looks),
                    it.labels,
                    it.others)));
            return qualities;
        }
    }
}
