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
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Edits code in the rule language without a model: one component, by one random edit, two half as often, and so on.
 *
 * <p>An edit takes an expression of the rule, uniformly, and does this to it:
 *
 * <table>
 * <caption>Edits and how often they are tried</caption>
 * <tr><td>25 %</td><td>puts one of its parts in its place, however deep: drops what is around; of a condition, a
 *     branch</td></tr>
 * <tr><td>20 %</td><td>makes it a part of a larger one: adds something, takes the least of it and something ...</td></tr>
 * <tr><td>15 %</td><td>puts a random expression in its place, see {@link RuleGrowth}</td></tr>
 * <tr><td>15 %</td><td>changes a number that is written in the rule</td></tr>
 * <tr><td>10 %</td><td>puts another operator or function over its parts</td></tr>
 * <tr><td>10 %</td><td>puts an expression of another candidate in its place: of the better of two</td></tr>
 * <tr><td>5 %</td><td>makes a whole line depend on a condition</td></tr>
 * </table>
 *
 * <p>What is proposed compiles, keeps the signature, has at most {@value #LARGEST} expressions or no more than before,
 * holds no more than before of what people do not write ({@link RuleStyle}, {@link RuleUnits}), is written as shortly
 * as can be without trying ({@link RuleSimplification}), and is none of the candidates so far. Feedback is not read:
 * what edits help is found by trying. What is likely to be found follows from the signature and the language: a sum or
 * a mean of a list that is given is one edit away, and what needs several edits is found when each of them helps. No
 * rule of any textbook is built in.
 *
 * <p>This is tree-based genetic programming with typed trees (Koza 1992; Montana 1995), as a baseline for models.
 */
public final class RuleMutations implements Optimizer {

    /** Expressions of a rule beyond which it does not grow. */
    public static final int LARGEST = 30;

    private static final int TRIES = 200;
    private static final int DEPTH = 2;

    private final Map<String, Signature> signatures;
    private final RuleUnits units;

    /**
     * For these components, of pure numbers.
     *
     * @param signatures of the code, by the names of components
     */
    public RuleMutations(Map<String, Signature> signatures) {
        this(signatures, Map.of());
    }

    /**
     * For these components.
     *
     * @param units of parameters and, by the names of components, of results: what is of different units is not newly
     *     added or compared; what is not named is a pure number
     */
    public RuleMutations(Map<String, Signature> signatures, Map<String, String> units) {
        this.signatures = Map.copyOf(signatures);
        this.units = new RuleUnits(units);
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
            RuleSites.Site site = percent < 25
                    ? one(sites, it -> parts(it.expression()).size() > 1)
                    : percent < 40
                            ? one(sites, it -> it.expression() instanceof Expression.Constant(Value.Num number))
                            : percent < 95
                                    ? any(sites.all())
                                    : one(sites, it -> it.path().isEmpty());
            Expression before = site.expression();
            var growth = new RuleGrowth(site.known(), random);
            Expression after;
            if (percent < 25) {
                List<Expression> parts = parts(before);
                after = parts.size() == 1 ? before : any(parts.subList(1, parts.size()));
            } else if (percent < 40) {
                after = before instanceof Expression.Constant(Value.Num(double value))
                        ? new Expression.Constant(new Value.Num(growth.near(value)))
                        : before;
            } else if (percent < 60) {
                after = growth.around(before, DEPTH - 1);
            } else if (percent < 75) {
                after = growth.of(before.type(), DEPTH);
            } else if (percent < 85) {
                after = growth.swapped(before);
            } else if (percent < 95) {
                after = other(site);
            } else {
                Expression instead = growth.of(before.type(), DEPTH - 1);
                after = new Expression.If(growth.of(Type.TRUTH, DEPTH), instead, before);
            }
            if (after.equals(before)) {
                return rule;
            }
            Rule edited = RuleSimplification.of(sites.with(site, after));
            if (edited.size() > largest || odd(edited) > odd(rule)) {
                return rule;
            }
            words.add("%s instead of %s".formatted(after, before));
            return edited;
        }

        private long odd(Rule rule) {
            return RuleStyle.odd(rule) + units.mixed(rule);
        }

        /** Where such an expression stands; anywhere when there is none. */
        private RuleSites.Site one(RuleSites sites, Predicate<RuleSites.Site> wanted) {
            List<RuleSites.Site> fitting = sites.all().stream().filter(wanted).toList();
            return any(fitting.isEmpty() ? sites.all() : fitting);
        }

        private <T> T any(List<T> all) {
            return all.get(random.nextInt(all.size()));
        }

        /** Itself and its parts of the same type, however deep. */
        private static List<Expression> parts(Expression whole) {
            List<Expression> fitting = new ArrayList<>();
            collect(whole, whole.type(), fitting);
            return fitting;
        }

        private static void collect(Expression root, Type type, List<Expression> fitting) {
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
