package io.agon.improve.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.agon.decide.Description;
import io.agon.decide.inventory.Inventory;
import io.agon.decide.inventory.InventoryProvider;
import io.agon.decide.inventory.Stretch;
import io.agon.improve.Artifact;
import io.agon.improve.Items;
import io.agon.improve.Moment;
import io.agon.improve.Run;
import io.agon.improve.Supply;
import io.agon.improve.Task.Rival;
import io.agon.improve.code.JavaLanguage;
import io.agon.improve.code.Language;
import io.agon.improve.code.Languages;
import io.agon.improve.code.RuleLanguage;
import io.agon.improve.trace.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The score against plays that can be reckoned by hand, and the language against the rule of the textbook. */
class StockTaskTest {

    /** InventoryBench's rule, written as a candidate would be. */
    static final String BASE_STOCK = StockTask.SIGNATURE.header() + """

        periods = lead_time + 1
        level = periods * mean(demand) + z(profit / (profit + holding)) * sqrt(periods) * sd(demand)
        min(level - position, mean(demand) + z(0.95) * sd(demand))
        """;

    private static final long SEED = 1;

    static Inventory shipped() {
        return new InventoryProvider().environment(Description.of("inventory"), Path.of(""));
    }

    /** One product for each part, all with this demand and profit 4, and before the start a demand of its own. */
    private static Inventory products(int lead, double... demand) {
        var leadTimes = new int[demand.length];
        Arrays.fill(leadTimes, lead);
        return new Inventory(
                Description.of("inventory"),
                LongStream.range(0, 4)
                        .mapToObj(it -> new Stretch(
                                "shop/" + lead + "/" + it,
                                4,
                                1,
                                lead == Stretch.NEVER ? 0 : lead,
                                "",
                                List.of(10.0, it + 0.0),
                                demand,
                                leadTimes))
                        .toList());
    }

    private static StockTask task(Inventory inventory, StockTask.Steps steps) {
        return new StockTask(inventory, new RuleLanguage(), SEED, steps);
    }

    private static Run run(StockTask task, String lines) throws Exception {
        return task.run(StockTask.artifact(StockTask.SIGNATURE.header() + "\n" + lines), 0, Drawing.of(0));
    }

    private static Run run(Inventory inventory, String lines) throws Exception {
        return run(task(inventory, StockTask.Steps.RUN), lines);
    }

    private static double score(Inventory inventory, String lines) throws Exception {
        Run run = run(inventory, lines);
        assertThat(run.error()).isEmpty();
        return run.score();
    }

    @Test
    void scores_ofPlaysReckonedByHand_areSharesOfPerfectForesight() throws Exception {
        Inventory atOnce = products(0, 10, 10, 10);
        assertThat(score(atOnce, "10")).isEqualTo(1);
        // 120 for 30 sold, less 2 + 4 + 6 for what is left.
        assertThat(score(atOnce, "12")).isEqualTo(108.0 / 120);
        assertThat(score(atOnce, "5")).isEqualTo(60.0 / 120);
        // 2, 4 and 6 are left when each order brings it up to that.
        assertThat(score(atOnce, "10 + 2 * period - stock")).isEqualTo(108.0 / 120);
        assertThat(score(atOnce, "if length(ordered) == 0 then 30 else 0")).isEqualTo(90.0 / 120);
        // Nothing can be sold in the first two of three periods.
        assertThat(score(products(2, 10, 10, 10), "10")).isEqualTo(40.0 / 120);
        assertThat(score(products(Stretch.NEVER, 10, 10, 10), "10")).isEqualTo(0);
        assertThat(score(products(0, 0, 0), "0")).isEqualTo(1);
        assertThat(score(products(0, 0, 0), "1")).isEqualTo(0);
    }

    @Test
    void orders_areRoundedUp_andBelowZeroAreNone_andALossCountsAsZero() throws Exception {
        Inventory atOnce = products(0, 10, 10, 10);
        assertThat(score(atOnce, "9.01")).isEqualTo(1);
        assertThat(score(atOnce, "if stock == 0 then 9.5 else -1000")).isEqualTo(1);
        assertThat(score(atOnce, "0 - 3")).isEqualTo(0);
        assertThat(score(atOnce, "10000")).isEqualTo(0);
    }

    @Test
    void aRule_isToldWhatLiesOnTheShelf_andNothingOfTheFuture() throws Exception {
        Inventory late = products(1, 7, 20, 3, 9);
        // Each guess at what is known is worth an order of 1; one that is wrong would order nothing.
        for (String truth : List.of(
                "period == 1 or last(demand) == item([7, 20, 3], period - 1)",
                "length(demand) == period + 1",
                "length(ordered) == period - 1 and length(arrived) == period - 1",
                "profit == 4 and holding == 1 and lead_time == 1",
                "stock == 0",
                "position == min(period - 1, 1)",
                "sum(arrived) == max(period - 2, 0)")) {
            // 3 units arrive in time, and each of them is sold.
            assertThat(score(late, "if %s then 1 else 0".formatted(truth)))
                    .as(truth)
                    .isEqualTo(3.0 / 39);
        }
    }

