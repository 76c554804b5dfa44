package io.agon.improve.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Acceptance.Decision;
import io.agon.improve.Artifact;
import io.agon.improve.Candidate;
import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.Improvement.Round;
import io.agon.improve.Improvement.Spent;
import io.agon.improve.Improvement.Standing;
import io.agon.improve.LearningLoop;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Artifact START =
            new Artifact(List.of(new Component("text", Component.Kind.PROMPT, "", "", "", "0")));

    /** Candidates by their parents; those that are named were accepted, each when it was made. */
    private static Improvement improvement(
            List<Integer> parents, List<Integer> accepted, int chosen, int queries, Optional<Certificate> certificate) {
        var standings = new ArrayList<Standing>();
        var rounds = new ArrayList<Round>();
        for (int i = 0; i < parents.size(); i++) {
            OptionalInt parent = i == 0 ? OptionalInt.empty() : OptionalInt.of(parents.get(i));
            standings.add(new Standing(
                    new Candidate(i, parent, i, START.with(Map.of("text", "" + i)), ""), Double.NaN, Double.NaN, 0));
            if (i > 0) {
                rounds.add(new Round(
                        i,
                        parents.get(i),
                        List.of(),
                        0,
                        "",
                        OptionalInt.of(i),
                        "",
                        OptionalInt.of(i),
                        Optional.of(new Decision(accepted.contains(i), true, "", 1, 0, 0))));
            }
        }
        var loop = new LearningLoop(
                START,
                List.of("text"),
                new CreditHorizon(OptionalInt.empty(), CreditHorizon.Scope.STEPS),
                new Batching(1, Batching.Template.BATCH, Batching.Order.DATASET, false),
                List.of(),
                0,
                new AcceptanceRule.Always(),
                new SelectionRule.Last(),
                new SearchRule.Sequential(),
                new CertificateRule(0.05, queries),
                new LoopBudget(9, OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty()),
                "",
                1);
        return new Improvement(
                "task",
                loop,
                rounds,
                standings,
                chosen,
                OptionalInt.of(chosen),
                "",
                certificate,
                new Spent(parents.size() - 1, 0, 0, 0, 0),
                "over");
    }

    @Test
    void answers_claimNoMoreThanTheCertificate() {
        var better = new Certificate(true, 1, 0.05, 0.04, 300, 0, 0.214, 0.185, 0.18, 0.24, "");
        var unclear = new Certificate(false, 1, 0.05, 0.04, 300, 0, 0.01, -0.003, -0.005, 0.024, "");
        List<Integer> two = List.of(0, 0);
        Improvement improved = improvement(two, List.of(1), 1, 300, Optional.of(better));
        assertThat(Answer.of(improved)).isEqualTo(Answer.IMPROVED);
        assertThat(Answer.sentence(improved))
                .isEqualTo("candidate 1 beats the start by 21 points, by at least 19 (96 %), on 300 fresh queries");
        assertThat(Answer.lead(improved)).isEqualTo("21 points, 96 % interval 18 to 24");
        Improvement not = improvement(two, List.of(1), 1, 300, Optional.of(unclear));
        assertThat(Answer.of(not)).isEqualTo(Answer.NOTHING_SHOWN);
        assertThat(Answer.sentence(not)).contains("not shown to be better", "its lead is 1 point, at least -0.3 (96 %)");
        assertThat(Answer.lead(not)).isEqualTo("1 point, 96 % interval -0.5 to 2.4");
        Improvement cut = improvement(two, List.of(1), 1, 300, Optional.empty());
        assertThat(Answer.of(cut)).isEqualTo(Answer.NOTHING_SHOWN);
        Improvement unasked = improvement(two, List.of(1), 1, 0, Optional.empty());
        assertThat(Answer.of(unasked)).isEqualTo(Answer.CHANGED);
        assertThat(Answer.sentence(unasked)).contains("was not examined");
        Improvement start = improvement(two, List.of(), 0, 300, Optional.empty());
        assertThat(Answer.of(start)).isEqualTo(Answer.NOTHING_SHOWN);
        assertThat(Answer.sentence(start)).contains("the start stays");
    }

    @Test
    void laterCertificates_andThoseWithTooMuchMissing_saySo() {
        List<Integer> two = List.of(0, 0);
        var second = new Certificate(true, 2, 0.05, 0.01, 346, 0, 0.2, 0.16, 0.15, 0.25, "");
        assertThat(Answer.sentence(improvement(two, List.of(1), 1, 500, Optional.of(second))))
                .isEqualTo("candidate 1 beats the start by 20 points, by at least 16 (99 %), on 346 fresh queries;"
                        + " the 2nd certificate on these items, at 99 %");
        var missing = new Certificate(false, 1, 0.05, 0.04, 300, 200, 0.3, -1, -1, 1, "200 of 500 are missing");
        Improvement cut = improvement(two, List.of(1), 1, 500, Optional.of(missing));
        assertThat(Answer.of(cut)).isEqualTo(Answer.NOTHING_SHOWN);
        assertThat(Answer.sentence(cut))
                .isEqualTo("candidate 1 was taken, but nothing can be said of it: 200 of 500 are missing");
        assertThat(Answer.lead(cut)).isEmpty();
        assertThat(Answer.against(missing)).isEqualTo("nothing can be said: 200 of 500 are missing");
    }

    @Test
    void claimAgainstARival_isTheCertificatesAlone() {
        var behind = new Certificate(false, 1, 0.05, 0.04, 300, 0, -0.2, -0.25, -0.26, -0.14, "");
        assertThat(Answer.against(behind)).isEqualTo("not shown to be better (96 %)");
        var ahead = new Certificate(true, 1, 0.05, 0.04, 300, 0, 0.1, 0.004, -0.002, 0.2, "");
        assertThat(Answer.against(ahead)).isEqualTo("the chosen one is better, by at least 0.4 (96 %)");
    }

    @Test
    void lineage_drawsTheLineOfTheChosenStraightDown() {
        var lineage = new Lineage(improvement(List.of(0, 0, 0, 2, 2, 3, 3, 4), List.of(2, 4), 7, 0, Optional.empty()));
        assertThat(lineage.rows().stream()
                        .map(it -> it.drawn() + it.member().number())
                        .toList())
                .containsExactly("●0", "├─○1", "●2", "├─○3", "│ ├─○5", "│ └─○6", "●4", "○7");
        assertThat(lineage.successions()).extracting(Round::update).containsExactly(2, 4);
    }
}
