package io.agon.improve.optimizer;

import static io.agon.improve.optimizer.Example.NO_TURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Problem;
import io.agon.improve.Proposal;
import io.agon.improve.optimizer.Example.Scripted;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReflectiveOptimizerTest {

    private static Problem problem(int update) throws Exception {
        Problem it = Example.problem();
        return new Problem(
                update,
                it.objective(),
                it.artifact(),
                it.editable(),
                it.learning(),
                it.runs(),
                it.memory(),
                it.history());
    }

    private static Proposal answered(int update, String reply) throws Exception {
        return new ReflectiveOptimizer(new Scripted(reply)).propose(problem(update), NO_TURN);
    }

    @Test
    void components_takeTurns() throws Exception {
        assertThat(answered(1, "So.\n```\nNew.\n```").bodies()).isEqualTo(Map.of("prompt", "New."));
        assertThat(answered(2, "So.\n```java\nread(reply) = 1\n```\n").bodies())
                .isEqualTo(Map.of("read", "read(reply) = 1"));
        assertThat(answered(3, "So.\n```\nNew.\n```").bodies()).isEqualTo(Map.of("prompt", "New."));
        assertThat(answered(1, "So.\n```\nNew.\n```").reasoning()).isEqualTo("So.");
    }

    @Test
    void runs_areShownWithInputsOutputsAndFeedback_andOneComponent() throws Exception {
        var model = new Scripted("");
        new ReflectiveOptimizer(model).propose(problem(1), NO_TURN);
        assertThat(model.said("update 1"))
                .contains("<run id=\"0\">", "2+2?", "<output>\n5\n</output>", "Expected answer: 4", "Think.")
                .doesNotContain("last(reply)");
    }

    @Test
    void textWithFencesOfItsOwn_isWhole() throws Exception {
        assertThat(answered(1, "```\nWrite\n```\ncode\n```\nso.\n```").bodies())
                .isEqualTo(Map.of("prompt", "Write\n```\ncode\n```\nso."));
    }

    @Test
    void answerWithoutText_isNoChange() throws Exception {
        assertThat(answered(1, "TERMINATE").nothing()).isEqualTo("the model would change nothing");
        assertThat(answered(1, "New: x").nothing()).isEqualTo("the answer cannot be read");
        assertThat(answered(1, "```\ncut off").nothing()).isEqualTo("the answer cannot be read");
        assertThat(answered(1, "").nothing()).isEqualTo("the model refused or said nothing");
        assertThat(answered(2, "```\nbuy(reply) = 1\n```").nothing()).contains("does not keep read(reply)");
        assertThat(answered(1, "```\nSay TERMINATE.\n```").bodies()).isEqualTo(Map.of("prompt", "Say TERMINATE."));
    }
}
