package io.agon.improve.accept;

import static io.agon.testkit.StatisticalAssertions.assertThatRate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.Pool.Member;
import io.agon.improve.Supply;
import io.agon.improve.accept.Selection.Choice;
import io.agon.preference.Outcome;
import io.agon.procedure.Randomness;
import io.agon.testkit.Counts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static final Supply TEN =
            new Supply.Finite(LongStream.range(0, 10).boxed().toList());

    /** A candidate with these validation scores; its other scores have this mean. */
    private static Member member(int number, double mean, double... validation) {
        Map<Long, Double> scores = new java.util.TreeMap<>();
        for (int item = 0; item < validation.length; item++) {
            scores.put((long) item, validation[item]);
        }
        return new Member(Rounds.candidate(number), Map.of(), scores, 10, 10 * mean);
    }

    private static List<Member> members(double... qualities) {
        return IntStream.range(0, qualities.length)
                .mapToObj(it -> member(it, qualities[it]))
                .toList();
    }

    /** Fights by coins; a candidate's number is the place of its quality. */
    private static Duels duels(long seed, double... qualities) {
        var random = Randomness.of(seed, "duels").stream(0);
        return meetings -> meetings.stream()
                .map(it -> {
                    double first = Rounds.coin(qualities[it.first().number()], it.item(), random);
                    double second = Rounds.coin(qualities[it.second().number()], it.item(), random);
                    return Outcome.of((1 + first - second) / 2);
                })
                .toList();
    }

    private static Choice choose(int candidates, int duels, long seed, double... qualities) {
        try {
            return Selection.of(new SelectionRule.LlmPo(0.1, candidates, duels), new Supply.Endless("acceptance"), seed)
                    .choose(members(qualities), 0, duels(seed, qualities));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void last_isTheChampion() throws Exception {
        Choice choice = Selection.of(new SelectionRule.Last(), TEN, 1).choose(members(0.1, 0.9), 0, it -> List.of());
        assertThat(choice).isEqualTo(new Choice(0, "the champion", 0));
    }

    @Test
    void bestValidation_isTheHighestMean_andTheChampionAmongEqualOnes() throws Exception {
        Selection rule = Selection.of(new SelectionRule.BestValidation(), TEN, 1);
        List<Member> members =
                List.of(member(0, 1), member(1, 0, 0.2, 0.8), member(2, 0, 0.5, 0.9), member(3, 0, 0.9, 0.5));
        assertThat(rule.choose(members, 3, it -> List.of()).candidate()).isEqualTo(3);
        assertThat(rule.choose(members, 0, it -> List.of()))
                .isEqualTo(new Choice(2, "the highest mean score on validation items, 0.7000 on 2", 0));
        assertThat(rule.choose(members(0.1, 0.9), 0, it -> List.of()).candidate())
                .isZero();
    }

    @Test
    void bestValidation_isTheShortestOfEqualOnes_evenBeforeTheChampion() throws Exception {
        Selection rule = Selection.of(new SelectionRule.BestValidation(), TEN, 1);
        List<Member> members = List.of(written("a long text"), written("brief"), written("not so long"));
        assertThat(rule.choose(members, 0, it -> List.of()).candidate()).isEqualTo("brief".length());
    }

    private static Member written(String text) {
        var body = new Component("text", Component.Kind.PROMPT, "", "", "", text);
        var candidate = new Candidate(text.length(), OptionalInt.empty(), 1, new Artifact(List.of(body)), "");
        return new Member(candidate, Map.of(), Map.of(1L, 0.5), 1, 0.5);
    }

    @Test
    void experiment_findsTheBest_andSeldomAnnouncesAnother() {
        var falseOnes = new int[1];
        Counts found = Counts.counting(200, seed -> {
            Choice choice = choose(4, 1_500, seed, 0.4, 0.4, 0.65, 0.5);
            falseOnes[0] += choice.reason().startsWith("the best of") && choice.candidate() != 2 ? 1 : 0;
            return choice.candidate() == 2;
        });
        assertThatRate(Counts.of(falseOnes[0]).outOf(200)).as("false").isAtMost(0.1);
        assertThatRate(found).as("found").isAtLeast(0.9);
    }

    @Test
    void equalCandidates_areNotToldApart() {
        Choice choice = choose(3, 40, 1, 0.5, 0.5, 0.5);
        assertThat(choice.duels()).isEqualTo(40);
        assertThat(choice.reason())
                .isEqualTo("the best so far of candidates 0, 1, 2, which are not told apart; 40 duels");
    }

    @Test
    void champion_andTheHighestMeans_takePart() throws Exception {
        var seen = new TreeSet<Integer>();
        var items = new ArrayList<Long>();
        Duels watched = meetings -> {
            meetings.forEach(it -> {
                seen.add(it.first().number());
                seen.add(it.second().number());
                items.add(it.item());
            });
            return duels(1, 0.1, 0.9, 0.3, 0.8).fight(meetings);
        };
        Selection rule = Selection.of(new SelectionRule.LlmPo(0.1, 3, 300), TEN, 1);
        Choice choice = rule.choose(members(0.1, 0.9, 0.3, 0.8), 2, watched);
        assertThat(seen).containsExactly(1, 2, 3);
        assertThat(items).allMatch(it -> it >= 0 && it < 10);
        assertThat(new TreeSet<>(items)).hasSize(10);
        assertThat(rule.choose(members(0.1, 0.9, 0.3, 0.8), 2, duels(1, 0.1, 0.9, 0.3, 0.8))
                        .candidate())
                .isIn(1, 3);
        assertThat(choice.duels()).isEqualTo(items.size());
        assertThat(choice.reason()).contains(" on the recorded answers of 10 items; ");
    }

    @Test
    void oneCandidate_isTakenWithoutADuel_andAnExperimentOfOneIsRefused() {
        assertThat(choose(3, 40, 1, 0.5)).isEqualTo(new Choice(0, "there is no other candidate", 0));
        assertThatThrownBy(() -> Selection.of(new SelectionRule.LlmPo(0.1, 1, 40), TEN, 1))
                .hasMessageContaining("at least 2 candidates");
    }
}
