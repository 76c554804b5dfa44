package io.agon.improve.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SearchRule.Priority.By;
import io.agon.improve.Pool;
import io.agon.improve.Pool.Member;
import io.agon.improve.Search.Expansion;
import io.agon.improve.Search.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SearchesTest {

    /** With these scores on validation items 100, 101 and so on. */
    private static Member validated(int number, double... scores) {
        var validation = new HashMap<Long, Double>();
        for (int i = 0; i < scores.length; i++) {
            validation.put(100L + i, scores[i]);
        }
        return new Member(
                candidate(number),
                Map.of(),
                validation,
                scores.length,
                DoubleStream.of(scores).sum());
    }

    /** With so many scores of a mean. */
    private static Member scored(int number, int count, double mean) {
        return new Member(candidate(number), Map.of(), Map.of(), count, count * mean);
    }

    private static Candidate candidate(int number) {
        return candidate(number, "text " + number);
    }

    private static Candidate candidate(int number, String text) {
        var body = new Component("body", Component.Kind.PROMPT, "", "", "", text);
        return new Candidate(number, OptionalInt.empty(), number, new Artifact(List.of(body)), "");
    }

    private static Plan plan(SearchRule rule, int step, int champion, Member... members) {
        long evaluations = List.of(members).stream().mapToLong(Member::count).sum();
        return Searches.of(rule).plan(new Pool(step, List.of(members), champion, evaluations), new SplittableRandom(1));
    }

    @Test
    void sequential_editsTheChampionOnce_andForgetsTheOthers() {
        Plan plan = plan(new SearchRule.Sequential(), 1, 2, scored(0, 9, 1), scored(2, 1, 0), scored(5, 3, 0.5));

        assertThat(plan).isEqualTo(new Plan(List.of(new Expansion(2, 1)), 0, false, List.of(0, 5)));
    }

    @Test
    void bestOfN_asksForSeveralEditsOfTheChampion() {
        Plan plan = plan(new SearchRule.BestOfN(4, 7), 1, 0, scored(0, 1, 0.1), scored(1, 1, 0.9));

        assertThat(plan).isEqualTo(new Plan(List.of(new Expansion(0, 4)), 7, false, List.of(1)));
    }

    @Test
    void beam_keepsTheBestOfTheGeneration() {
        Plan plan = plan(
                new SearchRule.Beam(2, 3, 2),
                4,
                0,
                validated(0, 0.5, 0.5),
                validated(1, 0.9, 0.0),
                validated(2, 0.2, 0.9),
                validated(3),
                validated(4, 0.6, 0.6));

        assertThat(plan.expansions()).containsExactly(new Expansion(4, 3), new Expansion(2, 3));
        assertThat(plan.forgotten()).containsExactly(0, 1, 3);
        assertThat(plan.validations()).isEqualTo(2);
    }

    /** All with one score, the newer the shorter. */
    private static Member[] alike() {
        return java.util.stream.IntStream.range(0, 4)
                .mapToObj(it -> new Member(candidate(it, "x".repeat(9 - it)), Map.of(), Map.of(100L, 0.5), 4 + it, 2))
                .toArray(Member[]::new);
    }

    @Test
    void ofEqualScores_theShorterGoesFirst_howeverOftenItWasScored() {
        assertThat(plan(new SearchRule.Beam(2, 1, 1), 1, 0, alike()).expansions())
                .containsExactly(new Expansion(3, 1), new Expansion(2, 1));
        assertThat(plan(new SearchRule.Priority(By.MEAN, 2, 1, 1), 1, 0, alike())
                        .expansions())
                .containsExactly(new Expansion(3, 1), new Expansion(2, 1));
        // Equal bounds: as many scores, and the same mean.
        Member one = new Member(candidate(0, "long"), Map.of(), Map.of(), 4, 2);
        Member other = new Member(candidate(1, "sho"), Map.of(), Map.of(), 4, 2);
        assertThat(plan(new SearchRule.Ucb(1, 9, 0), 1, 0, one, other).expansions())
                .containsExactly(new Expansion(1, 1));
    }

    @Test
    void ucb_prefersTheHighestBound_notTheHighestMean() {
        // N = 110: bounds 0.6 + sqrt(4.700/100) = 0.817 and 0.5 + sqrt(4.700/10) = 1.186.
        Plan plan = plan(new SearchRule.Ucb(1, 10, 5), 3, 0, scored(0, 100, 0.6), scored(1, 10, 0.5));
        assertThat(plan.expansions()).containsExactly(new Expansion(1, 1));
        assertThat(plan.forgotten()).isEmpty();

        Plan greedy = plan(new SearchRule.Ucb(0.1, 10, 5), 3, 0, scored(0, 100, 0.6), scored(1, 10, 0.4));
        assertThat(greedy.expansions()).containsExactly(new Expansion(0, 1));
    }

    @Test
    void ucb_evictsTheLowestBound_whenItsMemoryIsFull_andTriesTheUnknownFirst() {
        Plan plan = plan(
                new SearchRule.Ucb(0.1, 3, 5),
                3,
                0,
                scored(0, 10, 0.6),
                scored(1, 10, 0.1),
                scored(2, 10, 0.5),
                scored(3, 0, 0));

        assertThat(plan.expansions()).containsExactly(new Expansion(3, 1));
        assertThat(plan.forgotten()).containsExactly(1);
    }

    @Test
    void priority_goesByMean_byAge_orByClippedBound() {
        Member[] members = {scored(0, 400, 0.7), scored(1, 4, 0.6), scored(2, 100, 0.5), scored(3, 50, 0.1)};

        assertThat(expanded(By.MEAN, members)).containsExactly(0, 1);
        assertThat(expanded(By.TIME, members)).containsExactly(3, 2);
        // Bounds at step 9, with ln 10 = 2.303: 0.776; 1, clipped from 1.359; 0.652; 0.315.
        assertThat(expanded(By.UCB, members)).containsExactly(1, 0);
        // Both are clipped: the one with fewer scores goes first, whatever it lies above 1.
        assertThat(expanded(By.UCB, scored(0, 4, 0.9), scored(1, 3, 0.5))).containsExactly(1, 0);
    }

    private static List<Integer> expanded(By by, Member... members) {
        Plan plan = plan(new SearchRule.Priority(by, 2, 3, 0), 9, 0, members);
        assertThat(plan.forgotten()).isEmpty();
        assertThat(plan.expansions())
                .allSatisfy(it -> assertThat(it.proposals()).isEqualTo(3));
        return plan.expansions().stream().map(Expansion::candidate).toList();
    }

    @Test
    void pareto_keepsWhoIsBestSomewhere_andDropsWhomAnotherCovers() {
        List<Pareto.Winner> front = new Pareto(new SearchRule.Pareto(4))
                .front(List.of(
                        validated(0, 0.5, 0.5, 0.5, 0.5), // best nowhere
                        validated(1, 1.0, 0.2, 0.9, 0.1), // items 0 and 2
                        validated(2, 1.0, 0.3, 0.8, 0.1), // item 0: covered by 1
                        validated(3, 0.0, 1.0, 0.0, 0.3), // item 1, as 4
                        validated(4, 0.1, 1.0, 0.0, 0.3), // item 1, with the higher mean
                        validated(5, 0.0, 0.0, 0.0, 0.9))); // item 3

        assertThat(front).extracting(Pareto.Winner::number).containsExactly(1, 4, 5);
        assertThat(front.getFirst().items()).containsExactlyInAnyOrder(100L, 102L);
    }

    @Test
    void pareto_drawsByTheNumberOfItemsWon() {
        var search = Searches.of(new SearchRule.Pareto(3));
        var pool = new Pool(1, List.of(validated(0, 1, 1, 0), validated(1, 0, 0, 1)), 0, 6);
        var random = new SplittableRandom(7);
        int first = 0;
        for (int i = 0; i < 3000; i++) {
            Plan plan = search.plan(pool, random);
            assertThat(plan.screened()).isTrue();
            first += plan.expansions().getFirst().candidate() == 0 ? 1 : 0;
        }
        // 2000 expected, standard deviation 26: outside by chance less than once in a million.
        assertThat(first).isBetween(1870, 2130);
    }

    @Test
    void pareto_withoutScores_editsTheChampion() {
        Plan plan = plan(new SearchRule.Pareto(3), 1, 0, validated(0));
        assertThat(plan.expansions()).containsExactly(new Expansion(0, 1));
    }

    @Test
    void pareto_withoutValidation_looksAtTrainingItems_onWhichCandidatesWereRun() {
        var one = new Member(candidate(0), Map.of(1L, 0.3, 2L, 0.9), Map.of(), 2, 1.2);
        var other = new Member(candidate(1), Map.of(1L, 0.4, 3L, 0.1), Map.of(), 2, 0.5);
        List<Pareto.Winner> front = new Pareto(new SearchRule.Pareto(0)).front(List.of(one, other));

        assertThat(front)
                .extracting(Pareto.Winner::items)
                .containsExactly(java.util.Set.of(2L), java.util.Set.of(1L, 3L));
    }
}
