package io.agon.improve.task;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Problem;
import io.agon.improve.Problem.Scored;
import io.agon.improve.Proposal;
import io.agon.improve.code.Rule;
import io.agon.improve.code.RuleLanguage;
import io.agon.improve.code.Signature;
import io.agon.improve.code.Value;
import io.agon.improve.trace.Summary;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Every proposal compiles and is new; what is one edit away is found at the rate that the documentation says. */
class RuleMutationsTest {

    private static final RuleMutations ORDERS = new RuleMutations(Map.of("order", StockTask.SIGNATURE));
    private static final Signature EXTRACT = new Signature("extract", reply(), Value.Type.TEXT);

    private static SequencedMap<String, Value.Type> reply() {
        var reply = new LinkedHashMap<String, Value.Type>();
        reply.put("reply", Value.Type.TEXT);
        return reply;
    }

    private static Artifact order(String lines) {
        return StockTask.artifact(StockTask.SIGNATURE.header() + "\n" + lines + "\n");
    }

    private static Component code(String name, String body) {
        return new Component(name, Component.Kind.CODE, "", "", "", body);
    }

    private static Problem problem(Artifact artifact, List<String> editable, List<Artifact> history) {
        var nothing = new Summary(List.of(), new LinkedHashMap<>(), List.of(), List.of(), List.of(), List.of(), "");
        return new Problem(
                1,
                "",
                artifact,
                editable,
                nothing,
                List.of(),
                List.of(),
                history.stream().map(it -> new Scored(it, 0.5)).toList());
    }

    private static Proposal propose(Artifact artifact, List<Artifact> history, Turn turn) {
        return ORDERS.propose(problem(artifact, List.of("order"), history), turn);
    }

    /** Each the child of the one before. */
    private static List<Artifact> chain(Artifact start, int length, long seed) {
        var chain = new ArrayList<>(List.of(start));
        Turn turn = Drawing.of(seed);
        while (chain.size() < length) {
            Proposal it = propose(chain.getLast(), List.copyOf(chain), turn);
            assertThat(it.nothing()).isEmpty();
            assertThat(it.reasoning()).isNotBlank();
            chain.add(chain.getLast().with(it.bodies()));
        }
        return chain;
    }

    @Test
    void proposals_compile_keepTheSignature_areNew_andStaySmall() throws Exception {
        var language = new RuleLanguage();
        for (long seed = 0; seed < 4; seed++) {
            List<Artifact> chain =
                    chain(order("recent = last(demand, 5)\nmax(0, 2 * mean(recent) - stock)"), 100, seed);
            var seen = new HashSet<String>();
            for (Artifact it : chain) {
                assertThat(it.body("order")).startsWith(StockTask.SIGNATURE.header() + "\n");
                assertThat(seen.add(it.body("order"))).isTrue();
                assertThat(language.compile(StockTask.SIGNATURE, it.body("order"))
                                .rule()
                                .size())
                        .isLessThanOrEqualTo(RuleMutations.LARGEST);
            }
        }
    }

    @Test
    void aLargeRule_isEdited_butGrowsNoMore() throws Exception {
        String large = "mean(demand)" + " + stock * 2".repeat(40);
        int size = new RuleLanguage()
                .compile(StockTask.SIGNATURE, order(large).body("order"))
                .rule()
                .size();
        for (Artifact it : chain(order(large), 60, 3)) {
            assertThat(new RuleLanguage()
                            .compile(StockTask.SIGNATURE, it.body("order"))
                            .rule()
                            .size())
                    .isLessThanOrEqualTo(size);
        }
    }

    @Test
    void theSameSeed_givesTheSameProposals_andAnotherOneOthers() {
        List<Artifact> chain = chain(order("mean(demand)"), 50, 1);
        assertThat(chain(order("mean(demand)"), 50, 1)).isEqualTo(chain);
        assertThat(chain(order("mean(demand)"), 50, 2)).isNotEqualTo(chain);
    }

    private static Counts share(Artifact start, List<Artifact> history, Predicate<String> wanted) {
        int hits = 0;
        int proposals = 4_000;
        var seeds = Randomness.of(1, "share");
        for (int i = 0; i < proposals; i++) {
            String body = Objects.requireNonNull(propose(start, history, new Drawing(seeds.stream(i)))
                    .bodies()
                    .get("order"));
            hits += wanted.test(body.lines().toList().getLast()) ? 1 : 0;
        }
        return Counts.of(hits).outOf(proposals);
    }

