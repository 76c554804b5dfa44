package io.agon.improve.code;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A small language of expressions for code that is tried by the thousand. Total: without loops and functions of its
 * own, of bounded size, with static types and counted work, so that each program ends; it can reach nothing but its
 * arguments; and what it gives is a function of them. docs/reference/rule-language.md says what it is.
 */
public final class RuleLanguage implements Language {

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public RuleProgram compile(Signature signature, String body) throws CodeException {
        RuleParser.Parsed parsed = RuleParser.parse(signature, body);
        return new RuleProgram(parsed.rule(), parsed.places());
    }

    /** A rule made ready, without its source. */
    public RuleProgram program(Rule rule) {
        return new RuleProgram(
                rule, IntStream.rangeClosed(2, rule.lines().size() + 2).boxed().toList());
    }

    @Override
    public String manual(Signature signature) {
        return """
            Write %1$s in the rule language, which has only what is said here.
            The first line is always: %1$s
            It is given %2$s. It must give a %3$s.
            Then come lines 'name = expression', in order, each name once. The last line is an expression alone: the result.
            Types: number, text, truth, list (of numbers).
            Values: 1.5  "text"  true  false  [1, 2, 3]
            Operators, from the strongest: ^   - (sign)   * / %%   + - (+ also joins texts)   == != < <= > >=   not   and   or
            Conditions: if a then b else c. There are no loops, no return, no functions of your own, no indexing: item(list, n).
            Division by 0 and the like is an error that fails the call: guard it with if. Comments begin with #. At most %4$,d expressions.
            Functions:
            %5$s

            Example:
            order_up_to(stock, demand)
            # mean and spread of the last 8 periods
            recent = last(demand, 8)
            level = 2 * mean(recent) + 1.5 * sd(recent)
            if level > stock then ceil(level - stock) else 0

            Example:
            extract(reply)
            marked = trim(after_last(reply, "Answer:"))
            if last_option(marked) != "" then last_option(marked) else default(marked, line(reply, -1))
            """.formatted(
                signature.header(),
                signature.parameters().entrySet().stream()
                        .map(it -> "%s: %s".formatted(it.getKey(), it.getValue().word()))
                        .collect(Collectors.joining(", ")),
                signature.result().word(),
                Rule.SIZE,
                functions());
    }

    private static String functions() {
        List<Builtin> all = Builtin.all();
        return all.stream()
                .map(it -> "%s: %s".formatted(it, it.documentation()))
                .collect(Collectors.joining("\n"));
    }
}
