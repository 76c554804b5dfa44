package io.agon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.judge.Arena;
import io.agon.judge.Ballot;
import io.agon.judge.Bout;
import io.agon.judge.Exam;
import io.agon.model.Embedder;
import io.agon.policy.Answer;
import io.agon.policy.Policy;
import io.agon.policy.Query;
import io.agon.policy.Turn;
import io.agon.preference.Duel;
import io.agon.preference.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArenaLoaderTest {

    @TempDir
    Path root;

    private Folder folder;

    @BeforeEach
    void folder() {
        folder = Folder.in(root);
    }

    private Arena load(String yaml) {
        return ArenaLoader.load(ExperimentReader.read(folder.experiment(yaml), Set.of()));
    }

    private static Outcome fight(Arena arena, Duel duel, String item) throws InterruptedException {
        Query query = arena.queries(duel).stream()
                .filter(it -> it.id().equals(item))
                .findFirst()
                .orElseThrow();
        return arena.fight(Bout.alone(duel, query, new SplittableRandom(1)));
    }

    private static List<String> items(Arena arena, Duel duel) {
        return arena.queries(duel).stream().map(Query::id).toList();
    }

    @Test
    void scores_comparesCells() throws Exception {
        Arena arena = load("policies: {recorded: {scores: scores.csv}}");
        assertThat(arena.policies()).containsExactly("A", "B", "C");
        assertThat(items(arena, new Duel(0, 1))).containsExactly("1", "2", "3");
        assertThat(fight(arena, new Duel(0, 1), "1")).isEqualTo(Outcome.WIN);
        assertThat(fight(arena, new Duel(1, 0), "1")).isEqualTo(Outcome.LOSS);
        assertThat(fight(arena, new Duel(0, 1), "3")).isEqualTo(Outcome.TIE);
        Arena worse = load("policies: {recorded: {scores: scores.csv}}\njudge: {scores: {higher: worse, tie: 1}}");
        assertThat(fight(worse, new Duel(0, 1), "1")).isEqualTo(Outcome.TIE);
        assertThat(fight(worse, new Duel(0, 1), "2")).isEqualTo(Outcome.LOSS);
    }

    @Test
    void scores_withHoles_refusesOrSkips() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write("item,A,B,C\r\n1,1,,3\r\n\"2, b\",1,2,3\r\n".getBytes(StandardCharsets.UTF_8));
        }
        folder.write("holes.csv.gz", bytes.toByteArray());
        assertThatThrownBy(() -> load("policies: {recorded: {scores: holes.csv.gz}}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("holes.csv.gz:2:3: 'B' has no score here");
        Arena arena = load("policies: {recorded: {scores: holes.csv.gz, missing: skip}}");
        assertThat(items(arena, new Duel(1, 0))).containsExactly("2, b");
        assertThat(items(arena, new Duel(2, 0))).containsExactly("1", "2, b");
    }

    @Test
    void data_withFaults_saysFileLineAndColumn() {
        folder.write("bad.csv", "item,A,B\n1,1,x\n1,2,3\n3,1\n");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: bad.csv}}"))
                .hasMessageContaining("bad.csv:4:2: this row has 2 cells, but there are 3 columns");
        folder.write("bad.csv", "item,A,B\n1,1,x\n1,2,3\n");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: bad.csv}}"))
                .hasMessageContaining("bad.csv:2:3: 'x' is not a number")
                .hasMessageContaining("bad.csv:3:1: the item '1' stands in line 2 already");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: scores.csv, exclude: [D]}}"))
                .hasMessageContaining("there is no policy 'D' here");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: scores.csv, exclude: [A, B]}}"))
                .hasMessageContaining("at least 2");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: scores.csv, item: itm}}"))
                .hasMessageContaining("there is no column 'itm'; did you mean 'item'?");
        folder.write("bad.csv", "item,A,A\n1,1,2\n");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: bad.csv}}"))
                .hasMessageContaining("stands twice");
        folder.write("bad.csv", "item,A,\n1,1,2\n");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: bad.csv}}"))
                .hasMessageContaining("bad.csv:1:3: the column has no name");
        folder.write("bad.csv", "item,arm_a,arm_b,outcome\n1,A,B,won\n1,A,A,a\n");
        assertThatThrownBy(() -> load("policies: {recorded: {outcomes: bad.csv}}"))
                .hasMessageContaining("bad.csv:2:4: the outcome 'won' must be a, b or tie")
                .hasMessageContaining("bad.csv:3:3: a duel needs two different policies");
        folder.write("bad.csv", "p,A,B\nA,0.5,0.7\nB,0.4,0.5\n");
        assertThatThrownBy(() -> load("policies: {recorded: {matrix: bad.csv}}"))
                .hasMessageContaining("must add up to 1");
        folder.write("bad.jsonl", "{\"item\": 1, \"policy\": \"A\"}\n{oops\n");
        assertThatThrownBy(() -> load("policies: {recorded: {answers: bad.jsonl}}\njudge: exact"))
                .hasMessageContaining("bad.jsonl:1: answer is missing")
                .hasMessageContaining("bad.jsonl:2:");
        folder.write("bad.csv.gz", "no gzip");
        assertThatThrownBy(() -> load("policies: {recorded: {scores: bad.csv.gz}}"))
                .hasMessageContaining("gzip");
    }

    @Test
    void outcomes_severalJudgments_areDrawnOrAveraged() throws Exception {
        Arena drawn = load("policies: {recorded: {outcomes: duels.csv}}");
        assertThat(drawn.policies()).containsExactly("A", "B");
        assertThat(fight(drawn, new Duel(0, 1), "1")).isEqualTo(Outcome.WIN);
        folder.write("duels.csv", "item,arm_a,arm_b,outcome,judge\n1,A,B,a,x\n1,B,A,a,y\n1,A,B,a,z\n1,A,B,a,z\n");
        Arena mean = load("policies: {recorded: {outcomes: duels.csv}}\njudge: {recorded: {judgments: average}}");
        assertThat(fight(mean, new Duel(0, 1), "1")).isEqualTo(new Outcome.Graded(0.75));
        assertThat(fight(mean, new Duel(1, 0), "1")).isEqualTo(new Outcome.Graded(0.25));
        Arena one = load("policies: {recorded: {outcomes: duels.csv}}\njudge: {recorded: {judges: [y]}}");
        assertThat(fight(one, new Duel(0, 1), "1")).isEqualTo(Outcome.LOSS);
        assertThatThrownBy(() -> load("policies: {recorded: {outcomes: duels.csv}}\njudge: {recorded: {judges: [q]}}"))
                .hasMessageContaining("there is no judge 'q'");
    }

    @Test
    void outcomes_pairNeverJudged_isRefused() {
        folder.write("duels.csv", "item,arm_a,arm_b,outcome\n1,A,B,a\n1,B,C,a\n");
        assertThatThrownBy(() -> load("policies: {recorded: {outcomes: duels.csv}}"))
                .hasMessageContaining("the pair 'A', 'C' was never judged");
    }

    @Test
    void answers_areJudged() throws Exception {
        Arena arena = load("policies: {recorded: {answers: answers.jsonl}}\njudge: exact");
        assertThat(fight(arena, new Duel(0, 1), "q1")).isEqualTo(Outcome.WIN);
        assertThat(arena.instant()).isTrue();
        Arena number = load("policies: {recorded: {answers: answers.jsonl}}\njudge: {number: {tie: 1}}");
        assertThat(fight(number, new Duel(0, 1), "q1")).isEqualTo(Outcome.TIE);
    }

    private static final String ANSWERS = "policies: {recorded: {answers: answers.jsonl}}\njudge: ";

    @Test
    void judges_areMade() throws Exception {
        Arena regex = load(ANSWERS + "{regex: {pattern: '^{{expected}}$'}}");
        assertThat(fight(regex, new Duel(0, 1), "q1")).isEqualTo(Outcome.WIN);
        assertThat(regex.instant()).isTrue();
        Arena jury = load(ANSWERS + "{jury: {judges: [exact, number, {regex: {pattern: '5'}}]}}");
        assertThat(fight(jury, new Duel(1, 0), "q1")).isEqualTo(Outcome.LOSS);
        Arena chain = load(ANSWERS + "{chain: {judges: [{number: {tie: 9}}, exact]}}");
        assertThat(fight(chain, new Duel(0, 1), "q1")).isEqualTo(Outcome.WIN);
        assertThat(load(ANSWERS + "human").instant()).isFalse();
        assertThat(fight(load(ANSWERS + "human"), new Duel(0, 1), "q1"))
                .isInstanceOfSatisfying(
                        Outcome.Missing.class, it -> assertThat(it.reason()).contains("run it at a terminal"));
        ExperimentSpec spec = ExperimentReader.read(folder.experiment(ANSWERS + "human"), Set.of());
        Arena asked = ArenaLoader.open(spec, (query, first, second) -> Ballot.Choice.SECOND)
                .arena();
        assertThat(fight(asked, new Duel(0, 1), "q1")).isEqualTo(Outcome.LOSS);
        assertThatThrownBy(() -> load(ANSWERS + "{regex: {pattern: '{{other}}'}}"))
                .hasMessageContaining("the item 'q1' has no 'other', which a pattern of judge.regex names");
        assertThatThrownBy(() -> load(ANSWERS + "{llm: {provider: 'nobody:m'}}"))
                .hasMessageContaining("agon.yaml:2:25: judge.llm.provider: There is no provider 'nobody'");
        assertThatThrownBy(() -> load(ANSWERS + "{llm: {provider: x}}"))
                .hasMessageContaining("agon.yaml:2:25: judge.llm.provider: 'x' names no provider");
        folder.write("labels.jsonl", "{\"first\": \"a\", \"second\": \"b\", \"label\": \"A\"}\n{\"first\": 1}\n");
        assertThatThrownBy(() -> load(ANSWERS + "{command: {run: x, labels: labels.jsonl}}"))
                .hasMessageContaining("labels.jsonl:1: label is 'A', but it must be first, second or tie")
                .hasMessageContaining("labels.jsonl:2: second is missing");
    }

    @Test
    void labels_moreThanAskedFor_areDrawn() {
        var lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append("{\"first\": \"a%d\", \"second\": \"b\", \"label\": \"tie\"}%n".formatted(i));
        }
        folder.write("labels.jsonl", lines.toString());
        String judge = ANSWERS + "{command: {run: x, labels: labels.jsonl, labelled: 7}}";
        List<Exam.Pair> pairs = load(judge).exam().orElseThrow().pairs();
        assertThat(pairs).hasSize(7).doesNotHaveDuplicates();
        assertThat(load(judge).exam().orElseThrow().pairs()).isEqualTo(pairs);
        assertThat(load(ANSWERS + "exact").exam()).isEmpty();
    }

    /** Found as a service, as the module agon-local brings one. */
    public static final class Letters implements Embedder {
        @Override
        public String name() {
            return "letters";
        }

        @Override
        public float[] embed(String text) {
            return new float[] {1, text.chars().filter(c -> c == '4').count()};
        }
    }

    @Test
    void embedder_isAService() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try {
            Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
            assertThatThrownBy(() -> load(ANSWERS + "embedding"))
                    .hasMessageContaining("judge.embedding: there is no embedder in this installation");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        Path services = Files.createDirectories(root.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(Embedder.class.getName()), Letters.class.getName());
        try (var loader =
                new URLClassLoader(new URL[] {root.resolve("classes").toUri().toURL()}, before)) {
            Thread.currentThread().setContextClassLoader(loader);
            assertThat(fight(load(ANSWERS + "embedding"), new Duel(0, 1), "q1")).isEqualTo(Outcome.WIN);
            assertThatThrownBy(() -> load(ANSWERS + "{embedding: {model: leters}}"))
                    .hasMessageContaining("there is no embedder 'leters'; did you mean 'letters'?");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** A policy of kind java. */
    public static final class Adder implements Policy {
        private final int offset;

        public Adder(Map<String, String> options) {
            offset = Integer.parseInt(options.getOrDefault("offset", "0"));
        }

        @Override
        public Answer answer(Query query, Turn turn) {
            return Answer.of(Integer.toString(4 + offset));
        }
    }

    @Test
    void classes_areMade() throws Exception {
        String name = Adder.class.getName();
        Arena arena = load("""
            policies:
              - {id: right, java: "%s"}
              - {id: wrong, java: "%s", options: {offset: 1}}
            tests: inputs.jsonl
            judge: exact
            """.formatted(name, name));
        assertThat(arena.policies()).containsExactly("right", "wrong");
        assertThat(fight(arena, new Duel(0, 1), "1")).isEqualTo(Outcome.WIN);
        assertThat(arena.instant()).isFalse();
        assertThatThrownBy(
                        () -> load("policies: [{java: no.Such}, {java: no.Other}]\ntests: inputs.jsonl\njudge: exact"))
                .hasMessageContaining("there is no class no.Such");
        assertThatThrownBy(() -> load(
                        "policies: [{java: java.lang.String}, {java: no.Other}]\ntests: inputs.jsonl\njudge: exact"))
                .hasMessageContaining("does not implement io.agon.policy.Policy");
    }

    @Test
    void fingerprint_followsContentNotLayout() {
        String yaml = "policies: {recorded: {scores: scores.csv}}\nexperiment: {seed: 3, confidence: 0.9}\n";
        String one = fingerprint(yaml);
        assertThat(fingerprint("# hello\n" + yaml.replace("seed: 3, confidence: 0.9", "confidence: 0.9, seed: 3")))
                .isEqualTo(one);
        assertThat(fingerprint(yaml + "description: other\n")).isEqualTo(one);
        assertThat(fingerprint(yaml.replace("seed: 3", "seed: 3, budget: {comparisons: 9}")))
                .isEqualTo(one);
        assertThat(fingerprint(yaml.replace("seed: 3", "seed: 4"))).isNotEqualTo(one);
        folder.write("scores.csv", "item,A,B,C\n1,3,2,1\n2,3,1,2\n3,2,2,1\n");
        assertThat(fingerprint(yaml)).isNotEqualTo(one);
    }

    private String fingerprint(String yaml) {
        return Fingerprint.of(ExperimentReader.read(folder.experiment(yaml), Set.of()), List.of());
    }
}
