package io.agon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agon.improve.Component;
import io.agon.improve.Improvement;
import io.agon.improve.LoopListener;
import io.agon.improve.code.Sandbox;
import io.agon.improve.file.ImproveReader;
import io.agon.improve.file.Improvements;
import io.agon.improve.file.Improving;
import io.agon.improve.report.Lineage;
import io.agon.loop.LoopFolder;
import io.agon.page.LineageExample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code agon improve}, and what looks at its folder. */
class ImproveTest {

    private static final String GAINS = "{task: {world: gains}, budget: {updates: 15}, certify: {queries: 300}}";
    private static final String EQUAL = "{task: {world: equal}, budget: {updates: 4}, certify: {queries: 100}}";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("improve.yaml"), text);
    }

    @Test
    void gains_areFoundCertifiedAndWritten() throws Exception {
        file(GAINS);
        Cli cli = Cli.agon("improve", folder).succeeds();
        assertThat(cli.out())
                .startsWith("IMPROVED  candidate ")
                .contains(
                        ", by at least ",
                        " % interval ",
                        "fresh queries",
                        "What changed",
                        "    - level: 0",
                        "Accepted changes")
                .contains("The choices of the loop:", "accept     when duels show", "What this cannot tell:");
        Path made = folder.resolve("improved");
        assertThat(Files.readString(made.resolve("report.txt"))).startsWith("IMPROVED");
        assertThat(Files.readString(made.resolve("report.html"))).contains("Lineage", "<svg");
        assertThat(Files.readString(made.resolve("curve.svg"))).startsWith("<svg");
        Lineage lineage = new Lineage(Improving.in(made).orElseThrow());
        assertThat(lineage.taken()).isPositive();
        assertThat(Files.readString(made.resolve("chosen/text.txt")))
                .isEqualTo(lineage.member(lineage.taken())
                        .standing()
                        .candidate()
                        .artifact()
                        .body("text"));
        var json = Cli.agon("improve", folder, "--json").succeeds().json();
        assertThat(json.get("status").asString()).isEqualTo("improved");
        assertThat(json.at("/certificate/atLeast").asDouble()).isNotNegative();
        assertThat(json.at("/certificate/number").asInt()).isOne();
        assertThat(json.get("chosen").asInt()).isEqualTo(lineage.taken());
    }

    @Test
    void equals_areNotAnnounced_andTheExitCodeSaysSo() throws Exception {
        Cli cli = Cli.agon("improve", file(EQUAL));
        assertThat(cli.code()).isEqualTo(Exit.UNDECIDED);
        assertThat(cli.out()).startsWith("NOTHING SHOWN  no change was taken after 4 updates");
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("more updates: agon improve " + folder.resolve("improve.yaml") + " --updates 8");
    }

    /** More updates spread the same error probability wider, so rounds after that may decide otherwise. */
    @Test
    void moreUpdates_leaveEarlierRoundsAsTheyWere() throws Exception {
        file(GAINS);
        Path out = folder.resolve("improved");
        Cli.agon("improve", folder, "--updates", 6, "--concurrency", 1);
        var first = Improving.in(out).orElseThrow();
        assertThat(first.rounds()).hasSize(6);
        Cli again = Cli.agon("improve", folder).succeeds();
        assertThat(again.err()).contains("6 updates kept in " + out);
        var more = Improving.in(out).orElseThrow();
        assertThat(more.rounds()).hasSize(15).startsWith(first.rounds().toArray(Improvement.Round[]::new));
    }

    @Test
    void stoppedInTheMiddle_endsTheSame_asInOneGo() throws Exception {
        Path file = file(GAINS);
        Path other = folder.resolve("other");
        Cli.agon("improve", folder).succeeds();
        var stop = new LoopListener() {
            @Override
            public void round(Improvement soFar) {
                if (soFar.spent().updates() == 6) {
                    throw new IllegalStateException("stopped");
                }
            }
        };
        Improving improving = Improvements.of(ImproveReader.read(file));
        assertThatThrownBy(() -> improving.run(other, 1, stop)).hasMessageContaining("stopped");
        assertThat(Improving.in(other).orElseThrow().rounds()).hasSize(6);
        Cli again = Cli.agon("improve", folder, "--out", other).succeeds();
        assertThat(again.err()).contains("6 updates kept in " + other);
        for (String name : List.of("improvement.json", "report.html", "curve.svg")) {
            assertThat(other.resolve(name)).hasSameTextualContentAs(folder.resolve("improved/" + name));
        }
    }

    @Test
    void folderOfAnotherLoop_isNotOverwritten_unlessAsked() throws Exception {
        Cli.agon("improve", file(EQUAL));
        Cli.change(folder.resolve("improve.yaml"), "equal", "gains");
        Cli refused = Cli.agon("improve", folder).failsWith(Exit.USAGE, "improved: holds a loop whose");
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).containsOnlyOnce(folder.toString());
        assertThat(Cli.agon("improve", folder, "--new").code()).isIn(Exit.OK, Exit.UNDECIDED);
    }

    @Test
    void folderAtWork_isRefusedAtOnce_alsoToStartAgain() throws Exception {
        file(EQUAL);
        try (var lock = new LoopFolder(folder.resolve("improved")).lock()) {
            for (String option : List.of("--concurrency=1", "--new")) {
                Cli.agon("improve", folder, option).failsWith(Exit.USAGE, "another process", "--out");
            }
        }
    }

    @Test
    void fewerUpdates_areRefused_alsoByTheDryRun() throws Exception {
        Cli.agon("improve", file(EQUAL));
        for (String option : List.of("--concurrency=1", "--dry-run")) {
            Cli.agon("improve", folder, "--updates", 2, option)
                    .failsWith(Exit.USAGE, "holds 4 updates, but 2 are asked for");
        }
    }

    @Test
    void deadServer_isToldAtOnce() {
        var err = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.NONE);
        try (var progress = new ImproveProgress(console, 10, 0, folder)) {
            progress.waiting(
                    "openai:x does not answer (connection failed), tried 3 times", Optional.of(Duration.ofSeconds(58)));
            progress.waiting(
                    "openai:x does not answer (connection failed), tried 4 times", Optional.of(Duration.ofSeconds(57)));
        }
        assertThat(err.toString(UTF_8))
                .contains("waiting: openai:x does not answer (connection failed), tried 3 times; given up in 58 s")
                .doesNotContain("57 s");
    }

    @Test
    void dryRun_saysTheWholeLoop_andDoesNothing() throws Exception {
        file(GAINS);
        Cli cli = Cli.agon("improve", folder, "--dry-run").succeeds();
        assertThat(cli.out())
                .contains("accept     when duels show", "at most 75 to learn from", "budget     15 updates");
        assertThat(folder.resolve("improved")).doesNotExist();
        var json = Cli.agon("improve", folder, "--dry-run", "--json").succeeds().json();
        assertThat(json.at("/runs/learning").asInt()).isEqualTo(75);
        assertThat(json.at("/loop/search").asString()).startsWith("sequential");
    }

    @Test
    void anyFileWithATask_isAnImprovement_whateverItsName() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.yaml"), GAINS);
        assertThat(Cli.agon("validate", file).succeeds().out()).contains("mine.yaml is fine", "15 updates");
        Cli.agon("improve", file, "--updates", 1);
        assertThat(Cli.agon("show", file).out()).contains("What changed");
    }

    @Test
    void description_headsTheReports() throws Exception {
        file("{description: A rule <for> shelves, task: {world: equal}, budget: {updates: 2}, certify: {queries: 0}}");
        Cli.agon("improve", folder);
        Path made = folder.resolve("improved");
        assertThat(Files.readString(made.resolve("report.txt"))).startsWith("A rule <for> shelves\n\nNOTHING SHOWN");
        assertThat(Files.readString(made.resolve("report.html"))).contains("<title>A rule &lt;for&gt; shelves</title>");
        assertThat(Improving.in(made).orElseThrow().description()).isEqualTo("A rule <for> shelves");
        assertThat(Cli.agon("show", folder, "--json").json().get("description").asString())
                .isEqualTo("A rule <for> shelves");
    }

    @Test
    void whereNothingChanged_nobodyIsSentToTheStart() throws Exception {
        Cli cli = Cli.agon("improve", file(EQUAL));
        assertThat(cli.out()).contains("What changed:").doesNotContain("to candidate 0", "--candidate 0");
    }

    private static String answers(String rest) {
        return """
            task:
              answers:
                tests: [%s]
                provider: {id: "openai:x", config: {apiKeyEnvar: NO_SUCH_KEY_HERE, temperature: 1}}
                check: exact
            artifact: {prompt: "Say {{word}}."}
            accept: {rule: llm-po, duels: 300}
            %s
            """.formatted(
                IntStream.range(0, 60)
                        .mapToObj(it -> "{vars: {word: w%d}, assert: [{type: equals, value: w%1$d}]}".formatted(it))
                        .collect(Collectors.joining(", ")),
                rest);
    }

    @Test
    void dryRun_countsItems_andModelsWithoutAPrice() throws Exception {
        file(answers("optimizer: {phrases: [Be brief.]}\nbatch: 50\ncertify: {queries: 400}"));
        Cli cli = Cli.agon("improve", folder, "--dry-run").succeeds();
        assertThat(cli.err())
                .contains("batch is of 50 items, but the task has")
                .contains("certify.queries is 400, but the task has");
        var items = Improvements.of(ImproveReader.read(folder)).task().items();
        int duels = items.acceptance().size().orElseThrow();
        assertThat(cli.out().replaceAll("\\s+", " "))
                .contains("at most %d duels a decision, at most %d queries of the certificate"
                        .formatted(duels, items.fresh().size().orElseThrow()))
                .contains("without openai:x: no price of it is known, and it is left out of the dollars")
                .doesNotContain("Decoding[");
        var json = Cli.agon("improve", folder, "--dry-run", "--json").succeeds().json();
        assertThat(json.at("/runs/acceptance").asLong()).isEqualTo(40L * 2 * duels);
    }

    @Test
    void phraseWithAnUnknownVariable_isRefusedAtReading() throws Exception {
        file(answers("optimizer: {phrases: [Be brief., 'Like {{colour}}.']}"));
        Cli.agon("validate", folder).failsWith(Exit.USAGE, "optimizer.phrases, 'Like {{colour}}.'", "{{colour}}");
    }

    @Test
    void codeOfAnswers_saysHowItsLanguageIsWritten() throws Exception {
        file(answers("optimizer: {phrases: [Be brief.]}")
                .replace("Say {{word}}.\"}", "Say {{word}}.\", find: {kind: code, body: \"find(answer)\\nanswer\"}}"));
        Component find =
                Improvements.of(ImproveReader.read(folder)).loop().start().component("find");
        assertThat(find.documentation()).contains("find(answer)");
    }

    @Test
    void foldersWithoutRuns_nameImprovementsToo() {
        Cli.agon("show", folder).failsWith(Exit.USAGE, "or an improvement with 'agon improve'");
    }

    @Test
    void missingKey_isSaidBeforeAnythingIsRun() throws Exception {
        file("{task: {inventory: inventory}, optimizer: {provider: {id: 'openai:x', config: {apiKeyEnvar:"
                + " NO_SUCH_KEY_HERE}}}}");
        Cli.agon("improve", folder).failsWith(Exit.USAGE, "NO_SUCH_KEY_HERE");
        assertThat(Cli.agon("improve", folder, "--dry-run").succeeds().out()).contains("missing", "NO_SUCH_KEY_HERE");
    }

    @Test
    void java_withoutASandbox_isRefused_withTheMend() throws Exception {
        file("{task: {inventory: inventory}, artifact: {order: {language: java}}, optimizer: {provider:"
                + " 'openai:gpt-4o-mini'}}");
        System.setProperty(Sandbox.FOLDERS, folder.toString());
        try {
            Cli.agon("improve", folder)
                    .failsWith(
                            Exit.USAGE,
                            "improve.yaml: artifact.order: Java of candidates runs in a sandbox",
                            "not installed: apt-get install bubblewrap, use the rule language, or say sandbox: none");
        } finally {
            System.clearProperty(Sandbox.FOLDERS);
        }
    }

    @Test
    void modelOfUnknownPrice_isRefused_byTheKeyOfThisFile() throws Exception {
        file("{task: {inventory: inventory}, optimizer: {provider: 'openai:unheard-of'}, budget: {usd: 1}}");
        Cli unpriced = Cli.agon("improve", folder).failsWith(Exit.USAGE, "openai:unheard-of costs", "drop budget.usd");
        assertThat(unpriced.err()).doesNotContain("experiment.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --updates 0 | --updates must lie between
        --updates 1000001 | --updates must lie between
        --concurrency 0 | --concurrency must lie between
        --updates many | not a whole number
        """)
    void absurdOptions_areRefused(String options, String said) throws Exception {
        file(EQUAL);
        String[] words = options.split(" ");
        Cli.agon("improve", folder, words[0], words[1]).failsWith(Exit.USAGE, said);
    }

    @Test
    void missingFile_isSaidWithTheMend() {
        Cli.agon("improve", folder).failsWith(Exit.USAGE, "there is no such file", "agon init --example");
    }

    @Test
    void show_drawsTheLineage_andOneCandidateWhole() throws Exception {
        file(GAINS);
        Cli.agon("improve", folder).succeeds();
        for (Path place : new Path[] {folder, folder.resolve("improved"), folder.resolve("improve.yaml")}) {
            assertThat(Cli.agon("show", place).succeeds().out())
                    .startsWith("IMPROVED")
                    .contains("● 0  ", "chosen");
        }
        Cli one = Cli.agon("show", folder, "--candidate", 1).succeeds();
        assertThat(one.out())
                .startsWith("candidate 1  ")
                .contains("made from candidate 0", "text (prompt), as a whole:");
        assertThat(Cli.agon("show", folder, "--json").json().get("lineage").size())
                .isGreaterThan(3);
        Cli.agon("show", folder, "--candidate", 999).failsWith(Exit.USAGE, "There is no candidate 999");
        Cli.agon("show", folder.resolve("nothing"), "--candidate", 1).failsWith(Exit.USAGE, "--candidate needs");
    }

    @Test
    void largeLineage_isItsWay_unlessAllIsAskedFor() throws Exception {
        var lineage = new Lineage(LineageExample.of(600));
        String brief = new ImproveReport(lineage, 100)
                .brief("agon show improved --all")
                .text();
        List<String> drawn = drawn(brief);
        assertThat(drawn).hasSizeLessThanOrEqualTo(12);
        assertThat(drawn.getFirst()).startsWith("  ● 0  40.0  start");
        assertThat(drawn.getLast()).isEqualTo("  and 589 others (50 accepted, 539 rejected): agon show improved --all");
        assertThat(drawn.get(drawn.size() - 2)).startsWith("  ● 591  ").endsWith(", chosen");
        assertThat(brief).contains("  52 earlier ones, then:").hasSizeLessThan(20_000);
        List<String> whole = drawn(new ImproveReport(lineage, 100).whole().text());
        assertThat(whole).hasSizeGreaterThan(60).noneMatch(it -> it.contains("others ("));
        assertThat(drawn(new ImproveReport(new Lineage(LineageExample.of(5)), 100)
                        .brief("none")
                        .text()))
                .isEqualTo(drawn(new ImproveReport(new Lineage(LineageExample.of(5)), 100)
                        .whole()
                        .text()));
    }

    private static List<String> drawn(String report) {
        List<String> lines = report.lines().toList();
        int first = lines.indexOf("Lineage, scores in points of 100 as the loop saw them:") + 1;
        return lines.subList(first, lines.subList(first, lines.size()).indexOf("") + first);
    }

    @Test
    void chosenThatIsNotTheChampion_isSaidAtTheTop() throws Exception {
        file("{task: {world: gains}, accept: {rule: llm-po, duels: 1}, select: best-validation, budget: {updates: 12},"
                + " certify: {queries: 300}}");
        Cli cli = Cli.agon("improve", folder);
        String top = cli.out().substring(0, cli.out().indexOf("What changed")).replaceAll("\\s+", " ");
        assertThat(top)
                .contains(
                        "champion the start is the champion, which acceptance stands by, but selection took candidate")
                .contains("the highest mean score on validation items", "the certificate above is")
                .doesNotContain("without a guarantee");
    }

    @Test
    void rivals_standRightAfterTheAnswer() {
        String report = new ImproveReport(new Lineage(LineageExample.of(20)), 400)
                .whole()
                .text();
        assertThat(report.lines().toList().get(1)).isEqualTo("lead      21 points, 96 % interval 18 to 24");
        assertThat(report.lines().toList().get(2))
                .startsWith("against   rival ")
                .endsWith("on the same queries: not shown to be better (96 %); lead 1 point, 96 % interval -2 to 4");
    }

    @Test
    void export_writesOneArtifactALine() throws Exception {
        file(GAINS);
        Cli.agon("improve", folder).succeeds();
        int candidates = new Lineage(Improving.in(folder.resolve("improved")).orElseThrow())
                .members()
                .size();
        assertThat(Cli.agon("export", folder, "--as", "jsonl").succeeds().out().lines())
                .hasSize(candidates)
                .allMatch(it -> it.startsWith("{\"candidate\":"));
        assertThat(Cli.agon("export", folder).succeeds().out()).startsWith("candidate,parent,update,fate,");
        assertThat(Cli.agon("export", folder, "--as", "dot").succeeds().out())
                .startsWith("digraph lineage {")
                .contains("c0 -> c1");
        Cli.agon("export", folder, "--as", "csv,dot", "--out", folder.resolve("x"))
                .succeeds();
        assertThat(folder.resolve("x/agon-lineage.dot")).exists();
        Cli.agon("export", folder, "--as", "xml").failsWith(Exit.USAGE, "csv, jsonl, dot");
    }

    @Test
    void hostileTexts_reachNeitherTerminalNorSpreadsheet() throws Exception {
        var lineage = new Lineage(LineageExample.of(12));
        String text = new ImproveReport(lineage, 80).whole().text()
                + new ImproveReport(lineage, 80).candidate(3).text();
        assertThat(text).contains("alert(1)").doesNotContain("\u001b", "\u202e");
        var csv = new StringBuilder();
        new LineageExport(lineage).csv(csv);
        assertThat(csv).contains("'=HYPERLINK").doesNotContain("\u001b", "\u202e", ",=HYPERLINK", ",\"=HYPERLINK");
        var jsonl = new StringBuilder();
        new LineageExport(lineage).jsonl(jsonl);
        assertThat(jsonl).contains("\\u001B", "\\u202e").doesNotContain("\u001b", "\u202e");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 120})
    void report_fitsTheTerminal(int width) {
        String text = new ImproveReport(new Lineage(LineageExample.of(40)), width)
                .whole()
                .text();
        assertThat(text.lines()).allMatch(it -> Letters.width(it) <= Math.max(width, 40));
        assertThat(text).contains("IMPROVED");
    }
}
