package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Artifact;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Round;
import io.agon.improve.Improvement.Standing;
import io.agon.improve.Items;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SearchRule.Priority.By;
import io.agon.improve.LearningLoop.SelectionRule;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.loop.KeptReplies;
import io.agon.policy.Turn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PopulationTest {

    @TempDir
    Path folder;

    static List<SearchRule> searches() {
        return List.of(
                new SearchRule.Sequential(),
                new SearchRule.BestOfN(3, 4),
                new SearchRule.Beam(2, 2, 4),
                new SearchRule.Ucb(1, 5, 4),
                new SearchRule.Priority(By.UCB, 3, 2, 4),
                new SearchRule.Priority(By.MEAN, 2, 1, 0),
                new SearchRule.Pareto(4));
    }

    /** A hill on which runs are counted. */
    private static final class Counted implements Task {
        private final Hill hill;
        private final Map<List<Object>, Integer> runs = new HashMap<>();

        Counted(Items items) {
            this.hill = Hill.of(items, 0.05);
        }

        @Override
        public String description() {
            return hill.description();
        }

        @Override
        public String objective() {
            return hill.objective();
        }

        @Override
        public Items items() {
            return hill.items();
        }

        @Override
        public Run run(Artifact artifact, long item, Turn turn) throws Exception {
            synchronized (runs) {
                runs.merge(List.of(artifact, item), 1, Integer::sum);
            }
            return hill.run(artifact, item, turn);
        }
    }

    private Improvement run(Draft draft, Task task) throws InterruptedException {
        try (var replies = new KeptReplies(folder.resolve("replies"))) {
            return draft.run(task, Hill.climber(), replies);
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    void evaluations_areExactlyTheBudget_andNothingIsRunTwice(SearchRule search) throws Exception {
        for (int budget = 30; budget < 41; budget += 2) {
            var draft = new Draft();
            draft.search = search;
            draft.updates = 1000;
            draft.evaluations = OptionalLong.of(budget);
            var task = new Counted(Items.endless());
            Improvement done = run(draft, task);

            assertThat(done.ended()).isEqualTo("all %d evaluations of the budget are done".formatted(budget));
            assertThat(done.spent().evaluations()).isEqualTo(budget);
            assertThat(task.runs.values()).hasSize(budget).containsOnly(1);
            assertThat(done.candidates().stream().mapToLong(Standing::runs).sum()).isEqualTo(budget);
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    void everySearch_climbs_andKeepsToItsUpdates(SearchRule search) throws Exception {
        var draft = new Draft();
        draft.search = search;
        draft.updates = 100;
        draft.seed = 3;
        draft.concurrency = 4;
        Hill hill = Hill.of(Hill.finite(15), 0);
        Improvement done = run(draft, hill);

        assertThat(done.rounds()).hasSize(100);
        Artifact champion = done.candidates().get(done.champion()).candidate().artifact();
        assertThat(hill.score(champion, 1)).isGreaterThan(0.9).isGreaterThan(hill.score(Hill.foot(), 1) + 0.1);
        assertThat(done.rounds())
                .filteredOn(it -> it.decision().isPresent())
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.challenger()).isPresent());
    }

    @Test
    void bestOfStep_challenges_andWhoWasTurnedDownDoesNotComeAgain() throws Exception {
        var draft = new Draft();
        draft.search = new SearchRule.Priority(By.MEAN, 1, 2, 4);
        draft.acceptance = new AcceptanceRule.StrictOnBatch(2); // never
        Improvement done = draft.run(Hill.of(Hill.finite(15), 0), Hill.climber(), folder);

        List<Integer> challengers = done.rounds().stream()
                .flatMapToInt(it -> it.challenger().stream())
                .boxed()
                .toList();
        assertThat(challengers).hasSizeGreaterThan(2).doesNotHaveDuplicates();
        assertThat(done.champion()).isZero();
        assertThat(done.rounds().getFirst().challenger()).isEmpty(); // the step goes on
    }

    @Test
    void screenedChildren_mustBeatTheirParentOnTheBatch() throws Exception {
        var draft = new Draft();
        draft.search = new SearchRule.Pareto(4);
        draft.start = Hill.at(3, 1, 4, 0);
        draft.updates = 30;
        Improvement done = draft.run(Hill.of(Hill.finite(15), 0), Hill.climber(), folder);

        List<Round> out = done.rounds().stream()
                .filter(it -> it.nothing().startsWith("kept out: mean score on the batch"))
                .toList();
        assertThat(out).isNotEmpty().allSatisfy(it -> {
            Standing child = done.candidates().get(it.child().orElseThrow());
            assertThat(child.training()).isLessThanOrEqualTo(it.score());
            assertThat(child.validation()).isNaN();
        });
        assertThat(Hill.read(done.candidates().get(done.champion()).candidate().artifact()))
                .containsExactly(3, 1, 4, 1);
    }

    @Test
    void rulesThatLookAtValidation_haveIt_alsoInSequentialSearch() throws Exception {
        var draft = new Draft();
        draft.selection = new SelectionRule.BestValidation();
        draft.acceptance = new AcceptanceRule.Always();
        draft.updates = 10;
        Improvement done = draft.run(Hill.of(Hill.finite(15), 0), Hill.climber(), folder);

        assertThat(done.candidates()).allSatisfy(it -> assertThat(it.validation()).isNotNaN());
        double best = done.candidates().stream()
                .mapToDouble(Standing::validation)
                .max()
                .orElseThrow();
        assertThat(done.candidates().get(done.chosen().orElseThrow()).validation())
                .isEqualTo(best);
    }
}
