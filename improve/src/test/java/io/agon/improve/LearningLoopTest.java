package io.agon.improve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.LearningLoop.AcceptanceRule;
import io.agon.improve.LearningLoop.Batching;
import io.agon.improve.LearningLoop.Batching.Order;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CertificateRule;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.LearningLoop.LoopBudget;
import io.agon.improve.LearningLoop.SearchRule;
import io.agon.improve.LearningLoop.SelectionRule;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LearningLoopTest {

    private static Component component(String name, String body) {
        return new Component(name, Component.Kind.CODE, "", "", "", body);
    }

    private static LearningLoop usual() {
        return new LearningLoop(
                new Artifact(List.of(component("order", "12345"), component("plan", "1"))),
                List.of("order"),
                new CreditHorizon(OptionalInt.empty(), Scope.RUN),
                new Batching(5, Template.BATCH, Order.SHUFFLED, false),
                List.of(new Feedback.Score(), new Feedback.Notes()),
                0,
                new AcceptanceRule.LlmPo(0.05, 300),
                new SelectionRule.Last(),
                new SearchRule.Sequential(),
                new CertificateRule(0.05, 500),
                new LoopBudget(40, OptionalLong.empty(), OptionalDouble.of(5), OptionalDouble.empty()),
                "synthetic",
                1);
    }

    /** The usual choices but one. */
    private static LearningLoop with(String name, Object value) throws Exception {
        RecordComponent[] parts = LearningLoop.class.getRecordComponents();
        var values = new ArrayList<Object>();
        for (RecordComponent part : parts) {
            values.add(part.getName().equals(name) ? value : part.getAccessor().invoke(usual()));
        }
        Class<?>[] types =
                Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        return LearningLoop.class.getDeclaredConstructor(types).newInstance(values.toArray());
    }

    /** For each choice others, all different from each other. */
    private static List<Object> others(String name) {
        return switch (name) {
            case "start" ->
                List.of(
                        new Artifact(List.of(component("order", "12345"))),
                        new Artifact(List.of(component("order", "1234567"))));
            case "editable" -> List.of(List.of("plan"), List.of("order", "plan"));
            case "credit" ->
                List.of(
                        new CreditHorizon(OptionalInt.of(1), Scope.RUN),
                        new CreditHorizon(OptionalInt.of(2), Scope.RUN),
                        new CreditHorizon(OptionalInt.of(2), Scope.STEPS));
            case "batching" ->
                List.of(
                        new Batching(3, Template.BATCH, Order.SHUFFLED, false),
                        new Batching(5, Template.INTERACTIVE, Order.SHUFFLED, false),
                        new Batching(5, Template.EPISODIC, Order.SHUFFLED, false),
                        new Batching(5, Template.BATCH, Order.DATASET, false),
                        new Batching(5, Template.BATCH, Order.CURRICULUM, false),
                        new Batching(5, Template.BATCH, Order.SHUFFLED, true));
            case "feedback" ->
                List.of(
                        List.of(),
                        List.of(new Feedback.Score()),
                        List.of(new Feedback.Reference()),
                        List.of(new Feedback.Improvement()),
                        List.of(new Feedback.Staged(List.of(new Feedback.Stage(0.5, "bad")), "good")),
                        List.of(new Feedback.Staged(List.of(new Feedback.Stage(0.6, "bad")), "good")),
                        List.of(new Feedback.Staged(List.of(new Feedback.Stage(0.5, "bad")), "fine")));
            case "memory" -> List.of(1, 2);
            case "acceptance" ->
                List.of(
                        new AcceptanceRule.Always(),
                        new AcceptanceRule.Validation(),
                        new AcceptanceRule.StrictOnBatch(0),
                        new AcceptanceRule.StrictOnBatch(0.1),
                        new AcceptanceRule.LlmPo(0.1, 300),
                        new AcceptanceRule.LlmPo(0.05, 200));
            case "selection" ->
                List.of(
                        new SelectionRule.BestValidation(),
                        new SelectionRule.LlmPo(0.05, 4, 500),
                        new SelectionRule.LlmPo(0.1, 4, 500),
                        new SelectionRule.LlmPo(0.05, 5, 500),
                        new SelectionRule.LlmPo(0.05, 4, 600));
            case "search" ->
                List.of(
                        new SearchRule.BestOfN(3, 5),
                        new SearchRule.BestOfN(4, 5),
                        new SearchRule.BestOfN(3, 6),
                        new SearchRule.Beam(3, 4, 5),
                        new SearchRule.Beam(2, 4, 5),
                        new SearchRule.Ucb(1, 10, 20),
                        new SearchRule.Ucb(0.5, 10, 20),
                        new SearchRule.Ucb(1, 9, 20),
                        new SearchRule.Priority(SearchRule.Priority.By.MEAN, 10, 1, 0),
                        new SearchRule.Priority(SearchRule.Priority.By.TIME, 10, 1, 0),
                        new SearchRule.Priority(SearchRule.Priority.By.UCB, 10, 1, 0),
                        new SearchRule.Priority(SearchRule.Priority.By.UCB, 10, 2, 0),
                        new SearchRule.Pareto(10),
                        new SearchRule.Pareto(0));
            case "certificate" ->
                List.of(new CertificateRule(0.05, 0), new CertificateRule(0.1, 500), new CertificateRule(0.05, 400));
            case "budget" ->
                List.of(
                        new LoopBudget(41, OptionalLong.empty(), OptionalDouble.of(5), OptionalDouble.empty()),
                        new LoopBudget(40, OptionalLong.of(600), OptionalDouble.of(5), OptionalDouble.empty()),
                        new LoopBudget(40, OptionalLong.empty(), OptionalDouble.of(5.25), OptionalDouble.empty()),
                        new LoopBudget(40, OptionalLong.empty(), OptionalDouble.of(5), OptionalDouble.of(30)));
            case "optimizer" -> List.of("a language model", "answers that were recorded");
            case "seed" -> List.of(2L, 3L);
            default -> throw new AssertionError("Say how " + name + " can differ.");
        };
    }

    @Test
    void everyChoice_hasALineThatTellsItApart() throws Exception {
        for (RecordComponent part : LearningLoop.class.getRecordComponents()) {
            Set<List<String>> seen = new HashSet<>(Set.of(usual().lines()));
            for (Object other : others(part.getName())) {
                List<String> lines = with(part.getName(), other).lines();
                assertThat(seen.add(lines)).as("%s in %s", other, lines).isTrue();
            }
        }
    }

    @Test
    void lines_areAligned_andPlain() {
        assertThat(usual().lines())
                .containsExactly(
                        "start      order (code, 5 characters), plan (code, 1 character)",
                        "editable   order",
                        "credit     all steps are traced, feedback is about the whole run",
                        "batch      5 items, side by side, shuffled, without replacement",
                        "feedback   score, notes",
                        "memory     none",
                        "search     sequential: the champion, one proposal at a time",
                        "accept     when duels show that it is better, error at most 0.05 over all rounds, at most 300"
                                + " duels a decision",
                        "select     the champion",
                        "certify    against the start on at most 500 fresh items, error at most 0.05",
                        "optimizer  synthetic",
                        "budget     40 updates, $5",
                        "seed       1");
    }

    @Test
    void invalidChoices_areRefused() {
        assertThatThrownBy(() -> new Batching(0, Template.BATCH, Order.SHUFFLED, false))
                .hasMessage("A batch has 0 items, but it needs at least 1.");
        assertThatThrownBy(() -> new Batching(1, Template.BATCH, Order.CURRICULUM, true))
                .hasMessageContaining("shuffle them, or draw without replacement");
        assertThatThrownBy(() ->
                        new LoopBudget(0, OptionalLong.empty(), OptionalDouble.empty(), OptionalDouble.empty()))
                .hasMessage("The budget has 0 updates, but it needs at least 1.");
    }
}
