package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Items;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.Batching.Order;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.Problem;
import io.agon.improve.Run;
import io.agon.improve.Supply;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {

    private static final Supply SEVEN = new Supply.Finite(List.of(10L, 11L, 12L, 13L, 14L, 15L, 16L));

    private static Batches batches(int size, Order order, boolean replacement, Supply supply, long seed) {
        return new Batches(
                new Batching(size, Template.BATCH, order, replacement),
                supply,
                List.of(16L, 10L, 15L, 11L, 14L, 12L, 13L),
                seed);
    }

    @Test
    void datasetOrder_goesThroughTheDataInEpochs() {
        Batches batches = batches(3, Order.DATASET, false, SEVEN, 1);

        assertThat(Stream.generate(batches::next).limit(4))
                .containsExactly(List.of(10L, 11L, 12L), List.of(13L, 14L, 15L), List.of(16L), List.of(10L, 11L, 12L));
    }

    @Test
    void curriculum_goesByRank() {
        assertThat(batches(3, Order.CURRICULUM, false, SEVEN, 1).next()).containsExactly(16L, 10L, 15L);
    }

    @Test
    void shuffled_eachEpochHasAllItemsOnce_inAnotherOrder() {
        Batches batches = batches(7, Order.SHUFFLED, false, SEVEN, 1);
        List<Long> first = batches.next();
        List<Long> second = batches.next();

        assertThat(first).containsExactlyInAnyOrderElementsOf(((Supply.Finite) SEVEN).items());
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(batches(7, Order.SHUFFLED, false, SEVEN, 1).next()).isEqualTo(first);
        assertThat(batches(7, Order.SHUFFLED, false, SEVEN, 2).next()).isNotEqualTo(first);
    }

    @Test
    void withReplacement_itemsComeAgainBeforeAllHaveCome_butNotWithinABatch() {
        Batches batches = batches(3, Order.SHUFFLED, true, SEVEN, 1);
        List<List<Long>> drawn = Stream.generate(batches::next).limit(50).toList();

        assertThat(drawn).allSatisfy(it -> assertThat(it).hasSize(3).doesNotHaveDuplicates());
        assertThat(drawn).anySatisfy(it -> {
            List<Long> next = drawn.get(drawn.indexOf(it) + 1);
            assertThat(next).containsAnyElementsOf(it);
        });
    }

    @Test
    void endlessSupply_givesNewItemsForever() {
        Batches batches = batches(3, Order.SHUFFLED, false, new Supply.Endless("training"), 1);
        var seen = new HashSet<Long>();
        for (int i = 0; i < 100; i++) {
            seen.addAll(batches.next());
        }
        assertThat(seen).hasSize(300);
    }

    @Test
    void curriculum_beginsWithWhatTheStartDoesBest_andNeedsAnEnd(@TempDir Path folder) throws Exception {
        var draft = new Draft();
        draft.start = Hill.at(3, 1, 4, 9); // item weights make 3, 7 and so on the hard ones
        draft.batching = new Batching(2, Template.BATCH, Order.CURRICULUM, false);
        draft.updates = 4;
        var hill = Hill.of(Hill.finite(8), 0);
        var shown = new ArrayList<Long>();
        draft.run(
                hill,
                (problem, turn) -> {
                    problem.runs().stream().map(Run::item).forEach(shown::add);
                    return Hill.step(problem, 0, 0);
                },
                folder.resolve("finite"));

        assertThat(shown).containsExactly(0L, 1L, 2L, 4L, 5L, 6L, 3L, 7L);
        assertThatThrownBy(() -> draft.run(Hill.of(Items.endless(), 0), Hill.climber(), folder.resolve("endless")))
                .hasMessageContaining("A curriculum needs a finite number of training items");
    }

    @Test
    void interactive_showsOneItemAnUpdate_whateverTheSize(@TempDir Path folder) throws Exception {
        var draft = new Draft();
        draft.batching = new Batching(5, Template.INTERACTIVE, Order.DATASET, false);
        draft.updates = 7;
        var problems = new ArrayList<Problem>();
        draft.run(
                Hill.of(Hill.finite(15), 0),
                (problem, turn) -> {
                    problems.add(problem);
                    return Hill.climber().propose(problem, turn);
                },
                folder);

        assertThat(problems).hasSize(7).allSatisfy(it -> assertThat(it.runs()).hasSize(1));
        assertThat(problems).extracting(it -> it.runs().getFirst().item()).containsExactlyElementsOf(Hill.numbers(0, 7));
    }
}
