package io.agon.improve.task;

import io.agon.improve.code.Expression;
import io.agon.improve.code.Rule;
import io.agon.improve.code.Value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** The expressions of a rule and where they stand, so that one can be put in another's place. */
final class RuleSites {

    private final Rule rule;
    private final List<Site> all = new ArrayList<>();

    /**
     * Where an expression stands.
     *
     * @param line from 0; that of the result is the number of lines
     * @param path from the root of its line: which part of which part
     * @param known what may be used there, by name: parameters and earlier lines
     */
    record Site(int line, List<Integer> path, Expression expression, SequencedMap<String, Type> known) {}

    RuleSites(Rule rule) {
        this.rule = rule;
        SequencedMap<String, Type> known = new LinkedHashMap<>(rule.signature().parameters());
        for (int i = 0; i < rule.lines().size(); i++) {
            Rule.Line line = rule.lines().get(i);
            add(new Site(i, List.of(), line.value(), known));
            known = new LinkedHashMap<>(known);
            known.put(line.name(), line.value().type());
        }
        add(new Site(rule.lines().size(), List.of(), rule.result(), known));
    }

    private void add(Site site) {
        all.add(site);
        List<Expression> parts = site.expression().parts();
        for (int i = 0; i < parts.size(); i++) {
            var path = new ArrayList<>(site.path());
            path.add(i);
            add(new Site(site.line(), List.copyOf(path), parts.get(i), site.known()));
        }
    }

    /** Of all expressions, lines in order, each before its parts. */
    List<Site> all() {
        return all;
    }

    /** The rule with another expression of the same type there. */
    Rule with(Site site, Expression expression) {
        if (site.line() == rule.lines().size()) {
            return new Rule(rule.signature(), rule.lines(), replaced(rule.result(), site.path(), expression));
        }
        var lines = new ArrayList<>(rule.lines());
        Rule.Line line = lines.get(site.line());
        lines.set(site.line(), new Rule.Line(line.name(), replaced(line.value(), site.path(), expression)));
        return new Rule(rule.signature(), lines, rule.result());
    }

    private static Expression replaced(Expression root, List<Integer> path, Expression expression) {
        if (path.isEmpty()) {
            return expression;
        }
        var parts = new ArrayList<>(root.parts());
        int first = path.getFirst();
        parts.set(first, replaced(parts.get(first), path.subList(1, path.size()), expression));
        return with(root, parts);
    }

    /** The same with other parts. */
    static Expression with(Expression expression, List<Expression> parts) {
        return switch (expression) {
            case Expression.Constant it -> it;
            case Expression.Variable it -> it;
            case Expression.Minus it -> new Expression.Minus(parts.get(0));
            case Expression.Not it -> new Expression.Not(parts.get(0));
            case Expression.Binary it -> new Expression.Binary(it.operator(), parts.get(0), parts.get(1));
            case Expression.If it -> new Expression.If(parts.get(0), parts.get(1), parts.get(2));
            case Expression.Call it -> new Expression.Call(it.builtin(), parts);
            case Expression.ListOf it -> new Expression.ListOf(parts);
        };
    }
}
