package io.agon.improve.run;

import io.agon.budget.BudgetSpentException;
import io.agon.improve.accept.Duels;
import io.agon.preference.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Duels of selection and certificate, group by group; when the money is spent, those groups that were fought count. */
final class Fights implements Duels {

    private final Runs runs;
    private final int group;
    private final Heard heard;
    private long fought;
    private long missing;
    private Optional<BudgetSpentException> cut = Optional.empty();

    /** Says how far a call is. */
    @FunctionalInterface
    interface Heard {
        void of(long done, long most);
    }

    Fights(Runs runs, int concurrency, Heard heard) {
        this.runs = runs;
        this.group = 4 * concurrency;
        this.heard = heard;
    }

    @Override
    public List<Outcome> fight(List<Meeting> meetings) throws InterruptedException, Ended {
        var outcomes = new ArrayList<Outcome>();
        while (cut.isEmpty() && outcomes.size() < meetings.size()) {
            int next = Math.min(outcomes.size() + group, meetings.size());
            try {
                outcomes.addAll(runs.fight(meetings.subList(outcomes.size(), next), true));
                heard.of(outcomes.size(), meetings.size());
            } catch (BudgetSpentException e) {
                cut = Optional.of(e);
            }
        }
        fought += outcomes.size();
        missing += outcomes.stream().filter(it -> it instanceof Outcome.Missing).count();
        return outcomes;
    }

    /** Duels so far. */
    long fought() {
        return fought;
    }

    /** Those of them without an outcome. */
    long missing() {
        return missing;
    }

    /** Why there was no money for all of them; empty when there was. */
    Optional<BudgetSpentException> cut() {
        return cut;
    }
}