    @Test
    void codeThatFails_endsTheRunWithZero_andSaysWhereAndWhy() throws Exception {
        Inventory atOnce = products(0, 10, 10, 10);
        Run divided = run(atOnce, "if period == 2 then 1 / stock else 10");
        assertThat(divided.score()).isZero();
        assertThat(divided.error().orElseThrow()).contains("period 2", "division by zero");
        assertThat(run(atOnce, "2000000000").error().orElseThrow()).contains("must lie between 0 and 1,000,000,000");
        assertThat(run(atOnce, "nothing known").error().orElseThrow()).contains("Line 2");
        Run late = run(task(atOnce, StockTask.Steps.PERIODS), "if period == 3 then 1 / stock else 10");
        assertThat(late.score()).isZero();
        assertThat(late.moments()).hasSize(3);
        assertThat(late.moments().getLast().output()).isInstanceOf(Node.Failure.class);
    }

    @Test
    void notes_tellTheFiguresThatSayWhatToChange() throws Exception {
        Run run = run(products(0, 10, 30, 0), "15");
        // Left are 5, 0 and 15; lost are 10 of 30 in the second period.
        assertThat(run.moments().getFirst().note())
                .contains("profit 4 a unit sold", "promised lead time 0")
                .contains("10 of 40 units wanted were lost, in 1 of 3 periods, a profit of 40")
                .contains("6.7 units were left at the end of a period in the mean, which cost 20 in all")
                .contains("reward 100 of 160 with perfect foresight")
                .contains("period 2: 5 at hand and 0 on order before it, ordered 15, 15 arrived, 30 wanted, 20 sold, 0"
                        + " left");
        assertThat(run.score()).isEqualTo(100.0 / 160);
    }

    @Test
    void periods_areMomentsWhoseRewardsAddUpToTheScore_chainedThroughTheShelf() throws Exception {
        StockTask stepwise = task(products(1, 10, 30, 0), StockTask.Steps.PERIODS);
        Run run = run(stepwise, "15");
        assertThat(run.moments()).hasSize(3);
        assertThat(run.moments().stream().mapToDouble(Moment::reward).sum()).isCloseTo(run.score(), within(1e-12));
        // Nothing has arrived at first: nothing is earned.
        assertThat(run.moments().get(0).reward()).isZero();
        assertThat(run.moments().get(1).reward()).isEqualTo(60.0 / 160);
        assertThat(run.moments().get(2).reward()).isEqualTo(-15.0 / 160);
        assertThat(run.moments().get(1).note()).isEqualTo("15 units wanted were lost, a profit of 60.");
        assertThat(run.moments().get(2).note()).isEqualTo("15 units were left, which cost 15.");
        Set<String> names = ancestry(run.moments().getLast().output());
        assertThat(names).contains("order", "item 0/order", "item 0/order3", "item 0/sell", "item 0/sell2");
        assertThat(run(task(products(1, 10, 30, 0), StockTask.Steps.RUN), "15").score())
                .isEqualTo(run.score());
    }

    private static Set<String> ancestry(Node<?> node) {
        var names = new HashSet<String>();
        node.parents().forEach(it -> {
            names.add(it.id());
            names.addAll(ancestry(it));
        });
        return names;
    }

    @Test
    void baseStock_inTheRuleLanguage_ordersWhatTheJavaRuleDoes_inAllPeriodsOfAllInstances() throws Exception {
        StockTask task = task(shipped(), StockTask.Steps.PERIODS);
        Rival java = Objects.requireNonNull(task.rivals().get("base-stock"));
        int periods = 0;
        for (long item = 0; item < 987; item++) {
            List<?> written = values(task.run(StockTask.artifact(BASE_STOCK), item, Drawing.of(0)));
            assertThat(written).as("instance %d", item).isEqualTo(values(java.run(item, Drawing.of(0))));
            periods += written.size();
        }
        assertThat(periods).isEqualTo(48_009);
    }

    @Test
    void aRuleInJava_scoresAsTheSameRuleInTheRuleLanguage() throws Exception {
        Language language;
        try {
            language = Languages.named("java");
        } catch (IllegalStateException e) {
            language = assumed(e);
        }
        try (var sandboxed = (JavaLanguage) language) {
            var java = new StockTask(shipped(), sandboxed, SEED);
            StockTask rule = task(shipped(), StockTask.Steps.RUN);
            String header = java.start().body(StockTask.ORDER).lines().toList().getFirst();
            Artifact inJava = StockTask.artifact(header + """

                    double mean = Arrays.stream(demand).average().orElse(0);
                    return (lead_time + 1) * mean - position + profit / holding;
                }
                """);
            Artifact inRules = StockTask.artifact(
                    StockTask.SIGNATURE.header() + "\n(lead_time + 1) * mean(demand) - position + profit / holding\n");
            assertThat(java.refusal(inJava.component(StockTask.ORDER), inJava.body(StockTask.ORDER)))
                    .isEmpty();
            for (long item = 0; item < 12; item++) {
                assertThat(java.run(inJava, item, Drawing.of(0)).score())
                        .isEqualTo(rule.run(inRules, item, Drawing.of(0)).score());
                assertThat(java.run(java.start(), item, Drawing.of(0)).score())
                        .isEqualTo(rule.run(rule.start(), item, Drawing.of(0)).score());
            }
            Run failed = java.run(StockTask.artifact(header + "return 1 / 0;\n}\n"), 0, Drawing.of(0));
            assertThat(failed.error().orElseThrow()).contains("period 1", "/ by zero");
        }
    }

