package io.agon.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.experiment.Expense;
import io.agon.experiment.FactorStanding;
import io.agon.experiment.Forecast;
import io.agon.experiment.RunResult;
import io.agon.experiment.RunResult.Claim;
import io.agon.experiment.RunResult.Ending;
import io.agon.experiment.Standing;
import io.agon.judge.Agreement;
import io.agon.judge.JudgeQuality;
import io.agon.judge.Share;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static RunResult result(
            Ending ending, Claim claim, @Nullable String best, List<String> cycle, String name) {
        return result(ending, claim, best, cycle, name, List.of());
    }

    private static RunResult result(
            Ending ending,
            Claim claim,
            @Nullable String best,
            List<String> cycle,
            String name,
            List<FactorStanding> factors) {
        return new RunResult(
                "r1",
                "d",
                ending,
                claim,
                best,
                cycle,
                cycle.contains("C"),
                List.of(
                        new Standing("A", true, -1, 1, 90, 1, 0.6),
                        new Standing(name, true, -1, 0.3, 90, 0, 0.5),
                        new Standing("C", false, 40, 0.04, 20, 1, Double.NaN)),
                factors,
                "auto",
                0.95,
                0.02,
                false,
                null,
                "agon",
                1,
                1,
                1,
                100,
                1,
                101,
                0,
                1.5,
                new Forecast(120L, "A", name, 90L),
                new RunResult.Reference(1000, true, false),
                List.of(),
                List.of(),
                List.of("a note"));
    }

    @Test
    void text_undecided_saysTheSetAndWhatNext() {
        String text = TextReport.of(result(Ending.COMPARISONS_SPENT, Claim.UNDECIDED, null, List.of(), "B"));
        assertThat(text)
                .contains("ANSWER SO FAR   the best is A or B   (95 %, valid whenever you look)")
                .contains("undecided       the budget of comparisons is spent")
                .contains("A vs B needs about 90 more comparisons if the gap is what it looks like")
                .contains("1 failures (missing, not losses)")
                .contains("since comparison 40")
                .contains("10.0 times as many")
                .contains("cannot tell")
                .endsWith("\n");
    }

    @Test
    void text_ofOtherClaims_saysThem() {
        assertThat(TextReport.of(result(Ending.DECIDED, Claim.WINNER, "A", List.of(), "B")))
                .startsWith("d\n\nANSWER          the best is A   (95 %");
        assertThat(TextReport.of(result(Ending.DECIDED, Claim.GOOD_ENOUGH, "A", List.of(), "B")))
                .contains("A is good enough: it loses to the best by less than 2 points   (95 %)");
        assertThat(TextReport.of(result(Ending.DECIDED, Claim.NO_WINNER, null, List.of("A", "B", "C"), "B")))
                .contains("A beats B, B beats C, C beats A: no overall best at 95 %");
        assertThat(TextReport.of(result(Ending.DECIDED, Claim.NO_WINNER, null, List.of("A", "B"), "B")))
                .contains("no policy beats all others: no overall best at 95 %; it looks as if A beats B, B beats A");
        assertThat(TextReport.of(result(Ending.FAILED, Claim.NONE, null, List.of(), "B")))
                .contains("no claim: too many comparisons failed");
    }

    @Test
    void text_manyLevels_namesSome() {
        var levels = new java.util.ArrayList<FactorStanding.Level>();
        for (int l = 0; l < 300; l++) {
            levels.add(new FactorStanding.Level("w" + l, l < 20, l < 20 ? 0.5 : l / 10_000.0));
        }
        List<FactorStanding> factors = List.of(
                new FactorStanding("wording", levels),
                new FactorStanding("task", List.of(new FactorStanding.Level("only", true, 1))));
        RunResult many = result(Ending.COMPARISONS_SPENT, Claim.UNDECIDED, null, List.of(), "B", factors);
        assertThat(TextReport.of(many))
                .contains("factors         wording w0, w1, w2, w3, w4, w5, w6, w7 or one of 12 more may be in the best"
                        + " policy\n")
                .contains("                wording w20 is not in the best policy: p = 0.002\n")
                .contains("                wording: 277 more are not, p at most 0.030\n")
                .doesNotContain("only");
    }

    @Test
    void text_hostileName_isHarmless() {
        String text = TextReport.of(
                result(Ending.COMPARISONS_SPENT, Claim.UNDECIDED, null, List.of(), "B\u001b[31m\r\nANSWER x\u202e"));
        assertThat(text).contains("B?[31m??ANSWER x?").doesNotContain("\u001b").doesNotContain("\r");
    }

    @Test
    void json_hasTheFieldsOfTheProduct() {
        JsonNode json = JsonMapper.builder()
                .build()
                .readTree(JsonReport.of(result(Ending.STOPPED, Claim.UNDECIDED, null, List.of(), "B")));
        assertThat(json.propertyNames())
                .startsWith("run", "status", "best", "candidates", "confidence", "comparisons", "missing", "cost");
        assertThat(json.get("status").asString()).isEqualTo("undecided");
        assertThat(json.get("best").isNull()).isTrue();
        assertThat(json.get("candidates").get(2).propertyNames()).startsWith("id", "rejected", "pValue", "comparisons");
        assertThat(json.get("candidates").get(2).get("rejected").asBoolean()).isTrue();
        assertThat(json.get("candidates").get(2).get("winRate").isNull()).isTrue();
    }

    @Test
    void cell_formula_isNeutralised() {
        assertThat(ArenaExport.cell("=1+1")).isEqualTo("'=1+1");
        assertThat(ArenaExport.cell("@x,\"y\"")).isEqualTo("\"'@x,\"\"y\"\"\"");
        assertThat(ArenaExport.cell("gpt-4")).isEqualTo("gpt-4");
    }

    private static RunResult withAccounts(Claim claim, List<JudgeQuality> judges, List<Expense> expenses) {
        RunResult it = result(Ending.COMPARISONS_SPENT, claim, claim == Claim.WINNER ? "A" : null, List.of(), "B");
        return new RunResult(
                it.run(),
                it.description(),
                it.ending(),
                it.claim(),
                it.best(),
                it.cycle(),
                it.separated(),
                it.standings(),
                it.factors(),
                it.space(),
                it.confidence(),
                it.margin(),
                it.strict(),
                it.gap(),
                it.rule(),
                it.seed(),
                it.concurrency(),
                it.lag(),
                it.comparisons(),
                it.missing(),
                it.dispatched(),
                it.cost(),
                it.seconds(),
                it.forecast(),
                it.roundRobin(),
                judges,
                expenses,
                it.notices());
    }

    @Test
    void text_ofJudges_saysWhatTheyAreWorth() {
        var labels = new Agreement(List.of(20L, 5L, 0L, 10L, 15L, 0L, 0L, 0L, 0L));
        var judge = new JudgeQuality(
                "gpt",
                new Share(7, 42),
                new Share(53, 100),
                new Share(61, 100),
                new Share(2, 144),
                labels,
                Agreement.NONE);
        assertThat(TextReport.of(withAccounts(Claim.UNDECIDED, List.of(judge), List.of())))
                .contains("""
                    judge           changed its mind in 17 % of 42 swapped pairs (8 to 31 %)
                                    chose the first place in 53 % of 100 decided looks (43 to 62 %)
                                    preferred the longer answer in 61 % of 100 (51 to 70 %)
                                    agrees with the labels on 70 % of 50 pairs (56 to 81 %), kappa 0.40 (0.15 to 0.65)
                                    2 failures in 144 looks (missing, not losses)
                    """);
        var other = new JudgeQuality(
                "h", Share.NONE, Share.NONE, Share.NONE, new Share(0, 9), Agreement.NONE, Agreement.NONE);
        assertThat(TextReport.of(withAccounts(Claim.UNDECIDED, List.of(other, judge), List.of())))
                .contains("judge           gpt: changed its mind")
                .contains("                     chose the first")
                .contains("                h: 9 looks");
    }

    @Test
    void text_ofCosts_namesACheaperPolicyThatMayBeTheBest() {
        List<Expense> expenses = List.of(
                new Expense("A", 90, 0, 9000, 9, 90, List.of()),
                new Expense("B", 90, 2, 900, 0.45, 90, List.of()),
                new Expense(null, 100, 0, 9000, 2, 100, List.of()));
        assertThat(TextReport.of(withAccounts(Claim.UNDECIDED, List.of(), expenses)))
                .contains("""
                    cost            A $9.00 ($0.100 a comparison), 90 calls
                                    the judge $2.00 ($0.020 a comparison), 100 calls
                                    B $0.450 ($0.005000 a comparison), 90 calls, 2 of them failed
                    cheaper         B may be the best too (95 %) and costs $0.005000 a comparison, 1/20 of A
                    """);
        assertThat(TextReport.of(withAccounts(Claim.WINNER, List.of(), expenses)))
                .doesNotContain("cheaper");
    }
}
