package io.agon.improve.optimizer;

import static io.agon.improve.optimizer.Example.ARTIFACT;
import static io.agon.improve.optimizer.Example.NO_TURN;
import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Problem.Scored;
import io.agon.improve.Run;
import io.agon.improve.optimizer.Example.Scripted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScoreHistoryOptimizerTest {

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void bestTwenty_areShown_theBestLast_withThreeRuns() throws Exception {
        var history = new ArrayList<Scored>();
        for (int i = 0; i < 25; i++) {
            history.add(new Scored(ARTIFACT.with(Map.of("prompt", "Prompt %02d.".formatted(i))), i / 100.0));
        }
        var runs = new Run[4];
        for (int i = 0; i < 4; i++) {
            runs[i] = Example.run(i, "question " + i, "reply " + i);
        }
        var model = new Scripted(Example.answer("prompt", "Better."));
        var proposal = new ScoreHistoryOptimizer(model).propose(Example.problem(List.of(), history, runs), NO_TURN);

        assertThat(proposal.bodies()).isEqualTo(Map.of("prompt", "Better."));
        assertThat(model.steps()).containsExactly("update 7");
        String said = model.said("update 7");
        var expected = new ArrayList<String>();
        for (int i = 5; i < 25; i++) {
            expected.add("Prompt %02d.".formatted(i));
        }
        assertThat(found(said, "Prompt \\d\\d\\.")).isEqualTo(expected);
        assertThat(found(said, "score=\"[^\"]*\"")).hasSize(20).endsWith("score=\"0.240\"");
        assertThat(found(said, "question \\d")).containsExactly("question 0", "question 1", "question 2");
        assertThat(said).doesNotContain("ask(").contains("ID [3]: Score: 0 of 1.");
        assertThat(said.substring(said.indexOf("# Solutions"), said.indexOf("# Runs")))
                .as("what may not be changed is no part of a solution")
                .doesNotContain("style");
    }

    @Test
    void withoutHistory_thePresentSolutionIsShown() throws Exception {
        var model = new Scripted("TERMINATE");
        var proposal = new ScoreHistoryOptimizer(model).propose(Example.problem(), NO_TURN);
        assertThat(model.said("update 7")).contains("Think.").doesNotContain("# Solutions");
        assertThat(proposal.nothing()).isEqualTo("the model would change nothing");
    }
}
