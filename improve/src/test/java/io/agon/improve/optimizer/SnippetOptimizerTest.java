package io.agon.improve.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Artifact;
import io.agon.improve.Component;
import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.trace.Summary;
import io.agon.model.Embedder;
import io.agon.model.Endpoint;
import io.agon.model.Request;
import io.agon.policy.Turn;
import io.agon.procedure.Randomness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Prompts are scored by what is in them: three kinds of snippets help, one of them most in another wording. */
class SnippetOptimizerTest {

    private static final List<String> SNIPPETS = List.of(
            "Think step by step.",
            "Think step by step, slowly.",
            "Answer with the letter only.",
            "Answer with the letter only!",
            "Check your result before you answer.",
            "Check your result once before you answer.",
            "You are a pirate.",
            "You are a tired pirate.",
            "Take a deep breath.",
            "Take one deep breath.",
            "Write a poem first.",
            "Write a long poem first.",
            "Ignore commas and spaces.",
            "Ignore commas and all spaces.",
            "Be brief.",
            "Quote your sources.",
            "Use capital letters.",
            "Count to ten.");

    private static final Map<String, Double> EFFECTS = Map.of(
            "Think step by step.", 0.1,
            "Think step by step, slowly.", 0.2,
            "Answer with the letter only.", 0.2,
            "Answer with the letter only!", 0.2,
            "Check your result before you answer.", 0.1,
            "Check your result once before you answer.", 0.1,
            "You are a pirate.", -0.1,
            "Write a poem first.", -0.2);

    /** To say a thing twice does not help more: of two that begin alike the better counts. */
    private static double score(Artifact artifact) {
        Map<String, Double> effects = artifact.body("prompt")
                .lines()
                .filter(EFFECTS::containsKey)
                .collect(Collectors.toMap(it -> it.substring(0, 5), EFFECTS::get, Math::max));
        return 0.3 + effects.values().stream().mapToDouble(it -> it).sum();
    }

    private static Artifact prompt(String body) {
        return new Artifact(List.of(new Component("prompt", Component.Kind.PROMPT, "", "", "", body)));
    }

    private static Proposal propose(SnippetOptimizer optimizer, int update, List<Problem.Scored> history) {
        var nothing = new Summary(List.of(), new LinkedHashMap<>(), List.of(), List.of(), List.of(), List.of(), "");
        var problem = new Problem(
                update, "", history.getLast().artifact(), List.of("prompt"), nothing, List.of(), List.of(), history);
        return optimizer.propose(problem, new Turn() {
            @Override
            public RandomGenerator random() {
                return Randomness.of(1, "proposals").stream(update);
            }

            @Override
            public <T> T ask(Endpoint endpoint, Request request, String step, Reading<T> reading) {
                throw new AssertionError("a snippet costs no call");
            }

            @Override
            public void spend(double usd) {}
        });
    }

    /** All that was scored, until nothing is left to try or so many updates are over; the best is the last. */
    private static List<Problem.Scored> climb(SnippetOptimizer optimizer, int updates) {
        var history = new ArrayList<Problem.Scored>();
        history.add(new Problem.Scored(prompt("Solve it."), 0.3));
        for (int update = 1; update <= updates; update++) {
            Proposal proposal = propose(optimizer, update, history);
            if (proposal.bodies().isEmpty()) {
                break;
            }
            Artifact child = history.getLast().artifact().with(proposal.bodies());
            history.add(new Problem.Scored(child, score(child)));
            history.sort(Comparator.comparingDouble(Problem.Scored::score));
        }
        return history;
    }

    @Test
    void influentialSnippets_areFound_withFewerScores_thanWithoutPruning() {
        List<Problem.Scored> pruned = climb(new SnippetOptimizer("prompt", SNIPPETS, 4), 200);
        // A cluster of its own for each snippet, and all of them are kept.
        List<Problem.Scored> whole = climb(new SnippetOptimizer("prompt", SNIPPETS, (a, b) -> 0, 0.6, 100), 200);
        assertThat(pruned.getLast().score()).isGreaterThan(0.79);
        assertThat(pruned.getLast().artifact().body("prompt").lines())
                .startsWith("Solve it.")
                .contains("Think step by step, slowly.")
                .doesNotContain("You are a pirate.", "Write a poem first.");
        assertThat(whole.getLast().score()).isGreaterThan(0.79);
        assertThat(pruned.size()).isLessThan(28);
        assertThat(whole.size()).isGreaterThan(pruned.size());
    }

    @Test
    void headsAreTriedAlone_inTheFirstUpdates() {
        var optimizer = new SnippetOptimizer("prompt", SNIPPETS, 4);
        var start = List.of(new Problem.Scored(prompt("Solve it.\nBe brief."), 0.3));
        assertThat(propose(optimizer, 1, start).bodies()).containsEntry("prompt", "Solve it.\nThink step by step.");
        assertThat(propose(optimizer, 2, start).bodies())
                .containsEntry("prompt", "Solve it.\nAnswer with the letter only.");
    }

    @Test
    void wordings_areOneCluster_andOtherThingsAreNot() {
        List<List<String>> clusters =
                Snippets.of(SNIPPETS, Snippets::trigrams, 0.6).clusters();
        assertThat(clusters).hasSize(11);
        assertThat(clusters.getFirst()).containsExactly("Think step by step.", "Think step by step, slowly.");
        assertThat(Snippets.trigrams("Be brief.", "be BRIEF. ")).isGreaterThan(0.999999);
        assertThat(Snippets.trigrams("abc", "xyz")).isLessThan(0.5);
    }

    @Test
    void embeddings_canSayWhatIsAlike() {
        Embedder byLength = new Embedder() {
            @Override
            public String name() {
                return "by length";
            }

            @Override
            public float[] embed(String text) {
                return text.length() % 2 == 0 ? new float[] {1, 0} : new float[] {0, 1};
            }
        };
        List<String> texts = List.of("ab", "abc", "xy", "xyz");
        assertThat(Snippets.of(texts, Snippets.cosine(texts, byLength), 0.8).clusters())
                .containsExactly(List.of("ab", "xy"), List.of("abc", "xyz"));
        var start = List.of(new Problem.Scored(prompt("Solve it."), 0.3));
        assertThat(propose(new SnippetOptimizer("prompt", texts, byLength, 1), 2, start)
                        .bodies())
                .containsEntry("prompt", "Solve it.\nabc");
    }

    @Test
    void nothingThatHelps_isNoChange() {
        var optimizer = new SnippetOptimizer("prompt", List.of("Be brief."), 1);
        var history = List.of(
                new Problem.Scored(prompt("Solve it.\nBe brief."), 0.2), new Problem.Scored(prompt("Solve it."), 0.3));
        Proposal proposal = propose(optimizer, 2, history);
        assertThat(proposal.bodies()).isEmpty();
        assertThat(proposal.nothing()).contains("was tried");
    }

    @Test
    void snippetsOfTwoLines_andNone_areRefused() {
        assertThatThrownBy(() -> new SnippetOptimizer("prompt", List.of("a\nb"), 1))
                .hasMessageContaining("one line");
        assertThatThrownBy(() -> new SnippetOptimizer("prompt", List.of(), 1))
                .hasMessageContaining("at least 1 snippet");
    }
}
