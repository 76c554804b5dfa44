package io.agon.improve.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.agon.config.ConfigException;
import io.agon.improve.Artifact;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.Improvement.Round;
import io.agon.improve.Items;
import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.Batching.Order;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.Run;
import io.agon.improve.Task;
import io.agon.loop.KeptReplies;
import io.agon.loop.LoopFolder;
import io.agon.policy.Turn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImprovementLoopTest {

    @TempDir
    Path folder;

    private final Hill hill = Hill.of(Hill.finite(15), 0);

    @Test
    void strictLoop_climbs_andKeepsWhatItDid() throws Exception {
        var draft = new Draft();
        draft.updates = 80;
        Improvement done = draft.run(hill, Hill.climber(), folder);

        assertThat(done.rounds()).hasSize(80);
        assertThat(done.spent().updates()).isEqualTo(80);
        assertThat(done.ended()).isEqualTo("all 80 updates of the budget are done");
        Artifact champion = done.candidates().get(done.champion()).candidate().artifact();
        assertThat(Hill.read(champion)).isEqualTo(hill.peak());
        assertThat(ImprovementFile.read(new LoopFolder(folder))).contains(done);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void batches_ofAnySize_giveTheSameNumberOfUpdates(int size) throws Exception {
        var draft = new Draft();
        draft.batching = new Batching(size, Template.BATCH, Order.SHUFFLED, false);
        draft.updates = 15;
        var asked = new ArrayList<Integer>();
        Improvement done = draft.run(
                hill,
                (problem, turn) -> {
                    asked.add(problem.runs().size());
                    return Hill.climber().propose(problem, turn);
                },
                folder);

        assertThat(asked).hasSize(15).containsOnly(size);
        assertThat(done.rounds()).extracting(Round::update).isEqualTo(numbers(1, 15));
    }

    private static List<Integer> numbers(int from, int to) {
        return java.util.stream.IntStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void worseChildren_areRolledBack() throws Exception {
        var draft = new Draft();
        draft.start = Hill.at(3, 1, 4, 1);
        var seen = new ArrayList<Artifact>();
        Improvement done = draft.run(
                hill,
                (problem, turn) -> {
                    seen.add(problem.artifact());
                    return Hill.climber().propose(problem, turn);
                },
                folder);

        assertThat(done.champion()).isZero();
        assertThat(seen).containsOnly(draft.start);
        assertThat(done.rounds())
                .filteredOn(it -> it.decision().isPresent())
                .isNotEmpty()
                .allSatisfy(it -> {
                    assertThat(it.decision().get().accepted()).isFalse();
                    assertThat(it.challenger()).isEqualTo(it.child());
                });
    }

    @Test
    void always_followsEvenWorseChildren() throws Exception {
        var draft = new Draft();
        draft.start = Hill.at(3, 1, 4, 1);
        draft.acceptance = new AcceptanceRule.Always();
        draft.updates = 1;
        Improvement done = draft.run(hill, (problem, turn) -> Hill.step(problem, 0, 1), folder);

        assertThat(done.champion()).isEqualTo(1);
        assertThat(done.rounds().getFirst().decision().orElseThrow().announced())
                .isFalse();
    }

    @Test
    void anyConcurrency_givesTheSame() throws Exception {
        var noisy = Hill.of(Items.endless(), 0.1);
        var one = new Draft();
        var many = new Draft();
        many.concurrency = 8;

        assertThat(many.run(noisy, Hill.climber(), folder.resolve("many")))
                .isEqualTo(one.run(noisy, Hill.climber(), folder.resolve("one")));
    }

    @Test
    void memory_holdsExactlyTheLastRounds_withoutTheCurrentOne() throws Exception {
        var draft = new Draft();
        draft.memory = 2;
        draft.updates = 5;
        draft.acceptance = new AcceptanceRule.Always();
        var problems = new ArrayList<Problem>();
        draft.run(
                hill,
                (problem, turn) -> {
                    problems.add(problem);
                    return Hill.step(problem, 0, 1);
                },
                folder);

        for (int i = 0; i < problems.size(); i++) {
            List<Problem.Remembered> last = problems.subList(Math.max(0, i - 2), i).stream()
                    .map(it ->
                            new Problem.Remembered(it.artifact(), it.learning().feedback()))
                    .toList();
            assertThat(problems.get(i).memory()).isEqualTo(last);
        }
    }

    @Test
    void proposalsThatMakeNothing_areRecorded() throws Exception {
        var draft = new Draft();
        draft.updates = 6;
        List<Proposal> proposals = List.of(
                Proposal.none("not readable", "?"),
                Proposal.of(Map.of("numbers", "0 0 0 0"), ""),
                Proposal.of(Map.of("numbers", "many"), ""),
                Proposal.of(Map.of("letters", "a"), ""),
                Proposal.of(Map.of("numbers", "0 0 0 9"), ""),
                Proposal.of(Map.of("numbers", "0 0 0 9"), ""));
        Improvement done = draft.run(hill, (problem, turn) -> proposals.get(problem.update() - 1), folder);

        assertThat(done.rounds())
                .extracting(Round::nothing)
                .containsExactly(
                        "not readable",
                        "no change",
                        "refused: numbers are digits",
                        "refused: 'letters' may not be changed",
                        "",
                        "known already: candidate 1");
        assertThat(done.candidates()).hasSize(2);
    }

    @Test
    void anotherLoop_isRefusedInTheSameFolder_andSaysWhatDiffers() throws Exception {
        var draft = new Draft();
        draft.run(hill, Hill.climber(), folder);
        draft.memory = 3;

        assertThatThrownBy(() -> draft.run(hill, Hill.climber(), folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("memory was none, but now it is the last 3 rounds");
    }

    @Test
    void largerBudget_goesOn_asIfItHadBeenSoFromTheStart() throws Exception {
        var draft = new Draft();
        draft.updates = 7;
        draft.run(hill, Hill.climber(), folder.resolve("a"));
        draft.updates = 30;
        Improvement raised = draft.run(hill, Hill.climber(), folder.resolve("a"));

        assertThat(raised).isEqualTo(draft.run(hill, Hill.climber(), folder.resolve("b")));
    }

    @Test
    void withoutFolder_nothingButRepliesIsWritten() throws Exception {
        try (var replies = new KeptReplies(folder.resolve("replies"))) {
            assertThat(new Draft().run(hill, Hill.climber(), replies).rounds()).hasSize(20);
        }
        assertThat(Optional.of(Files.list(folder).toList())).contains(List.of(folder.resolve("replies")));
    }

    @Test
    void chosen_isCertifiedAgainstTheStart_andAgainstRivals_onTheSameItems() throws Exception {
        Hill noisy = Hill.of(Items.endless(), 0.1);
        var task = new Task() {
            @Override
            public String description() {
                return noisy.description();
            }

            @Override
            public String objective() {
                return noisy.objective();
            }

            @Override
            public Items items() {
                return noisy.items();
            }

            @Override
            public Run run(Artifact artifact, long item, Turn turn) throws Exception {
                return noisy.run(artifact, item, turn);
            }

            @Override
            public SequencedMap<String, Rival> rivals() {
                var rivals = new LinkedHashMap<String, Rival>();
                rivals.put("foot", (item, turn) -> noisy.run(Hill.foot(), item, turn));
                rivals.put("peak", (item, turn) -> noisy.run(Hill.at(3, 1, 4, 1), item, turn));
                return rivals;
            }
        };
        var draft = new Draft();
        draft.acceptance = new AcceptanceRule.LlmPo(0.05, 300);
        draft.certificate = new CertificateRule(0.01, 400);
        draft.updates = 30;
        draft.seed = 2;
        Improvement done = draft.run(task, Hill.climber(), folder);

        Artifact chosen = done.candidates().get(done.champion()).candidate().artifact();
        double lead = mean(noisy, chosen) - mean(noisy, Hill.foot());
        assertThat(lead).isGreaterThan(0.05);
        assertThat(done.certificate().orElseThrow().better()).isTrue();
        // Noise of a difference is at most 0.15: five standard errors of 400.
        assertThat(done.certificate().get().lead()).isCloseTo(lead, within(0.04));
        assertThat(done.rivals().keySet()).containsExactly("foot", "peak");
        assertThat(Objects.requireNonNull(done.rivals().get("foot")).lead()).isCloseTo(lead, within(0.04));
        assertThat(Objects.requireNonNull(done.rivals().get("peak")).better()).isFalse();
        assertThat(done.spent().duels()).isGreaterThanOrEqualTo(1200);
        assertThat(ImprovementFile.read(new LoopFolder(folder))).contains(done);
    }

    private static double mean(Hill hill, Artifact artifact) {
        return java.util.stream.LongStream.range(0, 4)
                .mapToDouble(it -> hill.score(artifact, it))
                .average()
                .orElseThrow();
    }

    @Test
    void raisedBudget_leavesWhatEvidenceDecided_asItWas() throws Exception {
        Hill noisy = Hill.of(Items.endless(), 0.1);
        var draft = new Draft();
        draft.acceptance = new AcceptanceRule.LlmPo(0.05, 100);
        draft.updates = 10;
        Improvement first = draft.run(noisy, Hill.climber(), folder);
        draft.updates = 20;
        Improvement raised = draft.run(noisy, Hill.climber(), folder);

        assertThat(raised.rounds()).hasSize(20).startsWith(first.rounds().toArray(Round[]::new));
        assertThat(first.rounds()).anySatisfy(it -> assertThat(it.decision()).isPresent());
        assertThat(draft.run(noisy, Hill.climber(), folder)).isEqualTo(raised);
        // From the start it would have been tested at other levels.
        Improvement fresh = draft.run(noisy, Hill.climber(), folder.resolve("fresh"));
        assertThat(levels(fresh.rounds().subList(0, 10))).isNotEqualTo(levels(first.rounds()));
    }

    @Test
    void loweredAndRaisedBudget_decidesTheSame() throws Exception {
        Hill noisy = Hill.of(Items.endless(), 0.1);
        var draft = new Draft();
        draft.acceptance = new AcceptanceRule.LlmPo(0.05, 100);
        draft.updates = 16;
        Improvement first = draft.run(noisy, Hill.climber(), folder);
        draft.updates = 3;
        Improvement lowered = draft.run(noisy, Hill.climber(), folder);
        assertThat(lowered.rounds()).isEqualTo(first.rounds().subList(0, 3));
        draft.updates = 24;
        Improvement raised = draft.run(noisy, Hill.climber(), folder);

        assertThat(levels(first.rounds())).hasSizeGreaterThan(1);
        assertThat(raised.rounds()).hasSize(24).startsWith(first.rounds().toArray(Round[]::new));
        draft.updates = 16;
        assertThat(draft.run(noisy, Hill.climber(), folder)).isEqualTo(first);
    }

    @Test
    void certificatesOfRaisedBudgets_areCounted() throws Exception {
        var draft = new Draft();
        draft.acceptance = new AcceptanceRule.Always();
        draft.certificate = new CertificateRule(0.05, 10);
        Hill noisy = Hill.of(Items.endless(), 0.1);
        var found = new ArrayList<Certificate>();
        for (int updates : new int[] {1, 2, 3, 2}) {
            draft.updates = updates;
            found.add(draft.run(noisy, (problem, turn) -> Hill.step(problem, 0, 1), folder)
                    .certificate()
                    .orElseThrow());
        }
        assertThat(found).extracting(Certificate::number).containsExactly(1, 2, 3, 2);
        assertThat(found.getFirst().level()).isCloseTo(0.04, within(1e-12));
        assertThat(found.get(2).level()).isCloseTo(0.0016, within(1e-12));
        assertThat(found.getLast()).isEqualTo(found.get(1));
    }

    /** Twelve updates, three a step, are four challenges. */
    @Test
    void populations_stakeByChallenges() throws Exception {
        var draft = new Draft();
        draft.search = new SearchRule.BestOfN(3, 4);
        draft.acceptance = new AcceptanceRule.LlmPo(0.05, 40);
        draft.updates = 12;
        draft.start = Hill.at(9, 9, 9, 9);
        Improvement done = draft.run(Hill.of(Items.endless(), 0.1), Hill.climber(), folder);
        Round first = done.rounds().stream()
                .filter(it -> it.decision().isPresent())
                .findFirst()
                .orElseThrow();
        int challenges = 5 - first.update() / 3;
        assertThat(first.decision().orElseThrow().level()).isCloseTo(0.05 * 2 / (challenges + 1), within(1e-12));
    }

    private static List<Double> levels(List<Round> rounds) {
        return rounds.stream()
                .flatMap(it -> it.decision().stream())
                .map(it -> it.level())
                .toList();
    }
}
