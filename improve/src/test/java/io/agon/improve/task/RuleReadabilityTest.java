package io.agon.improve.task;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.code.CodeException;
import io.agon.improve.code.Rule;
import io.agon.improve.code.RuleLanguage;
import io.agon.improve.code.Value;
import io.agon.improve.code.Value.Type;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What random edits leave out, and what they write more shortly. */
class RuleReadabilityTest {

    private static Rule rule(String lines) throws CodeException {
        return new RuleLanguage()
                .compile(StockTask.SIGNATURE, StockTask.SIGNATURE.header() + "\n" + lines.replace("; ", "\n") + "\n")
                .rule();
    }

    private static String lines(Rule rule) {
        String text = rule.toString().strip();
        return text.substring(text.indexOf('\n') + 1).replace("\n", "; ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2 + 3 | 5
        1 / 3 * stock | 0.333 * stock
        stock + 0 * profit | stock
        1 * stock / 1 | stock
        stock + 2 - 5 | stock - 3
        3 + stock | stock + 3
        2 * stock * 3 | 6 * stock
        stock - -2 | stock + 2
        -(-stock) | stock
        max(stock, max(stock, profit)) | max(stock, profit)
        if 1 < 2 then stock else profit | stock
        if stock > 1 then profit else profit | profit
        if not (stock > 1) then 1 else 2 | if stock > 1 then 2 else 1
        if stock > 1 and true then 1 else 2 | if stock > 1 then 1 else 2
        a = mean(demand); b = a; unused = sd(demand); b + b | a = mean(demand); a + a
        unused = sd(demand); worse = unused; stock | stock
        sqrt(-1) + stock | sqrt(-1) + stock
        z(0.95) * sd(demand) | z(0.95) * sd(demand)
        """)
    void rules_areWrittenMoreShortly(String before, String after) throws Exception {
        assertThat(lines(RuleSimplification.of(rule(before)))).isEqualTo(after);
    }

    @Test
    void whatIsShorter_meansTheSame_butForTheDigitsOfConstants() throws Exception {
        Map<String, Value> arguments = Map.of(
                "stock", new Value.Num(13),
                "position", new Value.Num(17),
                "demand", new Value.Numbers(List.of(5.0, 8.0, 2.0)),
                "ordered", new Value.Numbers(List.of(4.0)),
                "arrived", new Value.Numbers(List.of(0.0)),
                "profit", new Value.Num(4),
                "holding", new Value.Num(1),
                "lead_time", new Value.Num(2),
                "period", new Value.Num(3));
        var seeds = Randomness.of(1, "simplification");
        int shorter = 0;
        int same = 0;
        int all = 0;
        for (int i = 0; i < 2_000; i++) {
            var growth = new RuleGrowth(StockTask.SIGNATURE.parameters(), seeds.stream(i));
            Rule whole = new Rule(StockTask.SIGNATURE, List.of(), growth.of(Type.NUMBER, 5));
            Rule simple = RuleSimplification.of(whole);
            assertThat(simple.size()).isLessThanOrEqualTo(whole.size());
            shorter += simple.size() < whole.size() ? 1 : 0;
            double value;
            try {
                value = number(whole, arguments);
            } catch (CodeException e) {
                continue;
            }
            double other = number(simple, arguments);
            same += Math.abs(value - other) <= 0.02 * Math.max(1, Math.abs(value)) ? 1 : 0;
            all++;
        }
        assertThatRate(Counts.of(same).outOf(all)).isAtLeast(0.97);
        assertThat(shorter).isGreaterThan(30);
    }

    private static double number(Rule rule, Map<String, Value> arguments) throws CodeException {
        return ((Value.Num) new RuleLanguage().program(rule).call(arguments)).value();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        stock % 3 | 1
        stock ^ 2 + exp(stock) | 2
        if stock == 3 then 1 else 2 | 1
        mean(last(demand, 1.6)) | 1
        mean(last(demand, 4)) + item(demand, -2) | 0
        mean(last(demand, lead_time + 1)) | 0
        mean(last(last(demand, 3), period)) | 1
        quantile(demand, 1.5) + z(profit / (profit + holding)) | 1
        clamp(41, 7, stock) | 1
        stock - stock | 1
        sqrt(sqrt(stock)) | 1
        1 + (if stock > 1 then 2 else 3) | 1
        if stock > 1 then (if stock > 5 then 2 else 3) else 4 | 0
        """)
    void whatPeopleDoNotWrite_isCounted(String lines, int odd) throws Exception {
        assertThat(RuleStyle.odd(rule(lines))).isEqualTo(odd);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        mean(demand) - stock + 1 | 0
        stock + profit | 1
        holding | 1
        stock * profit / holding | 0
        sqrt(stock * max(demand)) | 0
        if stock > lead_time then sum(demand) else 0 | 1
        smooth(demand, holding) | 1
        smooth(demand, holding / profit) | 0
        mean(last(demand, stock)) | 1
        length(demand) * stock | 0
        rate = profit / stock; rate * stock | 1
        """)
    void units_areNotMixed(String lines, int mixed) throws Exception {
        assertThat(new RuleUnits(StockTask.UNITS).mixed(rule(lines))).isEqualTo(mixed);
    }

    @Test
    void baseStock_isOneThatPeopleWrite_andSimpleAsItIs() throws Exception {
        Rule rule = new RuleLanguage()
                .compile(StockTask.SIGNATURE, StockTaskTest.BASE_STOCK)
                .rule();
        assertThat(RuleStyle.odd(rule)).isZero();
        assertThat(new RuleUnits(StockTask.UNITS).mixed(rule)).isZero();
        assertThat(RuleSimplification.of(rule)).isEqualTo(rule);
    }
}
