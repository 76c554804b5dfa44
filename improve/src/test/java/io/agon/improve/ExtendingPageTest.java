package io.agon.improve;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.budget.Allotment;
import io.agon.improve.LearningLoop.Batching.Template;
import io.agon.improve.LearningLoop.CreditHorizon;
import io.agon.improve.LearningLoop.CreditHorizon.Scope;
import io.agon.improve.LearningLoop.Feedback;
import io.agon.improve.optimizer.Form;
import io.agon.improve.optimizer.Optimizers;
import io.agon.improve.optimizer.RecordedModel;
import io.agon.judge.Scripted;
import io.agon.loop.KeptReplies;
import io.agon.loop.KeptTurn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendingPageTest {

    private static final String PAGE = "../docs/extending/improve.md";

    @TempDir
    private Path folder;

    private static String flat(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @Test
    void page_showsTheTaskThatIsTestedHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/agon/improve/Capitals.java"));
        String record = source.substring(source.indexOf("record Capitals"));
        assertThat(flat(Files.readString(Path.of(PAGE)))).contains(flat(record));
    }

    @Test
    void task_runsAndIsImproved_byTheAnswerOnThePage() throws Exception {
        String page = Files.readString(Path.of(PAGE));
        int from = page.indexOf("<reasoning>");
        String answer = page.substring(from, page.indexOf("```", from));
        var model = new Scripted(it -> it.messages().getLast().text().contains("only") ? "Paris" : "It is Paris.");
        var task = new Capitals(
                model.endpoint(),
                List.of("France"),
                List.of("Paris"),
                Items.of(List.of(0L), List.of(0L), List.of(0L), List.of(0L)));
        var start = new Artifact(List.of(
                new Component("prompt", Component.Kind.PROMPT, "", "Told first.", "", "What is the capital of")));
        try (var kept = new KeptReplies(folder.resolve("replies.jsonl"))) {
            var turn = new KeptTurn("test", new SplittableRandom(1), kept, Allotment.unbounded());
            Run before = task.run(start, 0, turn);
            var graph = new LearningGraph(
                    Template.BATCH,
                    new CreditHorizon(OptionalInt.empty(), Scope.RUN),
                    List.of(new Feedback.Score(), new Feedback.Reference()));
            var lesson = graph.lesson(List.of(before), List.of(0), OptionalDouble.empty());
            var problem = new Problem(
                    1,
                    task.objective(),
                    start,
                    List.of("prompt"),
                    lesson.summary(),
                    lesson.shown(),
                    List.of(),
                    List.of());
            var optimizer = Optimizers.of(Form.TRACE, new RecordedModel(Map.of("update 1", answer)));
            Artifact child = start.with(optimizer.propose(problem, turn).bodies());
            assertThat(before.score()).isZero();
            assertThat(lesson.summary().feedback()).isEqualTo("Score: 0 of 1.\nExpected answer: Paris");
            assertThat(task.run(child, 0, turn).score()).isEqualTo(1);
        }
    }
}
