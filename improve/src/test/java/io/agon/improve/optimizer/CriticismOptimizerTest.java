package io.agon.improve.optimizer;

import static io.agon.improve.optimizer.Example.ARTIFACT;
import static io.agon.improve.optimizer.Example.NO_TURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Problem.Remembered;
import io.agon.improve.Run;
import io.agon.improve.optimizer.Example.Scripted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CriticismOptimizerTest {

    /** Criticism names the call that it came from; values are new. */
    private static String script(String step) {
        return step.contains("rewrite prompt")
                ? "Why.\n<value>\nNew prompt.\n</value>"
                : step.contains("rewrite") ? "<value>read(reply) = 2</value>" : "from " + step;
    }

    @Test
    void oneRun_isACallAnEdgeThatLeadsToAVariable_andOneAVariable() throws Exception {
        var model = new Scripted(CriticismOptimizerTest::script);
        var proposal = new CriticismOptimizer(model).propose(Example.problem(), NO_TURN);
        assertThat(model.steps())
                .containsExactly(
                        "update 7 criticism 1",
                        "update 7 criticism 2",
                        "update 7 criticism 3",
                        "update 7 rewrite prompt",
                        "update 7 rewrite read");
        assertThat(model.said("update 7 criticism 1"))
                .contains("item 1/find = find(reply=item 1/ask)", "Expected answer: 4", "It is 5");
        assertThat(model.said("update 7 criticism 2")).contains("last(reply)", "Expected answer: 4");
        assertThat(model.said("update 7 criticism 3"))
                .as("in view of what was said of the reply")
                .contains("item 1/ask = ask(", "<criticism>\nfrom update 7 criticism 1\n</criticism>", "Think.")
                .doesNotContain("Expected answer: 4");
        assertThat(model.said("update 7 rewrite prompt"))
                .contains("from update 7 criticism 3", "At most 50 words.")
                .doesNotContain("Past values");
        assertThat(model.said("update 7 rewrite read")).contains("from update 7 criticism 2");
        assertThat(proposal.bodies()).isEqualTo(Map.of("prompt", "New prompt.", "read", "read(reply) = 2"));
        assertThat(proposal.reasoning()).isEqualTo("prompt: Why.\nread: ");
    }

    @Test
    void severalPieces_areSummedUp_andMemoryIsMomentum() throws Exception {
        var model = new Scripted(CriticismOptimizerTest::script);
        var memory = List.of(new Remembered(ARTIFACT.with(Map.of("prompt", "Guess.")), "Bad."));
        var problem = Example.problem(memory, List.of(), Example.run(1, "a", "b"), Example.run(2, "c", "d"));
        new CriticismOptimizer(model).propose(problem, NO_TURN);
        assertThat(model.steps())
                .filteredOn(it -> it.contains("summary"))
                .as("of prompt and of read")
                .hasSize(2);
        assertThat(model.steps())
                .filteredOn(it -> it.contains("criticism"))
                .as("batch to two answers, each to its reply and read, each reply to prompt")
                .hasSize(2 + 4 + 2);
        assertThat(model.said("update 7 rewrite prompt"))
                .contains("Past values", "Guess.", "Bad.")
                .contains("<criticism>\nfrom update 7 summary");
    }

    @Test
    void calls_areBounded_restIsPassedOn() throws Exception {
        var model = new Scripted(CriticismOptimizerTest::script);
        var runs = new Run[20];
        for (int i = 0; i < runs.length; i++) {
            runs[i] = Example.run(i, "q", "r");
        }
        new CriticismOptimizer(model).propose(Example.problem(List.of(), List.of(), runs), NO_TURN);
        assertThat(model.steps()).hasSize(Form.CRITICISM.calls(2));
        assertThat(model.said("update 7 rewrite prompt")).contains("from update 7 criticism");
    }

    @Test
    void blankCriticism_isPassedOver() throws Exception {
        var model = new Scripted(step -> step.contains("rewrite") ? script(step) : "");
        var proposal = new CriticismOptimizer(model).propose(Example.problem(), NO_TURN);
        assertThat(model.said("update 7 rewrite prompt")).contains("<criticism>\nScore: 0 of 1.\nExpected answer: 4");
        assertThat(proposal.bodies()).hasSize(2);
    }

    @Test
    void whatCannotBeRead_isNoChangeOfThatVariable() throws Exception {
        var model = new Scripted(
                step -> step.contains("rewrite prompt") ? "TERMINATE" : step.contains("rewrite") ? "no" : "x");
        var proposal = new CriticismOptimizer(model).propose(Example.problem(), NO_TURN);
        assertThat(proposal.bodies()).isEmpty();
        assertThat(proposal.nothing()).isEqualTo("the model would not change prompt; the new read cannot be read");
    }
}
