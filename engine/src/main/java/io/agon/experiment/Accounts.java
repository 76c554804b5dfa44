package io.agon.experiment;

import io.agon.judge.JudgeQuality;
import io.agon.store.RunRecord;
import io.agon.store.Spending;
import io.agon.store.Store;
import io.agon.store.StoredBallot;
import io.agon.store.StoredCall;
import io.agon.store.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a store knows of a run beside its outcomes: what judges are worth, and what was spent on whom.
 *
 * @param judges by name
 * @param expenses policies in index order, then the judge
 * @param warnings what a reader should know of both
 */
record Accounts(List<JudgeQuality> judges, List<Expense> expenses, List<String> warnings) {

    /** Of so many calls one may speak of a share. */
    private static final long ENOUGH = 20;

    private static final double OFTEN = 0.05;

    /** Reads them; {@code known} is what is known of judges of recorded outcomes, who have no ballots. */
    static Accounts of(Store store, RunRecord run, List<JudgeQuality> known) {
        var tally = new JudgeQuality.Tally();
        store.forEachBallot(
                run.id(), (StoredBallot it) -> tally.add(it.index(), it.ballot(), it.firstLength(), it.secondLength()));
        for (StoredEvent event : store.events(run.id())) {
            if (event.kind().equals(Examination.EVENT)) {
                Examination.parse(event.text()).forEach(tally::labels);
            }
        }
        var judges = new ArrayList<>(known);
        judges.addAll(tally.qualities());
        List<Spending> spending = store.spending(run.id());
        List<Expense> expenses = spending.isEmpty() ? List.of() : expenses(store, run, spending);
        var warnings = new ArrayList<String>();
        judges.forEach(it -> warnings.addAll(it.warnings()));
        warnings.addAll(changes(spending));
        expenses.forEach(it -> withoutReply(it).ifPresent(warnings::add));
        return new Accounts(judges, expenses, warnings);
    }

    private static List<Expense> expenses(Store store, RunRecord run, List<Spending> spending) {
        int size = run.policies().size();
        var compared = new long[size + 1];
        store.forEachDuel(run.id(), duel -> {
            if (duel.outcome() != null) {
                compared[duel.duel().first()]++;
                compared[duel.duel().second()]++;
                compared[size]++;
            }
        });
        var byParty = new TreeMap<Integer, List<Spending>>();
        spending.forEach(it -> byParty.computeIfAbsent(
                        it.party() == StoredCall.JUDGE ? size : it.party(), party -> new ArrayList<>())
                .add(it));
        var expenses = new ArrayList<Expense>();
        byParty.forEach((party, all) -> expenses.add(new Expense(
                party == size ? null : run.policies().get(party),
                all.stream()
                        .filter(it -> !it.model().isEmpty())
                        .mapToLong(Spending::calls)
                        .sum(),
                all.stream().mapToLong(Spending::failures).sum(),
                all.stream().mapToLong(it -> it.input() + it.output()).sum(),
                all.stream().mapToDouble(Spending::usd).sum(),
                compared[party],
                all.stream()
                        .map(Spending::served)
                        .filter(it -> !it.isEmpty())
                        .distinct()
                        .toList())));
        return expenses;
    }

    /** A policy whose calls fail often is compared by the replies that came: what is asked again is not missing. */
    private static Optional<String> withoutReply(Expense it) {
        return it.policy() == null || it.calls() < ENOUGH || it.failures() <= OFTEN * it.calls()
                ? Optional.empty()
                : Optional.of(
                        "%s had no usable reply in %.0f %% of %,d calls (refused, blank, timed out, provider down). They were made again, so it is compared by the answers that it gives when it answers."
                                .formatted(it.policy(), 100.0 * it.failures() / it.calls(), it.calls()));
    }

    /** Models that were not the same throughout the run. */
    private static Collection<String> changes(List<Spending> spending) {
        var served = new TreeMap<String, TreeSet<String>>();
        var states = new TreeMap<String, Long>();
        for (Spending it : spending) {
            if (!it.served().isEmpty()) {
                served.computeIfAbsent(it.model(), model -> new TreeSet<>()).add(it.served());
                states.merge(it.model(), it.fingerprints(), Math::max);
            }
        }
        var changes = new ArrayList<String>();
        for (Map.Entry<String, TreeSet<String>> entry : served.entrySet()) {
            long fingerprints = states.getOrDefault(entry.getKey(), 0L);
            if (entry.getValue().size() > 1) {
                changes.add(
                        "%s was served by different models during the run (%s): what was compared is their mixture. Name a dated version."
                                .formatted(entry.getKey(), String.join(", ", entry.getValue())));
            } else if (fingerprints > 1) {
                changes.add(
                        "The provider named %d states of the backend of %s during the run (fingerprints): it may have changed meanwhile."
                                .formatted(fingerprints, entry.getKey()));
            }
        }
        return changes;
    }
}