    @Test
    void whatIsOneEditAway_isFoundInStatedShares() {
        // A number: 15 % of edits, the first of which is the last one half of the time.
        assertThatRate(share(order("7"), List.of(), it -> it.matches("-?[0-9.]+")))
                .isAtLeast(0.1);
        assertThatRate(share(order("7"), List.of(), it -> it.matches("-?[0-9.]+")))
                .isAtMost(0.4);
        assertThatRate(share(order("mean(demand)"), List.of(), "mean(demand) - stock"::equals))
                .isAtLeast(0.0005);
        assertThatRate(share(order("mean(demand)"), List.of(), it -> it.contains("if ")))
                .isAtLeast(0.03);
    }

    @Test
    void parts_takeThePlaceOfWhatIsAround_inStatedShares() {
        // A quarter of edits, at two sites of which one gives this.
        assertThatRate(share(order("max(mean(demand), stock) + 1"), List.of(), "mean(demand) + 1"::equals))
                .isAtLeast(0.01);
        assertThatRate(share(order("if stock > 3 then 0 else mean(demand)"), List.of(), "mean(demand)"::equals))
                .isAtLeast(0.02);
    }

    @Test
    void whatPeopleDoNotWrite_isNotProposed_butStaysWhereItWas() throws Exception {
        var sensible = new RuleMutations(Map.of("order", StockTask.SIGNATURE), StockTask.UNITS);
        var units = new RuleUnits(StockTask.UNITS);
        Turn turn = Drawing.of(1);
        Artifact artifact = order("mean(demand)");
        for (int i = 0; i < 300; i++) {
            artifact = artifact.with(sensible.propose(problem(artifact, List.of("order"), List.of()), turn)
                    .bodies());
            Rule rule = new RuleLanguage()
                    .compile(StockTask.SIGNATURE, artifact.body("order"))
                    .rule();
            assertThat(RuleStyle.odd(rule) + units.mixed(rule))
                    .as(artifact.body("order"))
                    .isZero();
        }
        assertThatRate(share(order("stock % 7"), List.of(), it -> it.contains("% 7")))
                .isAtLeast(0.05);
    }

    @Test
    void expressionsOfOtherCandidates_areTakenOver() {
        List<Artifact> other = List.of(order("max(1234.5, position)"));
        assertThatRate(share(order("mean(demand)"), other, it -> it.contains("1234.5")))
                .isAtLeast(0.01);
        assertThat(share(order("mean(demand)"), List.of(), it -> it.contains("1234.5"))
                        .hits())
                .isZero();
    }

    @Test
    void codeOfTexts_isEditedToo_andOtherComponentsAreLeft() throws Exception {
        var artifact = new Artifact(List.of(
                code("extract", "extract(reply)\nafter(reply, \"Answer:\")\n"),
                new Component("prompt", Component.Kind.PROMPT, "", "", "", "Think.")));
        var texts = new RuleMutations(Map.of("extract", EXTRACT));
        Turn turn = Drawing.of(1);
        for (int i = 0; i < 200; i++) {
            Proposal it = texts.propose(problem(artifact, List.of("extract", "prompt"), List.of(artifact)), turn);
            assertThat(it.bodies()).containsOnlyKeys("extract");
            artifact = artifact.with(it.bodies());
            assertThat(new RuleLanguage()
                            .compile(EXTRACT, artifact.body("extract"))
                            .rule()
                            .signature())
                    .isEqualTo(EXTRACT);
        }
    }

    @Test
    void whatCannotBeEdited_isNoChange_andSaysWhy() {
        Artifact broken = order("mean(");
        assertThat(propose(broken, List.of(broken), Drawing.of(1)).nothing()).startsWith("order cannot be read: Line");
        var prompt = new Artifact(List.of(new Component("order", Component.Kind.PROMPT, "", "", "", "Think.")));
        assertThat(propose(prompt, List.of(), Drawing.of(1)).nothing()).contains("no component");
        Artifact fine = order("1");
        assertThat(propose(fine, List.of(broken), Drawing.of(1)).bodies()).containsOnlyKeys("order");
    }
}
