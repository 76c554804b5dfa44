package io.agon.improve.task;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Optimizer;
import io.agon.improve.Problem;
import io.agon.improve.Problem.Scored;
import io.agon.improve.Proposal;
import io.agon.improve.code.CodeException;
import io.agon.improve.code.Expression;
import io.agon.improve.code.Rule;
import io.agon.improve.code.RuleLanguage;
import io.agon.improve.code.Signature;
import io.agon.improve.code.Value;
import io.agon.improve.code.Value.Type;
import io.agon.policy.Turn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Edits code in the rule language without a model: one component, by one random edit, two half as often, and so on.
 *
 * <p>An edit takes an expression of the rule, uniformly, and does this to it:
 *
 * <table>
 * <caption>Edits and how often they are tried</caption>
 * <tr><td>25 %</td><td>makes it a part of a larger one: adds something, takes the least of it and something ...</td></tr>
 * <tr><td>20 %</td><td>puts a random expression in its place, see {@link RuleGrowth}</td></tr>
 * <tr><td>20 %</td><td>changes a number that is written in the rule</td></tr>
 * <tr><td>10 %</td><td>puts another operator or function over its parts</td></tr>
 * <tr><td>10 %</td><td>puts one of its parts in its place</td></tr>
 * <tr><td>10 %</td><td>puts an expression of another candidate in its place: of the better of two</td></tr>
 * <tr><td>5 %</td><td>makes it depend on a condition</td></tr>
 * </table>
 *
 * <p>What is proposed compiles, keeps the signature, has at most {@value #LARGEST} expressions or no more than before,
 * and is none of the candidates so far. Feedback is not read: what edits help is found by trying. What is likely to be
 * found follows from the signature and the language: a sum or a mean of a list that is given is one edit away, and what
 * needs several edits is found when each of them helps. No rule of any textbook is built in.
 *
 * <p>This is tree-based genetic programming with typed trees (Koza 1992; Montana 1995), as a baseline for models.
 */
public final class RuleMutations implements Optimizer {

    /** Expressions of a rule beyond which it does not grow. */
    public static final int LARGEST = 60;

    private static final int TRIES = 200;
    private static final int DEPTH = 2;

    private final Map<String, Signature> signatures;

    /**
     * For these components.
     *
     * @param signatures of the code, by the names of components
     */
    public RuleMutations(Map<String, Signature> signatures) {
        this.signatures = Map.copyOf(signatures);
    }

    @Override
    public Proposal propose(Problem problem, Turn turn) {
        List<String> editable = problem.editable().stream()
                .filter(it -> signatures.containsKey(it)
                        && problem.artifact().component(it).kind() == Component.Kind.CODE)
                .toList();
        if (editable.isEmpty()) {
            return Proposal.none("no component that may be changed is code of the rule language", "");
        }
        RandomGenerator random = turn.random();
        String name = editable.get(random.nextInt(editable.size()));
        Rule rule;
        try {
            rule = read(name, problem.artifact());
        } catch (CodeException e) {
            return Proposal.none("%s cannot be read: %s".formatted(name, e.getMessage()), "");
        }
        return new Edits(name, problem, random).of(rule);
    }

    private Rule read(String name, Artifact artifact) throws CodeException {
        Signature signature = Objects.requireNonNull(signatures.get(name));
        return new RuleLanguage().compile(signature, artifact.body(name)).rule();
    }

    /** Edits of one component. */
    private final class Edits {
        private final String name;
        private final RandomGenerator random;
        private final List<Scored> others;
        private final Set<String> known = new HashSet<>();

        Edits(String name, Problem problem, RandomGenerator random) {
            this.name = name;
            this.random = random;
            this.others = problem.history();
            others.forEach(it -> known.add(it.artifact().body(name).strip()));
            known.add(problem.artifact().body(name).strip());
        }

        Proposal of(Rule rule) {
            known.add(rule.toString().strip());
            for (int i = 0; i < TRIES; i++) {
                var words = new ArrayList<String>();
                Rule edited = rule;
                do {
                    edited = edited(edited, Math.max(LARGEST, rule.size()), words);
                } while (random.nextBoolean());
                if (!known.contains(edited.toString().strip())) {
                    return Proposal.of(Map.of(name, edited.toString()), String.join("; ", words));
                }
            }
            return Proposal.none("%d random edits gave nothing new".formatted(TRIES), "");
        }

        private Rule edited(Rule rule, int largest, List<String> words) {
            int percent = random.nextInt(100);
            var sites = new RuleSites(rule);
            RuleSites.Site site = percent < 20 ? number(sites) : any(sites.all());
            Expression before = site.expression();
            var growth = new RuleGrowth(site.known(), random);
            Expression after;
            if (percent < 20) {
                after = before instanceof Expression.Constant(Value.Num(double value))
                        ? new Expression.Constant(new Value.Num(growth.near(value)))
                        : before;
            } else if (percent < 45) {
                after = growth.around(before, DEPTH - 1);
            } else if (percent < 65) {
                after = growth.of(before.type(), DEPTH);
            } else if (percent < 75) {
                after = growth.swapped(before);
            } else if (percent < 85) {
                after = part(before);
            } else if (percent < 95) {
                after = other(site);
            } else {
                Expression instead = growth.of(before.type(), DEPTH - 1);
                after = new Expression.If(growth.of(Type.TRUTH, DEPTH), instead, before);
            }
            if (after.equals(before) || rule.size() - size(before) + size(after) > largest) {
                return rule;
            }
            words.add("%s instead of %s".formatted(after, before));
            return sites.with(site, after);
        }

        private static int size(Expression expression) {
            return 1 + expression.parts().stream().mapToInt(Edits::size).sum();
        }

        /** Where a number is written; anywhere when none is. */
        private RuleSites.Site number(RuleSites sites) {
            List<RuleSites.Site> numbers = sites.all().stream()
                    .filter(it -> it.expression() instanceof Expression.Constant(Value.Num number))
                    .toList();
            return any(numbers.isEmpty() ? sites.all() : numbers);
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        /** A part of the same type, however deep; itself when there is none. */
        private Expression part(Expression whole) {
            List<Expression> fitting = new ArrayList<>();
            collect(whole, whole.type(), fitting);
            return fitting.size() == 1 ? whole : fitting.get(1 + random.nextInt(fitting.size() - 1));
        }

        private void collect(Expression root, Type type, List<Expression> fitting) {
            if (root.type() == type) {
                fitting.add(root);
            }
            root.parts().forEach(it -> collect(it, type, fitting));
        }

        /** An expression of another candidate that can stand here; what stands here when there is none. */
        private Expression other(RuleSites.Site site) {
            if (others.isEmpty()) {
                return site.expression();
            }
            // History is in the order of scores.
            Scored better = others.get(Math.max(random.nextInt(others.size()), random.nextInt(others.size())));
            List<Expression> fitting;
            try {
                fitting = new RuleSites(read(name, better.artifact()))
                        .all().stream()
                                .map(RuleSites.Site::expression)
                                .filter(it -> it.type() == site.expression().type() && known(it, site))
                                .toList();
            } catch (CodeException e) {
                return site.expression();
            }
            return fitting.isEmpty() ? site.expression() : any(fitting);
        }

        private static boolean known(Expression expression, RuleSites.Site site) {
            return (!(expression instanceof Expression.Variable it)
                            || site.known().get(it.name()) == it.type())
                    && expression.parts().stream().allMatch(it -> known(it, site));
        }
    }
}
