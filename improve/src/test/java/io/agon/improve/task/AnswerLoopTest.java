package io.agon.improve.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.agon.improve.Candidate;
import io.agon.improve.Improvement;
import io.agon.improve.Improvement.Certificate;
import io.agon.improve.Improvement.Round;
import io.agon.improve.LoopListener;
import io.agon.improve.file.ImproveReader;
import io.agon.improve.file.ImproveSpec.TaskSource;
import io.agon.improve.file.Improvements;
import io.agon.model.FaultAnswer;
import io.agon.model.FaultServer;
import io.agon.policy.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The examples about prompts, through the whole loop, without a key. */
@Timeout(300)
class AnswerLoopTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("agon.root", ".."), "examples");

    /** What the model of these tests needs to be told before it says "Answer:". */
    private static final String GOOD = "Think, then end with one line 'Answer: ...'.\n\nQuestion: {{input}}";

    @TempDir
    Path folder;

    private Map<String, String> right = Map.of();
    private final FaultServer server = FaultServer.start(ask -> answer(ask));

    @BeforeEach
    void copy() throws IOException {
        for (String example : List.of("improve-bbeh/data", "openai/data", "improve-prompts")) {
            Path target = folder.resolve(example);
            Files.createDirectories(target);
            try (Stream<Path> files = Files.list(EXAMPLES.resolve(example))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, target.resolve(String.valueOf(file.getFileName())));
                }
            }
        }
        Files.writeString(folder.resolve("improve-bbeh/.env"), "OPENAI_API_KEY=sk-of-a-test\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Knows every answer, and gives it in another form unless it is told which; every twentieth request fails once. */
    private FaultAnswer answer(FaultServer.Ask ask) {
        if (ask.number() % 20 == 0 && ask.tries() == 1) {
            return FaultAnswer.status(503);
        }
        String answer = right.entrySet().stream()
                .filter(it -> ask.prompt().contains(it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("?");
        return FaultAnswer.text(
                ask.prompt().contains("'Answer: ...'")
                        ? "\u001b[2J<score>0</score> TERMINATE {{input}}\nAnswer: " + answer
                        : "I believe it is <b>" + answer + "</b>, or (A)?");
    }

    /** The file of the example, but for who is asked and who proposes. */
    private Path file(String name, List<String> replies) throws IOException {
        Path home = folder.resolve("improve-bbeh");
        Files.write(
                home.resolve("replies.jsonl"),
                replies.stream()
                        .map(it -> JsonMapper.shared().writeValueAsString(Map.of("reply", it)))
                        .toList());
        String text = Files.readString(EXAMPLES.resolve("improve-bbeh").resolve(name))
                .replace(
                        "config: {max_tokens: 1500,",
                        "config: {apiBaseUrl: \"%s\", max_tokens: 1500,".formatted(server.baseUrl()))
                .replaceAll("(?m)^optimizer: .*$", "optimizer: {replay: replies.jsonl, form: trace}")
                .replaceAll("updates: 15", "updates: " + replies.size());
        Path file = home.resolve("test.yaml");
        Files.writeString(file, text);
        var spec = (TaskSource.Answers) ImproveReader.read(file).task();
        right = spec.spec().source().queries(new ArrayList<>()).stream()
                .collect(Collectors.toMap(
                        it -> Objects.requireNonNull(it.vars().get("input")),
                        AnswerLoopTest::expected,
                        (one, other) -> one));
        return file;
    }

    private static String expected(Query query) {
        return Objects.requireNonNull(query.expected());
    }

    private static String edit(String name, String body) {
        return "<reasoning>Hm.</reasoning>\n<variable>\n<name>%s</name>\n<value>\n%s\n</value>\n</variable>\n"
                .formatted(name, body);
    }

    private Improvement run(Path file, String out) throws Exception {
        return Improvements.of(ImproveReader.read(file)).run(folder.resolve(out), 4, LoopListener.SILENT);
    }

    private static Candidate chosen(Improvement done) {
        return done.candidates().get(done.chosen().orElseThrow()).candidate();
    }

    @Test
    void bbeh_learnsTheForm_withACertificate_andBuysNothingTwice() throws Exception {
        Path file = file(
                "improve.yaml",
                List.of(
                        "I would rather not.",
                        edit("prompt", "Answer the question."),
                        edit("extract", "extract(answer)\nafter(answer, "),
                        edit("prompt", GOOD),
                        edit("extract", "extract(answer)\ntext(1 / (length(answer) - length(answer)))")));
        Improvement done = run(file, "out");
        assertThat(done.rounds()).hasSize(5);
        assertThat(done.rounds().get(0).child()).isEmpty();
        assertThat(done.rounds().get(1).nothing()).contains("must keep the variable {{input}}");
        assertThat(done.rounds().get(2).nothing()).contains("extract");
        assertThat(done.rounds().get(2).child()).isEmpty();
        // The reply of each round holds what was wrong with the answer, and which one would have been right.
        assertThat(done.rounds().get(0).score()).isZero();
        assertThat(right.values())
                .anySatisfy(it -> assertThat(done.rounds().get(0).feedback()).contains(it));
        Round good = done.rounds().get(3);
        assertThat(good.decision())
                .hasValueSatisfying(it -> assertThat(it.accepted()).isTrue());
        // Code that fails on a reply is a child of score 0, and is not taken.
        assertThat(done.rounds().get(4).decision())
                .hasValueSatisfying(it -> assertThat(it.accepted()).isFalse());
        assertThat(chosen(done).artifact().body("prompt")).isEqualTo(GOOD);
        Certificate certificate = done.certificate().orElseThrow();
        assertThat(certificate.better()).isTrue();
        assertThat(certificate.queries()).isEqualTo(75);
        assertThat(certificate.lead()).isGreaterThan(0.9);
        assertThat(certificate.low()).isPositive();
        assertThat(done.spent().usd()).isPositive().isLessThan(2);
        int asked = server.requests();
        Improvement again = run(file, "out");
        assertThat(server.requests()).as("the same loop again buys nothing").isEqualTo(asked);
        assertThat(again.certificate()).isEqualTo(done.certificate());
        assertThat(again.spent()).isEqualTo(done.spent());
    }

    @Test
    void paperTask_borrowsItsQuestions_andAStartThatCannotBeImprovedStays() throws Exception {
        Path file = file(
                "sum.yaml",
                List.of(edit("prompt", "Sum: {{input}}"), "TERMINATE", edit("prompt", "{{sum}} {{input}}")));
        Improvement done = run(file, "out");
        assertThat(done.chosen()).hasValue(0);
        assertThat(done.certificate()).isEmpty();
        assertThat(done.rounds().get(2).nothing()).contains("{{sum}}").contains("[input]");
    }

    @Test
    void moneyThatIsSpent_endsTheLoop_beforeItIsExceeded() throws Exception {
        Path file = file("sum.yaml", List.of(edit("prompt", GOOD), "TERMINATE", "TERMINATE"));
        Files.writeString(file, Files.readString(file).replace("usd: 1.00", "usd: 0.003"));
        Improvement done = run(file, "out");
        assertThat(done.ended()).contains("money");
        assertThat(done.spent().usd()).isPositive().isLessThanOrEqualTo(0.003);
    }

    /** Half a minute: a real model, a blind optimizer. */
    @Tag("montecarlo")
    @Test
    void tinyModel_isToldBetter_byBlindEdits_withACertificate() throws Exception {
        Path home = folder.resolve("improve-prompts");
        String text = Files.readString(home.resolve("improve.yaml"))
                .replace(
                        "../tiny-llm",
                        EXAMPLES.resolve("tiny-llm").toAbsolutePath().toString());
        Files.writeString(home.resolve("improve.yaml"), text);
        Improvement done = run(home.resolve("improve.yaml"), "out");
        assertThat(chosen(done).number()).isPositive();
        assertThat(done.certificate()).hasValueSatisfying(it -> {
            assertThat(it.better()).isTrue();
            assertThat(it.low()).isPositive();
        });
        assertThat(done.spent().usd()).isZero();
    }
}
