package io.agon.improve.code;

import io.agon.config.Suggestion;
import io.agon.improve.code.Value.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a rule and checks its types on the way, by recursive descent of bounded depth. */
final class RuleParser {

    /** Most brackets, conditions and signs within one another. */
    private static final int DEPTH = 100;

    private final Signature signature;
    private final List<Token> tokens;
    private final Map<String, Type> known;
    private int at;
    private int depth;

    /**
     * What was read.
     *
     * @param places line of the source at which each line of the rule begins, that of the result last
     */
    record Parsed(Rule rule, List<Integer> places) {}

    private RuleParser(Signature signature, List<Token> tokens) {
        this.signature = signature;
        this.tokens = tokens;
        this.known = new LinkedHashMap<>(signature.parameters());
    }

    static Parsed parse(Signature signature, String source) throws CodeException {
        return new RuleParser(signature, Token.all(source)).rule();
    }

    private Parsed rule() throws CodeException {
        header();
        var lines = new ArrayList<Rule.Line>();
        var places = new ArrayList<Integer>();
        while (true) {
            skipLines();
            Token first = peek();
            places.add(first.line());
            if (first.kind() == Token.Kind.END) {
                throw first.error("the result is missing; end with a line that is an expression alone, such as '%s'."
                        .formatted(lines.isEmpty() ? "0" : lines.getLast().name()));
            }
            if (first.kind() == Token.Kind.NAME && tokens.get(at + 1).is("=")) {
                lines.add(line());
            } else {
                Expression result = result();
                try {
                    return new Parsed(new Rule(signature, lines, result), places);
                } catch (IllegalArgumentException e) {
                    throw new CodeException(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void header() throws CodeException {
        skipLines();
        Token first = peek();
        var found = new StringBuilder();
        while (peek().kind() != Token.Kind.NEWLINE && peek().kind() != Token.Kind.END) {
            found.append(next().text());
        }
        if (!found.toString().equals(signature.header().replace(" ", ""))) {
            throw first.error(
                    "the code must begin with the line '%s', but it begins with '%s'; keep that line as it is."
                            .formatted(signature.header(), Token.shortened(found.toString())));
        }
    }

    private Rule.Line line() throws CodeException {
        Token name = next();
        next();
        if (Token.KEYWORDS.contains(name.text())) {
            throw name.error("%s is a word of the language; use another name.".formatted(name.found()));
        }
        if (known.containsKey(name.text())) {
            throw name.error(
                    "%s is already defined, and nothing changes its value; use a new name.".formatted(name.found()));
        }
        Expression value = expression();
        endOfLine();
        known.put(name.text(), value.type());
        return new Rule.Line(name.text(), value);
    }

    private Expression result() throws CodeException {
        Token first = peek();
        Expression result = expression();
        endOfLine();
        skipLines();
        if (peek().kind() != Token.Kind.END) {
            throw first.error("only the last line is an expression alone; write 'name = ...' here.");
        }
        if (result.type() != signature.result()) {
            throw first.error("%s must give a %s, but this gives a %s."
                    .formatted(
                            signature.name(),
                            signature.result().word(),
                            result.type().word()));
        }
        return result;
    }

    private void endOfLine() throws CodeException {
        Token token = peek();
        if (token.kind() != Token.Kind.NEWLINE) {
            String mend = switch (token.text()) {
                case "[" -> "item %d of a list is item(list, %d)".formatted(1, 1);
                case "=" -> "compare with ==; a line that defines is 'name = expression'";
                case ")", "]" -> "leave it out";
                default -> "write an operator before it, or begin a new line";
            };
            throw token.error("%s does not belong here; %s.".formatted(token.found(), mend));
        }
    }

    private Expression expression() throws CodeException {
        enter();
        Expression expression = either(Operator.OR);
        depth--;
        return expression;
    }

    private void enter() throws CodeException {
        if (++depth > DEPTH) {
            throw peek().error("more than %d expressions are within one another; give parts a name in earlier lines."
                    .formatted(DEPTH));
        }
    }

    /** {@code or}, {@code and}. */
    private Expression either(Operator operator) throws CodeException {
        Expression left = operator == Operator.OR ? either(Operator.AND) : negation();
        while (word(operator.sign())) {
            Token sign = next();
            left = binary(sign, operator, left, operator == Operator.OR ? either(Operator.AND) : negation());
        }
        return left;
    }

    private Expression negation() throws CodeException {
        skipLines();
        if (!peek().is("not")) {
            return comparison();
        }
        Token not = next();
        enter();
        Expression operand = negation();
        depth--;
        if (operand.type() != Type.TRUTH) {
            throw not.error("'not' needs a truth, but has a %s."
                    .formatted(operand.type().word()));
        }
        return new Expression.Not(operand);
    }

    private Expression comparison() throws CodeException {
        Expression left = arithmetic(Operator.ADD.precedence());
        Optional<Operator> operator = operator(Operator.LESS.precedence());
        if (operator.isEmpty()) {
            return left;
        }
        Expression both = binary(next(), operator.get(), left, arithmetic(Operator.ADD.precedence()));
        if (operator(Operator.LESS.precedence()).isPresent()) {
            throw peek().error("comparisons cannot be chained; write a < b and b < c.");
        }
        return both;
    }

    private Expression arithmetic(int precedence) throws CodeException {
        Expression left = operand(precedence);
        Optional<Operator> operator = operator(precedence);
        while (operator.isPresent()) {
            left = binary(next(), operator.get(), left, operand(precedence));
            operator = operator(precedence);
        }
        return left;
    }

    private Expression operand(int precedence) throws CodeException {
        return precedence == Operator.ADD.precedence() ? arithmetic(Operator.MULTIPLY.precedence()) : signed();
    }

    private Expression signed() throws CodeException {
        skipLines();
        if (!peek().is("-")) {
            return power();
        }
        Token minus = next();
        if (peek().kind() == Token.Kind.NUMBER && !tokens.get(at + 1).is("^")) {
            return new Expression.Constant(new Value.Num(-Double.parseDouble(next().text())));
        }
        enter();
        Expression operand = signed();
        depth--;
        if (operand.type() != Type.NUMBER) {
            throw minus.error(
                    "'-' needs a number, but has a %s.".formatted(operand.type().word()));
        }
        return new Expression.Minus(operand);
    }

    private Expression power() throws CodeException {
        Expression base = primary();
        if (!peek().is("^")) {
            return base;
        }
        Token sign = next();
        enter();
        Expression exponent = signed();
        depth--;
        return binary(sign, Operator.POWER, base, exponent);
    }

    private Expression primary() throws CodeException {
        skipLines();
        Token token = next();
        return switch (token.kind()) {
            case NUMBER -> new Expression.Constant(new Value.Num(Double.parseDouble(token.text())));
            case TEXT -> new Expression.Constant(new Value.Text(token.text()));
            case NAME -> named(token);
            case SIGN -> {
                if (token.is("(")) {
                    Expression inner = expression();
                    close(token, ")");
                    yield inner;
                }
                if (token.is("[")) {
                    yield list(token);
                }
                throw missing(token);
            }
            case NEWLINE, END -> throw missing(token);
        };
    }

    private static CodeException missing(Token token) {
        return token.error("a value is missing before %s.".formatted(token.found()));
    }

    private Expression named(Token token) throws CodeException {
        String name = token.text();
        if (name.equals("true") || name.equals("false")) {
            return new Expression.Constant(new Value.Truth(name.equals("true")));
        }
        if (name.equals("if")) {
            return condition(token);
        }
        if (Token.KEYWORDS.contains(name)) {
            throw missing(token);
        }
        if (peek().is("(")) {
            return call(token);
        }
        Type type = known.get(name);
        if (type != null) {
            return new Expression.Variable(name, type);
        }
        if (!Builtin.named(name).isEmpty()) {
            throw token.error("'%s' is a function; call it: %s."
                    .formatted(name, Builtin.named(name).getFirst()));
        }
        if (name.equals("return")) {
            throw token.error("there is no 'return'; the last line is the expression alone.");
        }
        throw token.error("%s is not known%s"
                .formatted(
                        token.found(),
                        Suggestion.of(
                                name,
                                Stream.concat(known.keySet().stream(), Stream.of("true", "false"))
                                        .toList())));
    }

    private Expression condition(Token token) throws CodeException {
        Expression condition = expression();
        if (peek().is("=")) {
            throw peek().error("'=' only defines; compare with ==.");
        }
        if (condition.type() != Type.TRUTH) {
            throw token.error("'if' needs a truth, but has a %s; compare it, as in 'if x > 0 then a else b'."
                    .formatted(condition.type().word()));
        }
        expect("then");
        Expression yes = expression();
        Token otherwise = expect("else");
        Expression no = expression();
        if (yes.type() != no.type()) {
            throw otherwise.error("'then' gives a %s and 'else' a %s; they must be the same."
                    .formatted(yes.type().word(), no.type().word()));
        }
        return new Expression.If(condition, yes, no);
    }

    private Token expect(String word) throws CodeException {
        if (!word(word)) {
            throw peek().error(
                            "'%s' is missing before %s; write 'if a then b else c'.".formatted(word, peek().found()));
        }
        return next();
    }

    private Expression call(Token name) throws CodeException {
        List<Expression> arguments = commas(next(), ")");
        List<Builtin> all = Builtin.named(name.text());
        if (all.isEmpty()) {
            throw name.error(
                    known.containsKey(name.text())
                            ? "%s is a value, not a function.".formatted(name.found())
                            : "the function %s is not known%s"
                                    .formatted(name.found(), Suggestion.of(name.text(), Builtin.names())));
        }
        return all.stream()
                .filter(it -> it.types()
                        .equals(arguments.stream().map(Expression::type).toList()))
                .findFirst()
                .map(it -> new Expression.Call(it, arguments))
                .orElseThrow(() -> name.error("there is no %s(%s); there is %s."
                        .formatted(
                                name.text(),
                                Expression.words(arguments),
                                String.join(
                                        " and ",
                                        all.stream().map(Builtin::toString).toList()))));
    }

    private Expression list(Token open) throws CodeException {
        List<Expression> items = commas(open, "]");
        if (items.stream().anyMatch(it -> it.type() != Type.NUMBER)) {
            throw open.error("a list is of numbers, but this is of (%s).".formatted(Expression.words(items)));
        }
        return new Expression.ListOf(items);
    }

    private List<Expression> commas(Token open, String end) throws CodeException {
        var all = new ArrayList<Expression>();
        if (peek().is(end)) {
            next();
            return all;
        }
        all.add(expression());
        while (peek().is(",")) {
            next();
            all.add(expression());
        }
        close(open, end);
        return all;
    }

    private void close(Token open, String end) throws CodeException {
        if (!peek().is(end)) {
            throw peek().error("'%s' is missing before %s; it closes the %s of line %d, column %d."
                    .formatted(end, peek().found(), open.found(), open.line(), open.column()));
        }
        next();
    }

    private static Expression binary(Token sign, Operator operator, Expression left, Expression right)
            throws CodeException {
        if (operator.result(left.type(), right.type()).isEmpty()) {
            List<Type> types = List.of(left.type(), right.type());
            String mend = types.contains(Type.NUMBERS)
                    ? "; make a number of the list first, such as mean(list) or last(list)"
                    : types.contains(Type.TEXT) && types.contains(Type.NUMBER)
                            ? "; use text(number) or number(text, otherwise)"
                            : "";
            throw sign.error("'%s' needs %s, but has a %s and a %s%s."
                    .formatted(
                            operator.sign(),
                            operator.operands(),
                            left.type().word(),
                            right.type().word(),
                            mend));
        }
        return new Expression.Binary(operator, left, right);
    }

    private Optional<Operator> operator(int precedence) {
        return Arrays.stream(Operator.values())
                .filter(it -> it.precedence() == precedence && peek().is(it.sign()))
                .findFirst();
    }

    /** Whether this word comes next, perhaps in a later line; then it does. */
    private boolean word(String word) {
        int from = at;
        skipLines();
        if (peek().is(word)) {
            return true;
        }
        at = from;
        return false;
    }

    private void skipLines() {
        while (peek().kind() == Token.Kind.NEWLINE) {
            at++;
        }
    }

    private Token peek() {
        return tokens.get(at);
    }

    /** The end is never passed. */
    private Token next() {
        Token token = tokens.get(at);
        at += token.kind() == Token.Kind.END ? 0 : 1;
        return token;
    }
}