    @Test
    void aRuleInJava_remembersNothingOfEarlierRuns() throws Exception {
        Language language;
        try {
            language = Languages.named("java");
        } catch (IllegalStateException e) {
            language = assumed(e);
        }
        try (var sandboxed = (JavaLanguage) language) {
            var task = new StockTask(shipped(), sandboxed, SEED);
            String header = task.start().body(StockTask.ORDER).lines().toList().getFirst();
            Artifact counting = StockTask.artifact("static int calls;\n" + header + "\nreturn calls++;\n}\n");
            var first = new ArrayList<Double>();
            for (long item = 0; item < 4; item++) {
                first.add(task.run(counting, item, Drawing.of(0)).score());
            }
            for (long item = 3; item >= 0; item--) {
                assertThat(task.run(counting, item, Drawing.of(0)).score()).isEqualTo(first.get((int) item));
            }
            // It does count within a run.
            Artifact constant = StockTask.artifact(header + "\nreturn 0;\n}\n");
            assertThat(first.getFirst())
                    .isNotEqualTo(task.run(constant, 0, Drawing.of(0)).score());
        }
    }

    private static Language assumed(IllegalStateException why) {
        assumeTrue(false, "Java of candidates cannot run here: " + why.getMessage());
        throw why;
    }

    private static List<?> values(Run run) {
        return run.moments().stream().map(it -> it.output().value()).toList();
    }

    @Test
    void refusals_sayWhatDoesNotCompile() {
        StockTask task = task(products(0, 10), StockTask.Steps.RUN);
        var order = task.start().component(StockTask.ORDER);
        assertThat(task.refusal(order, BASE_STOCK)).isEmpty();
        assertThat(task.refusal(order, task.start().body("order"))).isEmpty();
        assertThat(task.refusal(order, "order(stock)\nstock\n").orElseThrow()).contains("must begin with the line");
        assertThat(task.refusal(order, StockTask.SIGNATURE.header() + "\ntomorrow\n"))
                .isPresent();
    }

    private static List<List<Long>> parts(Items items) {
        return Stream.of(items.training(), items.validation(), items.acceptance(), items.fresh())
                .map(it -> ((Supply.Finite) it).items())
                .toList();
    }

    @Test
    void parts_shareNoSeriesOfDemand_coverAll_andHaveTheirSizes() {
        Inventory all = shipped();
        for (long seed = 0; seed < 5; seed++) {
            List<List<Long>> parts = parts(new StockTask(all, new RuleLanguage(), seed).items());
            assertThat(parts.stream().flatMap(List::stream).sorted())
                    .containsExactlyElementsOf(LongStream.range(0, 987).boxed().toList());
            var seen = new HashSet<List<Double>>();
            double[] shares = {0.15, 0.15, 0.35, 0.35};
            for (int i = 0; i < shares.length; i++) {
                var own = new HashSet<List<Double>>();
                for (long item : Objects.requireNonNull(parts.get(i))) {
                    own.add(all.stretch(item).history());
                    own.add(Arrays.stream(all.stretch(item).demand()).boxed().toList());
                }
                int before = seen.size();
                seen.addAll(own);
                assertThat(seen).as("shared demand of seed %d", seed).hasSize(before + own.size());
                assertThat(parts.get(i).size() / 987.0).isCloseTo(shares[i], within(0.02));
                assertThat(share(all, parts.get(i))).isCloseTo(540 / 987.0, within(0.06));
            }
        }
        assertThat(parts(new StockTask(all, new RuleLanguage(), 1).items()))
                .isEqualTo(parts(new StockTask(all, new RuleLanguage(), 1).items()))
                .isNotEqualTo(parts(new StockTask(all, new RuleLanguage(), 2).items()));
    }

    private static double share(Inventory all, List<Long> items) {
        return items.stream()
                        .filter(it -> all.stretch(it).family().equals("synthetic"))
                        .count()
                / (double) items.size();
    }

    @Test
    void anInventory_ofTooFewSeries_isRefused() {
        Stretch one = products(0, 10).stretch(0);
        var copies = new ArrayList<Stretch>();
        for (int i = 0; i < 100; i++) {
            copies.add(new Stretch("shop/0/" + i, 1, 1, 0, "", one.history(), one.demand(), one.leadTimes()));
        }
        assertThatThrownBy(() -> task(new Inventory(Description.of("inventory"), copies), StockTask.Steps.RUN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 1 series of demand");
    }
}
