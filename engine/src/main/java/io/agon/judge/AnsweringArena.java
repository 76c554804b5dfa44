package io.agon.judge;

import io.agon.budget.BudgetSpentException;
import io.agon.model.Guard;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.PolicyVersion;
import io.agon.policy.Query;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Policies answer, a judge decides. An answer that is had is kept and never asked for twice within a duel. */
public final class AnsweringArena implements Arena {

    private final List<String> names;
    private final List<Policy> policies;
    private final Judge judge;
    private final Availability availability;
    private final boolean instant;
    private final Supplier<List<Guard.State>> providers;

    /** The same arena, which knows what the providers of its models do. */
    public AnsweringArena watching(Supplier<List<Guard.State>> providers) {
        return new AnsweringArena(names, policies, judge, availability, instant, providers);
    }

    @Override
    public List<PolicyVersion> versions() {
        List<PolicyVersion> known =
                policies.stream().flatMap(it -> it.version().stream()).toList();
        return known.size() == policies.size() ? known : List.of();
    }

    @Override
    public List<Guard.State> providers() {
        return providers.get();
    }

    /** On which queries a pair can be compared; the same for both orders of slots. */
    @FunctionalInterface
    public interface Availability {
        List<Query> queries(Duel duel);
    }

    /**
     * An arena.
     *
     * @param names of the policies, distinct
     * @param policies in the same order
     * @param judge who decides
     * @param availability on which queries
     * @param instant whether neither policies nor judge wait for anything or cost anything
     */
    public AnsweringArena(
            List<String> names, List<Policy> policies, Judge judge, Availability availability, boolean instant) {
        this(names, policies, judge, availability, instant, List::of);
    }

    private AnsweringArena(
            List<String> names,
            List<Policy> policies,
            Judge judge,
            Availability availability,
            boolean instant,
            Supplier<List<Guard.State>> providers) {
        this.names = List.copyOf(names);
        this.policies = List.copyOf(policies);
        this.judge = judge;
        this.availability = availability;
        this.instant = instant;
        this.providers = providers;
    }

    @Override
    public List<String> policies() {
        return names;
    }

    /** The policies themselves, in index order. */
    public List<Policy> parties() {
        return policies;
    }

    /** Who decides. */
    public Judge judge() {
        return judge;
    }

    @Override
    public List<Query> queries(Duel duel) {
        return availability.queries(duel);
    }

    @Override
    public Outcome fight(Bout bout) throws InterruptedException {
        Answer first = answer(bout, bout.duel().first());
        if (first instanceof Answer.Missing missing) {
            return missing(bout.duel().first(), missing);
        }
        Answer second = answer(bout, bout.duel().second());
        if (second instanceof Answer.Missing missing) {
            return missing(bout.duel().second(), missing);
        }
        try {
            return judge.judge(bout.query(), (Answer.Given) first, (Answer.Given) second, bout.hearing());
        } catch (InterruptedException | BudgetSpentException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            return new Outcome.Missing("judge: " + reason(e));
        }
    }

    private Answer answer(Bout bout, int policy) throws InterruptedException {
        Optional<Answer.Given> kept = bout.find(policy);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            Answer answer = policies.get(policy).answer(bout.query(), bout.turn(policy));
            if (answer instanceof Answer.Given given) {
                bout.keep(policy, given);
            }
            return answer;
        } catch (InterruptedException | BudgetSpentException e) {
            throw e;
        } catch (Exception | LinkageError | StackOverflowError e) {
            return new Answer.Missing(reason(e));
        }
    }

    @Override
    public double worstCase(Duel duel, Query query) {
        return policies.get(duel.first()).worstCase(query)
                + policies.get(duel.second()).worstCase(query)
                + judge.worstCase(
                        query,
                        Math.max(
                                policies.get(duel.first()).answerBytes(),
                                policies.get(duel.second()).answerBytes()));
    }

    @Override
    public Set<Integer> resting() {
        Set<Integer> resting = new TreeSet<>();
        boolean judgeRests = judge.resting();
        for (int k = 0; k < policies.size(); k++) {
            if (policies.get(k).resting() || judgeRests) {
                resting.add(k);
            }
        }
        return resting;
    }

    @Override
    public Optional<Exam> exam() {
        return judge.exam();
    }

    private Outcome.Missing missing(int policy, Answer.Missing answer) {
        return new Outcome.Missing("%s: %s".formatted(names.get(policy), answer.reason()));
    }

    private static String reason(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    @Override
    public boolean instant() {
        return instant;
    }
}
